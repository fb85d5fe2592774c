"""A version in the reader's words: what it demands of whom, where, when, and who says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from karvon.places.models import Post
from karvon.requirements.models import RequirementVersion
from rulebook.clauses.base import ACTIONS, MODES
from rulebook.differences import ROLES
from rulebook.packs.format import CHANNELS
from rulebook.requirements import KINDS, Kind, Part, Source
from rulebook.requirements import RequirementVersion as Version
from rulebook.words import Words

LANGUAGE_NAMES = {"en": "English", "ru": "Русский"}


def reader_words(language: str = "") -> Words:
    """Words in the reader's language, or in one that is named."""
    return Words.of((language or get_language() or "en").split("-")[0])


@dataclass(frozen=True)
class Demanded:
    """One part in words: its own text, the clause it stands for where that says more, and ways to meet it."""

    text: str
    clause: str
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """One source in words."""

    source: Source
    channel: str


@dataclass(frozen=True)
class InWords:
    """A version as a page shows it in one language."""

    version: Version
    language: str
    name: str
    title: str
    kind: str
    state: str
    roles: str
    places: str
    whom: tuple[str, ...]
    demands: tuple[Demanded, ...]
    condition: str
    sources: tuple[Said, ...]


def in_words(version: Version, places: Mapping[str, str], language: str = "") -> InWords:
    """A version in the reader's language, or in one that is named."""
    words = reader_words(language)
    with override(words.language):
        whom = tuple(_whom(version, words))
    return InWords(
        version=version,
        language=words.language,
        name=LANGUAGE_NAMES.get(words.language, words.language),
        title=version.titled(words),
        kind=words(KINDS[version.kind]),
        state=words.country(version.jurisdiction),
        roles=words.both(words(ROLES[role]) for role in sorted(version.roles, key=lambda one: one.value)),
        places=words.both(places.get(code, code) for code in version.posts),
        whom=whom,
        demands=tuple(_demands(version, words)),
        condition=version.when.demand(words) if version.when else "",
        sources=tuple(Said(source, channel_names().get(source.channel, source.channel)) for source in version.sources),
    )


def _whom(version: Version, words: Words) -> Iterable[str]:
    scope = version.scope
    if scope.nationalities:
        yield _("nationals of: %(countries)s") % {"countries": words.both(map(words.country, scope.nationalities))}
    if scope.except_nationalities:
        excepted = words.both(map(words.country, scope.except_nationalities))
        yield _("not nationals of: %(countries)s") % {"countries": excepted}
    if scope.coming_from:
        yield _("coming from: %(countries)s") % {"countries": words.both(map(words.country, scope.coming_from))}
    if scope.purposes:
        yield _("travelling for: %(purposes)s") % {"purposes": words.both(scope.purposes)}
    if scope.groups:
        yield _("groups of: %(groups)s") % {"groups": words.both(scope.groups)}
    if scope.agreed_list:
        yield _("named on the list %(list)s") % {"list": scope.agreed_list}
    if version.modes:
        yield _("travelling by: %(modes)s") % {"modes": words.both(words(MODES[mode]) for mode in version.modes)}


def _demands(version: Version, words: Words) -> Iterable[Demanded]:
    if version.kind is Kind.PROHIBITION and not version.parts:
        yield Demanded(words("nobody passes"), "", ())
    for part in version.parts:
        text, clause = part.text(words), part.clause.demand(words)
        yield Demanded(text, clause if clause != text else "", tuple(_ways(part, words)))


def _ways(part: Part, words: Words) -> Iterable[str]:
    for remedy in part.remedies:
        says = remedy.texts.get(words.language) or words(ACTIONS.get(remedy.action, remedy.action.replace("_", " ")))
        lead = words.hours(int(remedy.lead.total_seconds()) // 60) if remedy.lead is not None else ""
        cost = f"{remedy.cost_usd_cents / 100:.2f} USD" if remedy.cost_usd_cents is not None else ""
        yield ", ".join(filter(None, (says, lead, cost)))


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of posts and crossings by their codes, in one query."""
    wanted = set(codes)
    posts = Post.objects.filter(Q(code__in=wanted) | Q(crossing__code__in=wanted)).select_related("crossing")
    named: dict[str, list[str]] = {}
    for post in posts.order_by("crossing__code", "country"):
        for code in {post.code, post.crossing.code} & wanted:
            named.setdefault(code, []).append(post.name)
    return {code: " / ".join(names) for code, names in named.items()}


def titled(row: RequirementVersion) -> str:
    """The title of a row in the reader's language."""
    titles: Mapping[str, str] = row.titles
    return titles.get(reader_words().language) or titles.get("en") or next(iter(titles.values()), row.requirement.code)


def places_of(rows: Sequence[RequirementVersion]) -> dict[str, str]:
    """The names of all places that these rows speak of."""
    return place_names(code for row in rows for code in row.posts)


def channel_names() -> dict[str, str]:
    """How a word can reach us, in the reader's words, from the surest to the quickest."""
    names = {
        "gazette": _("an official gazette"),
        "note_verbale": _("a note verbale"),
        "letter": _("a letter"),
        "website": _("the authority's own site"),
        "press": _("the press"),
        "gateway": _("an exchange of rules between authorities"),
        "practice": _("what is done, as our own people saw it"),
        "meeting": _("a meeting"),
        "phone": _("a telephone call"),
        "gate_officer": _("an officer at the gate, by word of mouth"),
    }
    return {code: names[code] for code in CHANNELS}
