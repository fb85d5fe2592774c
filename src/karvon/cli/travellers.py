"""From the rows of a list to travellers as requirements ask about them: what a row does not say stays not recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from karvon.people.lists.travellers import Document, DocumentKind, LabTest, Side, TravellerRow
from karvon.people.lists.travellers import Vaccination as Dose
from karvon.people.lists.travellers import Visa as VisaRow
from rulebook.clauses.base import TEST_KINDS
from rulebook.travellers import Journey, Paper, Position, Role, Step, Test, Traveller, Vaccination, Visa

_PAPERS = {
    DocumentKind.SERVICE_PASSPORT: "passport",
    DocumentKind.DIPLOMATIC_PASSPORT: "passport",
    DocumentKind.ID_CARD: "national_id",
}


@dataclass
class Travellers:
    """Makes travellers of one list for one journey; remembers the posts that no step of the journey has."""

    journey: Journey
    unplaced: dict[str, int] = field(default_factory=dict)

    def traveller(self, row: TravellerRow) -> Traveller:
        """Return the traveller whom a row describes."""
        return Traveller(
            id=row.person_id or row.number or f"row-{row.row}",
            name=row.name,
            nationalities=row.nationalities,
            residences=(row.residence,) if row.residence else None,
            sex=row.sex.value if row.sex else None,
            born=row.birth_date,
            age=row.age.years if row.age else None,
            age_on=row.age.on if row.age else None,
            temperature=None if row.temperature is None else round(row.temperature * 10),
            papers=None if row.documents is None else tuple(map(_paper, row.documents)),
            tests=_tests(row),
            vaccinations=None if row.vaccinations is None else tuple(map(_vaccination, row.vaccinations)),
            visas=None if row.visas is None else tuple(map(_visa, row.visas)),
            household=row.household,
            batch=row.batch,
            position=self._position(row) if row.side or row.stamped_out else None,
        )

    def _position(self, row: TravellerRow) -> Position | None:
        """Say which state let the person out, and which in, from the step that the journey has at that post."""
        step = next((one for one in self.journey.steps if _is_at(one, row.post)), None)
        if step is None:
            name = row.post or ""
            self.unplaced[name] = self.unplaced.get(name, 0) + 1
            return None
        if row.side is Side.EXIT and not row.stamped_out:
            return Position(crossing=step.crossing)
        entered = step.jurisdiction if row.side is Side.ENTRY else None
        return Position(crossing=step.crossing, left=self._left_for(step), entered=entered)

    def _left_for(self, step: Step) -> str | None:
        """Return the state that is left for the one of a step: the country the step leads from."""
        exits = [one for one in self.journey.steps if one.role is Role.EXIT and one.crossing == step.crossing]
        return step.coming_from or (exits[0].jurisdiction if exits else None)


def _is_at(step: Step, post: str | None) -> bool:
    """Tell whether a step leads in through a post or crossing; by its id, because one name can mean several places."""
    return step.role is not Role.EXIT and post is not None and post in (step.post, step.crossing)


def _paper(document: Document) -> Paper:
    kind = _PAPERS.get(document.kind, document.kind.value) if document.kind else None
    expires = date.max if document.never_expires else document.expires_on
    return Paper(kind, document.number, document.country, expires)


def _tests(row: TravellerRow) -> tuple[Test, ...] | None:
    """Return the tests of a row; a list that denies every kind of test says that there is none."""
    if row.tests is None and set(row.denied) >= set(TEST_KINDS):
        return ()
    return None if row.tests is None else tuple(map(_test, row.tests))


def _test(test: LabTest) -> Test:
    # a day without an hour is no moment: whether the sample is fresh enough stays open
    return Test(
        kind=test.kind.value if test.kind else None,
        result=test.result.value if test.result else None,
        sampled_at=test.sampled_at,
        country=test.country,
        laboratory=test.laboratory,
    )


def _vaccination(dose: Dose) -> Vaccination:
    complete = None if dose.dose is None or dose.doses is None else dose.dose >= dose.doses
    return Vaccination(product=dose.product, complete=complete, given_on=dose.given_on)


def _visa(visa: VisaRow) -> Visa:
    return Visa(visa.kind.lower() if visa.kind else None, visa.country, visa.valid_from, visa.valid_until)


def most_used(posts: dict[str, int]) -> Sequence[tuple[str, int]]:
    """Return the posts that no step has, those of most people first."""
    return sorted(posts.items(), key=lambda one: -one[1])
