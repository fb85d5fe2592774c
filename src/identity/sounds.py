"""How a name sounds, roughly, in whatever alphabet and by whatever spelling: for finding it, never for telling it apart.

The same place is Gisht Kuprik, G‘isht Ko‘prik and Гишт-Куприк; the same letter is j, zh or dzh, and kh, h or x.
"""

import re

from identity.names import name_key

_APOSTROPHE = "['`´ʻʼʿˈ‘’′]"
# Uzbek writes one sound with two signs, which Russian and English papers give as u and g.
_UZBEK = ((re.compile(f"o{_APOSTROPHE}|ў"), "u"), (re.compile(f"g{_APOSTROPHE}"), "g"))
_BETWEEN_WORDS = re.compile(r"[-‐-―/|(),;:.]+")
_LETTERS = (
    # Turkmen and Turkish; our own table, as is the next.
    "şsh çch ıi ňn žj "
    # Persian and Dari: long vowels and consonants; short vowels are not written.
    "اa آo أa إa بb پp تt ثs جj چch حh خkh دd ذz رr زz ژzh سs شsh صs ضz طt ظz غgh فf قq کk كk گg لl مm نn وu هh ةh یi يi ىi ئi ؤu"
)
_SPELLED: dict[int, str | None] = {ord(pair[0]): pair[1:] for pair in _LETTERS.split()} | dict.fromkeys(map(ord, "عء"))
# The longer spelling first.
_FOLDS = (
    (re.compile("dzh|dj|zh"), "j"),
    (re.compile("kh|x"), "h"),
    (re.compile("gh"), "g"),
    (re.compile("ck|q|c(?!h)"), "k"),
    (re.compile("w"), "v"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sound_key(name: str) -> str:
    """A name as it sounds: small Latin letters, spellings of one sound folded together, its words in order.

    Takes any text in Latin, Cyrillic or Arabic letters; letters of other scripts stay as they are. Returns the empty
    text where it has no letters. Names that sound alike get like keys, so a key proposes and never proves.
    """
    text = _BETWEEN_WORDS.sub(" ", name.casefold())
    for pattern, sound in _UZBEK:
        text = pattern.sub(sound, text)
    text = name_key(text.translate(_SPELLED)).casefold()
    for pattern, sound in _FOLDS:
        text = pattern.sub(sound, text)
    return text
