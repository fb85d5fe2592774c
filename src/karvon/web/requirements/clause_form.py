"""The form for clauses: whom, where and when, parts with a clause each, sources; every kind of clause there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership
from karvon.requirements.cases import plain_with_examples
from karvon.requirements.models import Kind, Standing
from karvon.web.requirements.clause_rows import (
    MOST_ROWS,
    Row,
    numbers_at,
    one,
    plain_at,
    row_at,
    typed_of,
)
from karvon.web.requirements.fields import LocalMoment, choices_of, country_codes, zone_of
from karvon.web.requirements.words import channel_names
from rulebook.clauses.base import MODES
from rulebook.clauses.registry import CLAUSES
from rulebook.packs.moments import moment_as_text
from rulebook.packs.plain import version_to_plain
from rulebook.requirements import RequirementVersion as Version
from rulebook.travellers import Role

ROLE_NAMES = {Role.EXIT: _("who leave"), Role.TRANSIT: _("who pass through"), Role.ENTRY: _("who enter")}


def codes_in(text: str) -> list[str]:
    """Codes in a text, apart by commas or spaces."""
    return text.replace(",", " ").split()


class ClauseForm(forms.Form):
    """What stands beside the clauses."""

    jurisdiction = forms.CharField(label=_("State that demands it (code of three letters)"), max_length=3)
    title_en = forms.CharField(label=_("Title in English"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("What it does"), choices=Kind.choices)
    standing = forms.ChoiceField(label=_("How sure is it?"), choices=[])
    roles = forms.MultipleChoiceField(label=_("Of people"), widget=forms.CheckboxSelectMultiple, choices=[])
    posts = forms.CharField(
        label=_("Posts or crossings, by code"), required=False, help_text=_("Empty: the whole border of the state.")
    )
    modes = forms.MultipleChoiceField(
        label=_("Only of those who travel by"), widget=forms.CheckboxSelectMultiple, required=False, choices=[]
    )
    nationalities = forms.CharField(label=_("Only nationals of (codes)"), required=False)
    except_nationalities = forms.CharField(label=_("All but nationals of (codes)"), required=False)
    coming_from = forms.CharField(label=_("Only those who come from (codes)"), required=False)
    purposes = forms.CharField(label=_("Only for these purposes of travel"), required=False)
    groups = forms.CharField(label=_("Only these kinds of group"), required=False)
    agreed_list = forms.CharField(label=_("Only those named on this agreed list"), required=False)
    overrides = forms.CharField(label=_("Requirements that it lifts, by code"), required=False)
    conflicts_with = forms.CharField(label=_("Requirements that it contradicts, by code"), required=False)
    valid_from = LocalMoment(label=_("In force from"), required=False)
    valid_to = LocalMoment(label=_("In force until"), required=False)
    stale_after = forms.CharField(
        label=_("Ask again after"), required=False, initial="30 d", help_text=_("as 24 h or 30 d")
    )
    authority = forms.CharField(label=_("Who said it?"), max_length=200, required=False)
    channel = forms.ChoiceField(label=_("How did it reach us?"), choices=[], required=False)
    quote = forms.CharField(
        label=_("In their own words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reference = forms.CharField(label=_("Number or address of the paper"), max_length=200, required=False)
    heard_at = LocalMoment(label=_("When was it said or read?"), required=False)

    def __init__(self, data: Any = None, *, by: Membership, at: datetime, **options: Any) -> None:
        """A form for this member at this moment."""
        super().__init__(data, **options)
        self.at = at
        choices: dict[str, Any] = {
            "standing": [(one_.value, one_.label) for one_ in Standing if one_ != Standing.WITHDRAWN],
            "roles": [(role.value, name) for role, name in ROLE_NAMES.items()],
            "modes": choices_of(MODES, MODES),
            "channel": list(channel_names().items()),
        }
        for name, of_field in choices.items():
            self.fields[name].choices = of_field  # type: ignore[attr-defined]  # these are fields of choice
        for name in ("valid_from", "valid_to", "heard_at"):
            field = self.fields[name]
            assert isinstance(field, LocalMoment)
            field.by(zone_of(by))

    def clean_jurisdiction(self) -> str:
        """A state."""
        (code, *_others) = country_codes(self.cleaned_data["jurisdiction"]) or [""]
        return code

    def clean(self) -> dict[str, Any]:
        """An end after the beginning."""
        said = super().clean() or self.cleaned_data
        begins, until = said.get("valid_from") or self.at, said.get("valid_to")
        if until and until <= begins:
            self.add_error("valid_to", _("It ends before it begins. Correct one of the two, or leave this empty."))
        for name in ("nationalities", "except_nationalities", "coming_from"):
            try:
                country_codes(said.get(name, ""))
            except forms.ValidationError as fault:
                self.add_error(name, fault)
        return said


@dataclass(frozen=True)
class PartRow:
    """One part as a page draws it."""

    name: str
    called: str
    text_en: str
    text_ru: str
    lead: str
    row: Row

    @property
    def id(self) -> str:
        """What its labels begin with."""
        return f"id_{self.name.replace('.', '-')}"


def part_rows(typed: Mapping[str, list[str]]) -> list[PartRow]:
    """The parts that were typed; one empty one where there are none."""
    numbers = numbers_at(typed, "parts") or ["0"]
    return [_part_row(typed, f"parts.{number}") for number in numbers]


def _part_row(typed: Mapping[str, list[str]], name: str) -> PartRow:
    called, english, russian, lead = (one(typed, f"{name}.{key}") for key in ("name", "text_en", "text_ru", "lead"))
    return PartRow(name, called, english, russian, lead, row_at(typed, f"{name}.clause"))


def grown(typed: QueryDict, wanted: str) -> dict[str, list[str]]:
    """What was typed with a row added or removed: `add:parts` or `remove:parts.2`."""
    deed, _colon, name = wanted.partition(":")
    kept = {key: values for key, values in typed.lists() if key not in ("csrfmiddlewaretoken", "do")}
    if deed == "remove":
        return {key: values for key, values in kept.items() if key != name and not key.startswith(f"{name}.")}
    numbers = numbers_at(kept, name)
    if deed == "add" and len(numbers) < MOST_ROWS:
        following = int(numbers[-1]) + 1 if numbers else 1
        kept.setdefault(f"{name}.0.kw" if name != "parts" else "parts.0.clause.kw", [""])
        kept[f"{name}.{following}.kw" if name != "parts" else f"parts.{following}.clause.kw"] = [""]
    return kept


def plain_from(said: Mapping[str, Any], typed: Mapping[str, list[str]], extra: Mapping[str, Any]) -> dict[str, Any]:
    """The version that was written, as plain JSON; `extra` is what the version before it carries and no form shows."""
    titles = {"en": said["title_en"], "ru": said["title_ru"]}
    plain: dict[str, Any] = {
        **extra,
        "jurisdiction": said["jurisdiction"],
        "roles": said["roles"],
        "kind": said["kind"],
        "standing": said["standing"],
        "title": {**extra.get("title", {}), **{language: text for language, text in titles.items() if text}},
    }
    scope: dict[str, Any] = {
        name: [code.upper() for code in codes_in(said[name])]
        for name in ("nationalities", "except_nationalities", "coming_from")
    }
    scope |= {name: _texts_in(said[name]) for name in ("purposes", "groups")}
    scope["agreed_list"] = said["agreed_list"]
    when = plain_at(typed, "when")
    optional = {
        "modes": said["modes"],
        "posts": codes_in(said["posts"]),
        "scope": {name: value for name, value in scope.items() if value},
        "applies_when": when,
        "requires": list(_parts(typed, {part["name"]: part for part in extra.get("requires", [])})),
        "overrides": codes_in(said["overrides"]),
        "conflicts_with": codes_in(said["conflicts_with"]),
        "stale_after": said["stale_after"],
        "valid_from": moment_as_text(said["valid_from"]) if said["valid_from"] else "",
        "valid_to": moment_as_text(said["valid_to"]) if said["valid_to"] else "",
    }
    plain = {name: value for name, value in plain.items() if name not in optional}
    plain |= {name: value for name, value in optional.items() if value}
    sources = [*extra.get("sources", []), *_source(said)]
    return plain_with_examples({**plain, "sources": sources} if sources else plain)


def _texts_in(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _parts(typed: Mapping[str, list[str]], before: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts that were typed; what no form shows of a part of the version before is carried along."""
    for number in numbers_at(typed, "parts"):
        clause = plain_at(typed, f"parts.{number}.clause")
        if not clause:
            continue
        name = one(typed, f"parts.{number}.name").strip() or f"part_{number}"
        known = before.get(name, {})
        given = {language: one(typed, f"parts.{number}.text_{language}").strip() for language in ("en", "ru")}
        others = {language: text for language, text in known.get("texts", {}).items() if language not in given}
        part: dict[str, Any] = {"name": name, **clause, "texts": {**others, **{k: v for k, v in given.items() if v}}}
        part["remedies"] = _remedies(one(typed, f"parts.{number}.lead").strip(), clause, known)
        yield {key: value for key, value in part.items() if value or key in clause}


