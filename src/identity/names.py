"""Names as they stand in lists: in several scripts, in one cell or three, with patronymics or without."""

import re
import unicodedata
from dataclasses import dataclass

_LETTERS = (
    "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya ёe "
    "ғgh ӣi қq ӯu ҳh ҷj ўo әa ңng өo ұu үu һh іi ї"
)
_ROMAN: dict[int, str] = {ord(pair[0]): pair[1:] for pair in _LETTERS.split()}
_NOT_OF_A_NAME = re.compile(r"[^\w\s]|[\d_]")
_PATRONYMIC = re.compile(r".+(?:ович|евич|ьич|овна|евна|ична|инична|ovich|evich|ovna|evna|ichna)", re.IGNORECASE)
_PATRONYMIC_WORDS = frozenset(
    [
        "оглы",
        "оглу",
        "угли",
        "углы",
        "ўғли",
        "ұлы",
        "уулу",
        "кызы",
        "қизи",
        "қызы",
        "кизи",
        "ogly",
        "oglu",
        "ogli",
        "o'g'li",
        "oʻgʻli",
        "uly",
        "uulu",
        "kyzy",
        "qizi",
        "kizi",
        "gizi",
    ]
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a full name; None where the name has no such part."""

    family: str | None = None
    given: str | None = None
    patronymic: str | None = None


def name_key(name: str) -> str:
    """A name for comparing: small Latin letters, without marks and signs, its words in order.

    `Каримов Джамшед` and `KARIMOV  Dzhamshed` have one key; other spellings of one name do not. Takes any text;
    returns the empty text where it has no letters.
    """
    text = _NOT_OF_A_NAME.sub("", name.casefold().replace("-", " "))
    if not text.isascii():
        text = text.translate(_ROMAN)
    # Whatever Cyrillic there was is plain Latin now; what is left has marks to take off.
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(text.split())


def split_full_name(name: str, *, family_first: bool) -> NameParts | None:
    """The parts of a full name where its form shows them, None where it does not and the name must stay whole.

    A comma, a patronymic, or a family name in capitals show them; so does the order, where the column says that the
    family name stands first (`family_first`, as under the Russian heading ФИО).
    """
    if "," in name:
        return _split_at_comma(name)
    words = name.split()
    patronymic = _patronymic_at(words)
    if patronymic is not None:
        return _around_patronymic(words, patronymic)
    if len(words) == 2 and words[0].isupper() != words[1].isupper():
        family, given = words if words[0].isupper() else words[::-1]
        return NameParts(family, given) if len(family) > 2 else None
    if family_first and len(words) in {2, 3}:
        return NameParts(*words)
    return None


def _split_at_comma(name: str) -> NameParts | None:
    """`Karimov, Jamshed Rahimovich`."""
    family, _, rest = (part.strip() for part in name.partition(","))
    words = rest.split()
    if not family or not words or "," in rest:
        return None
    patronymic = _patronymic_at(words)
    if patronymic is None:
        return NameParts(family, rest)
    start, end = patronymic
    return NameParts(family, " ".join(words[:start] + words[end:]) or None, " ".join(words[start:end]))


def _patronymic_at(words: list[str]) -> tuple[int, int] | None:
    """Where the patronymic of a name stands, as first and one past the last word; never the first word."""
    for place in range(1, len(words)):
        if words[place].casefold() in _PATRONYMIC_WORDS:
            return (place - 1, place + 1) if place > 1 else None
    for place in range(len(words) - 1, 0, -1):
        if _PATRONYMIC.fullmatch(words[place]):
            return (place, place + 1)
    return None


def _around_patronymic(words: list[str], patronymic: tuple[int, int]) -> NameParts | None:
    """`Karimov Jamshed Rahimovich`, `Jamshed Rahimovich Karimov`, `Aliev Rashad Vagif ogly`, `Jamshed Rahimovich`."""
    start, end = patronymic
    before, after = words[:start], words[end:]
    middle = " ".join(words[start:end])
    if len(before) == 2 and not after:
        return NameParts(before[0], before[1], middle)
    if len(before) == 1 and len(after) <= 1:
        return NameParts(after[0] if after else None, before[0], middle)
    return None
