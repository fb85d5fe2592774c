"""Rows of one list that may be one person. Both are kept: whether they are one is for a person to say."""

from identity.names import name_key
from identity.numbers import number_key
from karvon.core.words import sentence
from karvon.people.lists.faults import Problem, warning
from karvon.people.lists.fields import Field
from karvon.people.lists.travellers import TravellerRow

_REMEDY = sentence("Both rows are kept; remove one if they are one person.")


class Seen:
    """The papers and names of the rows read so far."""

    def __init__(self) -> None:
        """No rows yet."""
        self._numbers: dict[str, tuple[int, str]] = {}
        self._persons: dict[tuple[str, str], tuple[int, bool]] = {}
        self._ids: dict[str, int] = {}

    def look(self, person: TravellerRow) -> list[tuple[Field, str, Problem]]:
        """What this row may repeat: the field by which, its text, and the warning; then remember the row."""
        found: list[tuple[Field, str, Problem]] = []
        if person.person_id and (first := self._ids.setdefault(person.person_id, person.row)) != person.row:
            found.append((Field.PERSON_ID, person.person_id, _same_id(first)))
        name, numbered = _key(person), False
        for document in person.documents or ():
            if document.number:
                numbered = True
                first, holder = self._numbers.setdefault(number_key(document.number), (person.row, name))
                if first != person.row:
                    other = bool(name and holder and name != holder)
                    found.append((Field.DOCUMENT_NUMBER, document.number, _same_number(first, other_name=other)))
        if problem := self._same_person(person, name, numbered=numbered):
            found.append((Field.FAMILY_NAME, person.name, problem))
        return found

    def _same_person(self, person: TravellerRow, name: str, *, numbered: bool) -> Problem | None:
        """The same name and birth date; where no birth date is known, the same name and age and no paper to tell."""
        born = person.birth_date or (f"age {person.age.years}" if person.age else "")
        if not name or (not born and " " not in name):
            return None
        first, first_numbered = self._persons.setdefault((name, born), (person.row, numbered))
        if first == person.row:
            return None
        if len(born) == len("2020-10-31"):
            return _same_name_and_birth(first)
        return None if numbered and first_numbered else _same_name(first)


def _key(person: TravellerRow) -> str:
    """The name of a person for comparing, its parts in the same order however the list gives them."""
    if person.family_name and person.given_name:
        return name_key(f"{person.family_name} {person.given_name} {person.patronymic or ''}")
    return name_key(person.full_name or person.family_name or person.given_name or "")


def _same_id(first: int) -> Problem:
    """Two rows with one identifier."""
    words = sentence("The same identifier stands in row {first}.", first=first)
    return warning("duplicate-id", words, _REMEDY)


def _same_number(first: int, *, other_name: bool) -> Problem:
    """Two rows with the number of one paper."""
    if not other_name:
        words = sentence("The same document number stands in row {first}.", first=first)
        return warning("duplicate-number", words, _REMEDY)
    words = sentence("The same document number stands in row {first} under another name.", first=first)
    remedy = sentence("Both rows are kept; correct the number, or remove one row if they are one person.")
    return warning("number-of-two-names", words, remedy)


def _same_name_and_birth(first: int) -> Problem:
    """Two rows with one name and birth date."""
    words = sentence("The same name and date of birth stand in row {first}.", first=first)
    return warning("duplicate-person", words, _REMEDY)


def _same_name(first: int) -> Problem:
    """Two rows with one name and nothing that tells them apart."""
    words = sentence("The same name stands in row {first}, and nothing tells the two apart.", first=first)
    return warning("duplicate-person", words, _REMEDY)
