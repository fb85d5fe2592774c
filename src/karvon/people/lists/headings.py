"""From the headings of a list to the fields they mean: by known words, or by subject and aspect ("PCR", "date")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from identity.scripts import in_one_script, mixed_words, tidy
from karvon.people.lists.countries import read_country
from karvon.people.lists.fields import ALIASES, REPEATED, Field


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading means: its field, which of several (test 2), and the kind its words imply (PCR, passport)."""

    field: Field
    place: int = 1
    implied: str | None = None

    @property
    def subject(self) -> str | None:
        """`test`, `document`, `vaccination` or `visa` for what a person may have several of, else None."""
        first = self.field.partition("_")[0]
        return first if first in REPEATED else None


_SIGNS = re.compile(r"[^\w№]+|_")
_LETTER_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-zа-я])(?=[A-ZА-Я][a-zа-я])|(?=№)|(?<=№)")

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ANSWERS = re.compile(r"\(\W*(?:y|yes|да|д|m|м|муж)\W+(?:n|no|нет|н|f|ж|жен)\W*\)", re.IGNORECASE)
_PARTS = re.compile(r"[/|;\n]|\s[-–—]\s")
# Words that only say whose it is; those for somebody else (a guardian, the head of a household) are not among them.
_OWNERS = re.compile(
    r"\b(?:of (?:the )?)?(?:traveller|traveler|passenger|patient|beneficiary|applicant|person|migrant|returnee|"
    r"individual|pax|client)(?: s)?\b|"
    r"\b(?:пассажира|пациента|гражданина|путешественника|заявителя|мигранта|получателя|бенефициара|лица)\b"
)
_WHOLE_NAMES = {Field.FULL_NAME, Field.FULL_NAME_FAMILY_FIRST}
_PARTS_OF_NAME = {Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.PATRONYMIC}

_EXACT: dict[str, Field] = {alias: field for field, aliases in ALIASES.items() for alias in aliases.split("|")}