def _remedies(lead: str, clause: Mapping[str, Any], known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The usual way to meet the clause, where it was said how long it takes; else the ways that were known."""
    actions = CLAUSES[next(iter(clause))].actions
    if not lead or not actions:
        return list(known.get("remedies", []))
    return [{"action": actions[0], "lead": lead}]


def _source(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if said["authority"] or said["quote"]:
        heard = moment_as_text(said["heard_at"]) if said["heard_at"] else ""
        given = {"authority": said["authority"], "channel": said["channel"], "quote": said["quote"]}
        given |= {"reference": said["reference"], "heard_at": heard}
        yield {name: value for name, value in given.items() if value}


def typed_from(version: Version) -> dict[str, list[str]]:
    """What would have been typed for a version, so that the next one begins as it is; sources are carried along."""
    scope = version.scope
    typed = {
        "jurisdiction": [version.jurisdiction],
        "title_en": [version.title.get("en", "")],
        "title_ru": [version.title.get("ru", "")],
        "kind": [version.kind.value],
        "standing": [version.standing.value],
        "roles": [role.value for role in version.roles],
        "posts": [" ".join(version.posts)],
        "modes": list(version.modes),
        "nationalities": [" ".join(scope.nationalities)],
        "except_nationalities": [" ".join(scope.except_nationalities)],
        "coming_from": [" ".join(scope.coming_from)],
        "purposes": [", ".join(scope.purposes)],
        "groups": [", ".join(scope.groups)],
        "agreed_list": [scope.agreed_list or ""],
        "overrides": [" ".join(version.overrides)],
        "conflicts_with": [" ".join(version.conflicts_with)],
        "stale_after": [version_to_plain(version).get("stale_after", "")],
    }
    typed |= typed_of(version.when, "when") if version.when else {}
    for number, part in enumerate(version.parts):
        name = f"parts.{number}"
        typed |= typed_of(part.clause, f"{name}.clause")
        typed |= {f"{name}.name": [part.name], f"{name}.text_en": [part.texts.get("en", "")]}
        typed[f"{name}.text_ru"] = [part.texts.get("ru", "")]
    return typed
