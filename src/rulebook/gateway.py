"""Checks on publishing a version, as an exchange between states makes them: warnings with codes, and never refusals.

An emergency closure tonight must go in; whoever publishes it is told what is unusual about it and goes on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum

from rulebook.eu import reads_own_data, rule_identity
from rulebook.requirements import RequirementVersion
from rulebook.words import N_, Words

LEAST_NOTICE = timedelta(hours=48)
FARTHEST_AHEAD = timedelta(days=14)
LEAST_VALIDITY = timedelta(hours=72)


class Code(Enum):
    """What is unusual; the values are stable."""

    SHORT_NOTICE = "short-notice"
    TOO_FAR_AHEAD = "too-far-ahead"
    SHORT_VALIDITY = "short-validity"
    STARTS_BEFORE_PREVIOUS = "starts-before-previous"
    VERSION_NOT_GREATER = "version-not-greater"
    WIDER_THAN_SOURCES = "wider-than-sources"
    COUNTRY_NOT_IN_ID = "country-not-in-id"
    CERTIFICATE_NOT_IN_ID = "certificate-not-in-id"
    TYPE_NOT_IN_ID = "type-not-in-id"


@dataclass(frozen=True, slots=True)
class PublicationWarning:
    """One warning: its code, and the message with its values, to be said in any language."""

    code: Code
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, words: Words) -> str:
        """Say the warning in a sentence without a full stop."""
        return words(self.message, **{name: _said(value, words) for name, value in self.values.items()})


def _said(value: object, words: Words) -> object:
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, timedelta):
        return words.hours(value // timedelta(minutes=1))
    return words.both(value) if isinstance(value, tuple) else value


def publication_warnings(
    version: RequirementVersion, previous: RequirementVersion | None, now: datetime
) -> tuple[PublicationWarning, ...]:
    """Return what is unusual about publishing a version at `now`, after `previous` where there is one.

    `now` needs a zone. Modelled on the checks of the EU gateway for validation rules, which refuses what is told here.
    """
    return (
        *_on_notice(version, now),
        *_on_validity(version),
        *_on_previous(version, previous),
        *_on_sources(version),
        *(_on_identifier(version) if reads_own_data(version) else ()),
    )


def _on_notice(version: RequirementVersion, now: datetime) -> Iterator[PublicationWarning]:
    # as moments: two wall clocks of one zone would be an hour wrong over a change of daylight saving
    left = version.valid_from.astimezone(UTC) - now.astimezone(UTC)
    if left < timedelta():
        message = N_("it has been in force since {start}, before anybody could know of it")
        yield PublicationWarning(Code.SHORT_NOTICE, message, {"start": version.valid_from})
    elif left < timedelta(minutes=1) and not _invalidates(version):
        message = N_("it takes effect at once; those concerned should have {least}")
        yield PublicationWarning(Code.SHORT_NOTICE, message, {"least": LEAST_NOTICE})
    elif left < LEAST_NOTICE and not _invalidates(version):
        message = N_("it takes effect in {left}; those concerned should have {least}")
        yield PublicationWarning(Code.SHORT_NOTICE, message, {"left": left, "least": LEAST_NOTICE})
    elif left > FARTHEST_AHEAD:
        message = N_("it takes effect only on {start}, more than two weeks ahead")
        yield PublicationWarning(Code.TOO_FAR_AHEAD, message, {"start": version.valid_from})


def _invalidates(version: RequirementVersion) -> bool:
    """Tell whether it takes back what was accepted, which may happen at once."""
    return reads_own_data(version) and version.id.startswith("IR")


def _on_validity(version: RequirementVersion) -> Iterator[PublicationWarning]:
    if version.valid_to is None:
        return
    length = version.valid_to.astimezone(UTC) - version.valid_from.astimezone(UTC)
    if length < LEAST_VALIDITY:
        message = N_("it is in force for {length} only, less than {least}")
        yield PublicationWarning(Code.SHORT_VALIDITY, message, {"length": length, "least": LEAST_VALIDITY})


def _on_previous(version: RequirementVersion, previous: RequirementVersion | None) -> Iterator[PublicationWarning]:
    if previous is None:
        return
    if version.version <= previous.version:
        message = N_("version {new} is not greater than version {old}, which is published already")
        values = {"new": version.version, "old": previous.version}
        yield PublicationWarning(Code.VERSION_NOT_GREATER, message, values)
    if version.valid_from < previous.valid_from:
        message = N_("it begins on {start}, before the version that it follows ({before})")
        values_of_time = {"start": version.valid_from, "before": previous.valid_from}
        yield PublicationWarning(Code.STARTS_BEFORE_PREVIOUS, message, values_of_time)


def _on_sources(version: RequirementVersion) -> Iterator[PublicationWarning]:
    """Tell where every source speaks of certain posts only, and the version binds at others too."""
    told = sorted({post for source in version.sources for post in source.posts})
    if not told or not all(source.posts for source in version.sources):
        return
    if not version.posts:
        message = N_("it binds at the whole border, but its sources speak of {told} only")
        yield PublicationWarning(Code.WIDER_THAN_SOURCES, message, {"told": tuple(told)})
        return
    wider = tuple(post for post in version.posts if not _covered(post, told))
    if wider:
        message = N_("it binds at {wider} too, but its sources speak of {told} only")
        yield PublicationWarning(Code.WIDER_THAN_SOURCES, message, {"wider": wider, "told": tuple(told)})


def _covered(post: str, told: list[str]) -> bool:
    """A source that speaks of a crossing speaks of its posts, whose ids begin with that of the crossing."""
    return any(post == one or post.startswith(f"{one}-") for one in told)


_CERTIFICATES = {"General": "GR", "Vaccination": "VR", "Test": "TR", "Recovery": "RR"}


def _on_identifier(version: RequirementVersion) -> Iterator[PublicationWarning]:
    """Check the identifier of an EU-style rule against what it says of itself."""
    rule = rule_identity(version)
    prefix, country = version.id[:2], version.id[3:5]
    if country != rule.country:
        message = N_("the identifier {id} names the country {country}, the rule {stated}")
        values = {"id": version.id, "country": country, "stated": rule.country}
        yield PublicationWarning(Code.COUNTRY_NOT_IN_ID, message, values)
    if (prefix == "IR") != (rule.type == "Invalidation"):
        message = N_("the identifier {id} does not fit a rule of the type {type}")
        yield PublicationWarning(Code.TYPE_NOT_IN_ID, message, {"id": version.id, "type": rule.type})
    elif prefix not in ("IR", _CERTIFICATES.get(rule.certificate)):
        message = N_("the identifier {id} does not fit a certificate of the type {type}")
        yield PublicationWarning(Code.CERTIFICATE_NOT_IN_ID, message, {"id": version.id, "type": rule.certificate})