_IMPLIED: tuple[tuple[str, str, str], ...] = (
    ("test", "pcr", "pcr пцр пцп rt"),
    ("test", "rapid", "antigen антиген экспресс rapid иха"),
    ("test", "antibody", "antibod антител ифа igg igm serolog"),
    ("document", "birth_certificate", "birthcertificate свидетельств"),
    ("document", "id_card", "внутренн internal"),
    ("document", "passport", "passport паспорт загранпаспорт шиноснома pasport"),
    ("document", "id_card", "удостоверени idcard"),
)
# In this order: "vaccination certificate", "PCR certificate", "visa number" are not about travel documents.
_SUBJECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("vaccination", ("vaccin", "вакцин", "привив", "dose", "доза", "дозы", "дозе")),
    ("visa", ("visa", "виза", "визы", "визе")),
    ("test", ("test", "тест", "pcr", "пцр", "antigen", "антиген", "экспресс", "rapid", "antibod", "антител", "covid",
              "ковид", "анализ", "sample", "sampling", "swab", "мазок", "мазка", "проба", "пробы", "забор",
              "биоматериал", "lab", "labor", "лаборатор", "ифа", "иха", "igg", "igm")),
    ("document", ("doc", "docum", "докум", "passport", "паспорт", "загранпаспорт", "pasport", "свидетельств", "удостоверени",
                  "ҳуҷҷат", "hujjat", "шиноснома")),
)  # fmt: skip
_ASPECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("until", ("expir", "until", "till", "thru", "истечен", "окончан", "действ", "годен", "срок", "до", "to")),
    ("zone", ("zone", "tz", "timezone", "пояс", "utc")),
    ("result", ("result", "результат", "outcome", "итог", "natija", "натиҷа")),
    ("country", ("country", "страна", "стране", "state", "кем", "орган", "authority")),
    ("laboratory", ("lab", "labor", "лаборатор", "clinic", "клиник", "place", "место", "где")),
    ("entries", ("entr", "въезд", "кратност")),
    ("issued", ("issue", "выда", "from", "с", "начал")),
    ("series", ("series", "серия", "серии")),
    ("date", ("date", "дата", "дату", "day", "день", "on", "when", "когда", "sampled", "taken", "at", "sana", "сана")),
    ("clock", ("time", "время", "часы", "hour", "clock")),
    ("dose", ("dose", "доза", "дозы", "дозе")),
    ("number", ("number", "no", "nr", "num", "№", "номер", "n", "raqam", "рақам", "series", "серия")),
    ("kind", ("type", "kind", "тип", "вид", "метод", "method", "категори", "category", "class", "purpose", "цель")),
    ("product", ("product", "name", "назван", "препарат", "brand", "manufacturer", "производител")),
)
# What may stand beside a subject without changing what the column holds ("foreign passport", "тест на ковид").
_NEUTRAL = frozenset((
    "of", "the", "a", "and", "or", "for", "is", "any", "travel", "foreign", "international", "biometric", "ordinary",
    "national", "internal", "identity", "details", "detail", "data", "info", "information", "particulars", "о", "об",
    "на", "за", "для", "и", "или", "по", "наличие", "данные", "сведения", "реквизиты", "заграничный", "национальный",
    "международный", "общегражданский", "иностранный", "биометрический", "внутренний", "личности", "удостоверяющий",
    "проездной",
))  # fmt: skip
_FIELDS: dict[tuple[str, str], Field] = {
    ("vaccination", "date"): Field.VACCINATION_DATE, ("vaccination", "dose"): Field.VACCINATION_DOSE,
    ("vaccination", "product"): Field.VACCINATION_PRODUCT, ("vaccination", "kind"): Field.VACCINATION_PRODUCT,
    ("vaccination", ""): Field.VACCINATION_PRODUCT, ("vaccination", "number"): Field.VACCINATION_DOSE,
    ("visa", ""): Field.VISA_KIND, ("visa", "kind"): Field.VISA_KIND, ("visa", "country"): Field.VISA_COUNTRY,
    ("visa", "number"): Field.VISA_NUMBER, ("visa", "issued"): Field.VISA_FROM, ("visa", "until"): Field.VISA_UNTIL,
    ("visa", "entries"): Field.VISA_ENTRIES, ("test", ""): Field.TEST, ("test", "kind"): Field.TEST_KIND,
    ("test", "date"): Field.TEST_SAMPLED, ("test", "clock"): Field.TEST_CLOCK, ("test", "zone"): Field.TEST_ZONE,
    ("test", "result"): Field.TEST_RESULT, ("test", "country"): Field.TEST_COUNTRY,
    ("test", "laboratory"): Field.TEST_LABORATORY, ("document", ""): Field.DOCUMENT_NUMBER,
    ("document", "kind"): Field.DOCUMENT_KIND, ("document", "number"): Field.DOCUMENT_NUMBER,
    ("document", "series"): Field.DOCUMENT_SERIES, ("document", "country"): Field.DOCUMENT_COUNTRY,
    ("document", "issued"): Field.DOCUMENT_ISSUED, ("document", "until"): Field.DOCUMENT_EXPIRY,
}  # fmt: skip


def normalised(text: str) -> str:
    """A heading in small letters without signs, its letters and digits apart: `Test1_kind` is `test 1 kind`."""
    plain = " ".join(
        in_one_script(word) or word if mixed_words(word) else word for word in tidy(text).replace("’", "'").split()
    )
    apart = _SIGNS.sub(" ", _LETTER_DIGIT.sub(" ", plain))
    return " ".join(apart.casefold().replace("ё", "е").split())


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading | None:
    """What a heading means, None where its words are not known."""
    text = _ANSWERS.sub(" ", text)
    plain = normalised(text)
    if heading := _exact(plain) or _without_additions(text):
        return heading
    words = plain.split()
    numbers = [int(word) for word in words if word.isdecimal() and 0 < int(word) < 20]
    words = [word for word in words if not word.isdecimal()]
    if field := _by_subject_and_aspect(words):
        return Heading(field, numbers[0] if len(numbers) == 1 else 1, _implied(words, field))
    return _from_parts(text)


