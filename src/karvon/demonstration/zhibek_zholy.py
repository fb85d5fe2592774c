"""Lays out 102 people at the gate between Kazakhstan and Uzbekistan, as nobody had yet been told of the demand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.core.clock import set_world_clock
from karvon.documents.models import Inquiry
from karvon.movements.bringing_in import bring_in
from karvon.movements.models import (
    AgreedList,
    AgreedListEntry,
    Answer,
    ManifestEntry,
    Movement,
    Position,
    Step,
    Vehicle,
)
from karvon.partners.models import Organisation
from karvon.people.lists import TravellerRow, read_list
from karvon.places.models import Crossing, Post

SCENARIO: Final = Path(__file__).resolve().parents[3] / "demo" / "zhibek_zholy"
OPENS: Final = datetime(2020, 10, 31, 7, 52, tzinfo=UTC)
MIDNIGHT_IN_TASHKENT: Final = datetime(2020, 10, 31, 19, 0, tzinfo=UTC)
BATCH: Final = 34


@dataclass(frozen=True)
class Passing:
    """A step of the way, by the code of its post."""

    post: str
    role: str
    at: datetime
    coming_from: str
    going_to: str = "TJK"


WAY: Final = (
    Passing("KZUZ-ZHB-KZ", "exit", datetime(2020, 10, 31, 6, 55, tzinfo=UTC), ""),
    Passing("KZUZ-ZHB-UZ", "transit", datetime(2020, 10, 31, 7, 40, tzinfo=UTC), "KAZ"),
    Passing("UZTJ-OYB-UZ", "exit", datetime(2020, 10, 31, 10, 10, tzinfo=UTC), ""),
    Passing("UZTJ-OYB-TJ", "entry", datetime(2020, 10, 31, 10, 30, tzinfo=UTC), "UZB"),
)


@transaction.atomic
def lay_out(by: Membership, *, requested_by: Organisation) -> Movement:
    """Lay out the movement of the 102 and the one after it, and set the world's clock to when the story opens.

    Places, partners and requirements are there already.
    """
    with acting_as(SYSTEM):
        posts = {post.code: post for post in Post.objects.select_related("crossing")}
        movement = _the_102(by, requested_by, posts)
        _the_next(by, requested_by, posts)
        set_world_clock(OPENS)
    return movement


def _the_102(by: Membership, requested_by: Organisation, posts: dict[str, Post]) -> Movement:
    movement = Movement.objects.create(
        owner=by.organisation,
        reference="ZZ-102",
        name="Shymkent to Khujand by Zhibek Zholy and Oybek",
        requested_by=requested_by,
        request_reference="Note of 30 October 2020",
        requested_at=datetime(2020, 10, 30, 11, 0, tzinfo=UTC),
        status=Movement.Status.IN_MOTION,
        organised=True,
        kinds=["returning_workers"],
        stops=1,
        expected_people=102,
        changed_at=OPENS,
    )
    _way(movement, posts, timedelta())
    entries = bring_in(movement, people(), by=by, at=datetime(2020, 10, 30, 6, 0, tzinfo=UTC))
    _nobody_has_a_test(entries, by)
    _into_buses(movement, entries)
    _consent_and_list(movement, entries, by)
    _first_batch_between(entries[:BATCH], posts["KZUZ-ZHB-KZ"].crossing, by)
    return movement


def people() -> list[TravellerRow]:
    """The 102 of the list."""
    return list(read_list(SCENARIO / "people.csv").rows)


def _the_next(by: Membership, requested_by: Organisation, posts: dict[str, Post]) -> Movement:
    """The movement of a week later, whose people are not known by name yet."""
    movement = Movement.objects.create(
        owner=by.organisation,
        reference="ZZ-180",
        name="Almaty to Khujand by Zhibek Zholy and Oybek",
        requested_by=requested_by,
        requested_at=datetime(2020, 10, 29, 9, 0, tzinfo=UTC),
        status=Movement.Status.PLANNED,
        organised=True,
        kinds=["returning_workers"],
        expected_people=180,
        changed_at=OPENS,
    )
    _way(movement, posts, timedelta(days=7))
    return movement


def _way(movement: Movement, posts: dict[str, Post], later: timedelta) -> None:
    Step.objects.bulk_create(
        Step(
            owner=movement.owner,
            movement=movement,
            number=number,
            post=posts[passing.post],
            role=passing.role,
            mode="road",
            planned_at=passing.at + later,
            coming_from=passing.coming_from,
            going_to=passing.going_to,
        )
        for number, passing in enumerate(WAY, start=1)
    )


def _nobody_has_a_test(entries: list[ManifestEntry], by: Membership) -> None:
    """Everybody was asked, and only the tests on the list exist."""
    asked = {"about": Inquiry.About.TESTS, "asked_at": OPENS, "asked_by": by.user}
    rows = [Inquiry(owner=entry.owner, person=entry.person, **asked) for entry in entries]
    Inquiry.objects.bulk_create(rows, ignore_conflicts=True)


def _into_buses(movement: Movement, entries: list[ManifestEntry]) -> None:
    """Three buses of 49 seats, 34 people in each."""
    for number in range(3):
        bus = Vehicle.objects.create(
            owner=movement.owner, movement=movement, name=f"Bus {number + 1}", seats=49,
            sealed=False, escorted=False, medic=False, masks=True,
        )  # fmt: skip
        for entry in entries[number * BATCH : (number + 1) * BATCH]:
            entry.vehicle, entry.batch = bus, str(number + 1)
    ManifestEntry.objects.bulk_update(entries, ["vehicle", "batch"])


def _consent_and_list(movement: Movement, entries: list[ManifestEntry], by: Membership) -> None:
    """What was agreed so far: an oral yes of the ministry for one day, and a list that may still change."""
    Answer.objects.create(
        owner=movement.owner, movement=movement, authority="MFA UZ", kind="transit", decision="yes", form="oral",
        until=MIDNIGHT_IN_TASHKENT, answered_at=datetime(2020, 10, 30, 15, 30, tzinfo=UTC), recorded_by=by.user,
    )  # fmt: skip
    agreed = AgreedList.objects.create(
        owner=movement.owner, movement=movement, name="ZZ-102-v1", final=False, recorded_at=OPENS
    )
    AgreedListEntry.objects.bulk_create(
        AgreedListEntry(owner=movement.owner, agreed_list=agreed, entry=entry) for entry in entries
    )


def _first_batch_between(entries: list[ManifestEntry], crossing: Crossing, by: Membership) -> None:
    """The first batch was stamped out of Kazakhstan and stands before the Uzbek post."""
    stamped = {"left": "KAZ", "since": WAY[0].at, "recorded_at": WAY[0].at, "recorded_by": by.user}
    Position.objects.bulk_create(
        Position(owner=entry.owner, entry=entry, crossing=crossing, **stamped) for entry in entries
    )