def _exact(plain: str) -> Heading | None:
    """What a normalised heading means as a whole, perhaps with a number: "test 2"."""
    if plain in _EXACT:
        return Heading(_EXACT[plain], 1, _implied(plain.split(), _EXACT[plain]))
    words = [word for word in plain.split() if not word.isdecimal()]
    numbers = [int(word) for word in plain.split() if word.isdecimal() and 0 < int(word) < 20]
    bare = " ".join(words)
    if bare not in _EXACT:
        return None
    heading = Heading(_EXACT[bare], numbers[0] if len(numbers) == 1 else 1, _implied(words, _EXACT[bare]))
    # Of the rest there is only one per person: a number in it makes it unknown.
    return heading if heading.subject or not numbers else None


def _without_additions(text: str) -> Heading | None:
    """A heading without what stands in brackets, and without the words that say whose it is."""
    outside = normalised(_BRACKETS.sub(" ", text))
    heading = _exact(outside) or _exact(" ".join(_OWNERS.sub(" ", outside).split()))
    if heading is None or outside == normalised(text):
        return heading
    inside = [_exact(normalised(one)) for one in _BRACKETS.findall(text)]
    # "Passport (expiry)" and "Name (family)" are what the brackets say; the heading as a whole decides.
    if heading.subject or (heading.field in _PARTS_OF_NAME and any(one for one in inside)):
        return None
    return heading


def _from_parts(text: str) -> Heading | None:
    """A heading in two languages ("Sex / Пол") or under a group ("person/sex"), if its known parts mean one thing."""
    parts = [part for part in _PARTS.split(_BRACKETS.sub(" ", text)) if len(part.strip()) > 1]
    known = [heading for part in parts if (heading := _exact(normalised(part)) or _without_additions(part))]
    fields = {heading.field for heading in known}
    if len(fields) > 1:
        fields.discard(Field.NAME)
    if fields == _WHOLE_NAMES:
        fields.discard(Field.FULL_NAME)
    if len(parts) < 2 or len(fields) != 1:
        return None
    return next(heading for heading in known if heading.field in fields)


def known_headings(texts: Sequence[str]) -> float:
    """How many texts of a row are known headings; 0 where they are too few to tell a header from a row of data."""
    filled = [text for text in texts if text]
    known = sum(read_heading(text) is not None for text in filled if 3 <= len(text) <= 120)
    return float(known) if known >= 2 or known * 2 > len(filled) else 0.0


def nearest_heading(text: str) -> str | None:
    """The known heading most like an unknown one, None where nothing is near."""
    near = get_close_matches(normalised(text)[:60], _EXACT, n=1, cutoff=0.82)
    return near[0] if near else None


def settle(headings: Iterable[Heading | None]) -> list[Heading | None]:
    """The headings of one list together: "name" beside a family name, repeated columns, one paper in two groups."""
    settled = _settle_names(list(headings))
    settled = _number_repeats(settled)
    return _join_groups(_settle_clocks(settled))


def _settle_names(headings: list[Heading | None]) -> list[Heading | None]:
    """Decide what the heading "name" means here; a given name without a family name is the whole name."""
    fields = {heading.field for heading in headings if heading}
    meaning = {Field.NAME: Field.FULL_NAME}
    if Field.FAMILY_NAME in fields and Field.GIVEN_NAME not in fields:
        meaning[Field.NAME] = Field.GIVEN_NAME
    elif not fields & {Field.FAMILY_NAME, Field.FULL_NAME, Field.FULL_NAME_FAMILY_FIRST, Field.NAME}:
        meaning[Field.GIVEN_NAME] = Field.FULL_NAME
    return [
        Heading(meaning[heading.field]) if heading and heading.field in meaning else heading for heading in headings
    ]


def _settle_clocks(headings: list[Heading | None]) -> list[Heading | None]:
    """A "time of sampling" without a day beside it is the whole moment."""
    groups = {
        (heading.place, heading.implied) for heading in headings if heading and heading.field is Field.TEST_SAMPLED
    }
    return [
        Heading(Field.TEST_SAMPLED, heading.place, heading.implied)
        if heading
        and heading.field is Field.TEST_CLOCK
        and not {(heading.place, heading.implied), (heading.place, None)} & groups
        else heading
        for heading in headings
    ]


def _number_repeats(headings: list[Heading | None]) -> list[Heading | None]:
    """Give the second column of the same test, paper or visa the next number; any other repeat is not read."""
    taken: set[Heading] = set()
    numbered: list[Heading | None] = []
    for original in headings:
        heading = original
        while heading in taken and heading is not None:
            heading = Heading(heading.field, heading.place + 1, heading.implied) if heading.subject else None
        if heading is not None:
            taken.add(heading)
        numbered.append(heading)
    return numbered


def _join_groups(headings: list[Heading | None]) -> list[Heading | None]:
    """Put columns without a kind ("expiry") to the one group of that number with a kind ("passport no"), if they fit."""
    fields: dict[tuple[str, int, str | None], set[Field]] = {}
    for heading in headings:
        if heading and heading.subject:
            fields.setdefault((heading.subject, heading.place, heading.implied), set()).add(heading.field)
    joined: dict[tuple[str, int], str] = {}
    for subject, place, implied in fields:
        kinds = [key[2] for key in fields if key[:2] == (subject, place) and key[2] is not None]
        bare = fields.get((subject, place, None), set())
        if implied is None and len(kinds) == 1 and not bare & fields[subject, place, kinds[0]]:
            joined[subject, place] = str(kinds[0])
    return [
        Heading(heading.field, heading.place, joined.get((heading.subject, heading.place)))
        if heading and heading.subject and heading.implied is None
        else heading
        for heading in headings
    ]


def _implied(words: Sequence[str], field: Field) -> str | None:
    """The kind of test or paper that the words of a heading imply."""
    subject = field.partition("_")[0]
    for of, kind, stems in _IMPLIED:
        if of == subject and any(word.startswith(stem) for word in words for stem in stems.split()):
            return kind
    return None


def _by_subject_and_aspect(words: Sequence[str]) -> Field | None:
    """The field of a heading such as "дата сдачи ПЦР" or "passport valid until"; None where a word may change it."""
    subject = _first(words, _SUBJECTS)
    if subject is None:
        return None
    aspects = [name for name, stems in _ASPECTS if any(_stands_for(word, stem) for word in words for stem in stems)]
    if not aspects:
        stems = dict(_SUBJECTS)[subject]
        others = [word for word in words if not any(_stands_for(word, stem) for stem in stems)]
        neutral = all(word in _NEUTRAL or _is_country(word) for word in others)
        return _FIELDS.get((subject, "")) if neutral else None
    if subject == "test":
        return _of_test(words, aspects)
    if subject == "document":
        return _of_document(words, aspects)
    return next((_FIELDS[subject, aspect] for aspect in aspects if (subject, aspect) in _FIELDS), None)


def _is_country(word: str) -> bool:
    """Whether a word names a country ("паспорт РТ"); codes such as "id" and "no" are other words in English."""
    return (len(word) > 3 or not word.isascii()) and read_country(word) is not None


def _of_test(words: Sequence[str], aspects: Sequence[str]) -> Field | None:
    """The field of a test; the day of its result, or of the paper about it, is not the day of sampling."""
    if {"issued", "until"} & set(aspects):
        return None
    if "result" in aspects and {"date", "clock"} & set(aspects):
        line = " ".join(words)
        return None if re.search(r"результата|of (?:the )?results?\b|results? (?:date|time)", line) else Field.TEST
    return next((_FIELDS["test", aspect] for aspect in aspects if ("test", aspect) in _FIELDS), None)


def _of_document(words: Sequence[str], aspects: Sequence[str]) -> Field | None:
    """The field of a travel document."""
    numbered = any(word in {"номер", "number", "№", "no"} for word in words)
    aspect = next((aspect for aspect in aspects if ("document", aspect) in _FIELDS), None)
    if aspect is None:
        return None
    # "Серия и номер паспорта" is the whole number, "серия паспорта" its beginning; "№, срок действия" begins with one.
    if numbered and aspect in {"series", "until", "issued"}:
        return Field.DOCUMENT_NUMBER
    if aspect == "issued" and not {"date", "clock"} & set(aspects):
        return Field.DOCUMENT_COUNTRY
    return _FIELDS["document", aspect]


def _first(words: Sequence[str], table: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """The first entry of a table of which a word is a form."""
    for name, stems in table:
        if any(_stands_for(word, stem) for word in words for stem in stems):
            return name
    return None


def _stands_for(word: str, stem: str) -> bool:
    """Whether a word is a form of a stem; stems of up to three letters must be the whole word."""
    return word == stem if len(stem) <= 3 else word.startswith(stem)
