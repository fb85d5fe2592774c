"""The form for a demand as it was heard: one small page, for somebody who stands at a gate with a phone."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership
from karvon.places.models import Post
from karvon.requirements.cases import plain_with_examples
from karvon.requirements.demands import Demand, Passing, What, plain_demand
from karvon.web.requirements.fields import (
    LocalMoment,
    at_hand,
    by_clock_of,
    choices_of,
    country_codes,
    posts_near,
    zone_of,
)
from karvon.web.requirements.words import channel_names
from rulebook.clauses.base import PAPER_KINDS, TEST_KINDS

MOST_WORDS = 2000
FORGIVEN = timedelta(minutes=1)
"""So much a watch may be fast."""

WHAT = {
    What.TEST: _("Negative test"),
    What.NO_ENTRY: _("Nobody passes"),
    What.LIST: _("Named on a list"),
    What.QUARANTINE: _("Quarantine"),
    What.CONSENT: _("Consent of an authority"),
    What.PAPER: _("A valid document"),
    What.OTHER: _("Something else, in words"),
}
PASSING = {Passing.IN: _("of those who come in"), Passing.OUT: _("of those who leave")}


class DemandForm(forms.Form):
    """Which post, what is demanded, of whom, from when, and who said it."""

    quote = forms.CharField(
        label=_("What was said, in their own words"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
    )
    what = forms.ChoiceField(label=_("What is demanded?"), widget=forms.RadioSelect, choices=[])
    hours = forms.IntegerField(label=_("not older than, in hours"), min_value=1, max_value=8784, required=False)
    test_kinds = forms.MultipleChoiceField(
        label=_("only these kinds of test"), widget=forms.CheckboxSelectMultiple, required=False, choices=[]
    )
    list_name = forms.CharField(label=_("name of the list"), max_length=120, required=False)
    days = forms.IntegerField(label=_("days of quarantine"), min_value=1, max_value=90, required=False)
    consent_of = forms.CharField(label=_("of which authority"), max_length=120, required=False)
    paper_kinds = forms.MultipleChoiceField(
        label=_("which document"), widget=forms.CheckboxSelectMultiple, required=False, choices=[]
    )
    months = forms.IntegerField(label=_("valid for so many months more"), min_value=0, max_value=120, required=False)
    in_words = forms.CharField(label=_("the demand in words"), max_length=500, required=False)
    nationalities = forms.MultipleChoiceField(
        label=_("Of nationals of"), widget=forms.CheckboxSelectMultiple, required=False, choices=[],
        help_text=_("Tick none if it is demanded of everybody."),
    )  # fmt: skip
    others = forms.CharField(label=_("other nationalities, by code"), max_length=120, required=False)
    own_are_free = forms.BooleanField(label=_("citizens of the state itself are exempt"), required=False)
    post = forms.ChoiceField(label=_("At which post?"), choices=[])
    passing = forms.ChoiceField(label=_("Of which travellers?"), choices=[])
    everywhere = forms.BooleanField(label=_("at the whole border of this state, not only here"), required=False)
    authority = forms.CharField(label=_("Who said it?"), max_length=200)
    channel = forms.ChoiceField(label=_("How did it reach us?"), choices=[])
    heard_time = forms.TimeField(
        label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time as 12:40.")},
    )  # fmt: skip
    heard_on = forms.DateField(
        label=_("On which day was it said? Empty: today"), widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )  # fmt: skip
    valid_from = LocalMoment(label=_("In force from"), required=False)
    valid_to = LocalMoment(label=_("In force until"), required=False)

    def __init__(self, data: Any = None, *, by: Membership, at: datetime, post: str = "", **options: Any) -> None:
        """A form for this member at this moment; their own post and the mouth of an officer stand there already."""
        first = {
            "post": post or (by.post.code if by.post else ""),
            "authority": _("officer on duty"),
            "channel": "gate_officer",
            "passing": Passing.IN.value,
            "heard_time": at.astimezone(ZoneInfo(zone_of(by))).strftime("%H:%M"),
            "hours": 72,
            "days": 14,
            "months": 0,
        }
        super().__init__(data, initial=first | options.pop("initial", {}), **options)
        self.by, self.at = by, at
        choices: dict[str, Any] = {
            "what": [(one.value, WHAT[one]) for one in What],
            "passing": [(one.value, PASSING[one]) for one in Passing],
            "test_kinds": choices_of(TEST_KINDS, TEST_KINDS),
            "paper_kinds": choices_of(PAPER_KINDS, PAPER_KINDS),
            "nationalities": at_hand(),
            "channel": list(channel_names().items())[::-1],
            "post": posts_near(by),
        }
        for name, of_field in choices.items():
            self.fields[name].choices = of_field  # type: ignore[attr-defined]  # these are fields of choice
        self.fields["heard_time"].help_text = by_clock_of(zone_of(by))
        for name in ("valid_from", "valid_to"):
            field = self.fields[name]
            assert isinstance(field, LocalMoment)
            field.by(zone_of(by))

    def clean_others(self) -> list[str]:
        """Codes of further countries."""
        return country_codes(self.cleaned_data["others"])

    def _heard_at(self, said: dict[str, Any]) -> datetime | None:
        """When it was said; without a day it was today, or yesterday where today's hour lies ahead."""
        clock, day = said.get("heard_time"), said.get("heard_on")
        if clock is None:
            return None
        here = self.at.astimezone(ZoneInfo(zone_of(self.by)))
        heard = datetime.combine(day or here.date(), clock, tzinfo=here.tzinfo)
        if heard - self.at > FORGIVEN:
            if day is not None:
                self.add_error("heard_on", _("This lies ahead. Write when it was said."))
                return None
            heard -= timedelta(days=1)
        return min(heard, self.at)

    def clean(self) -> dict[str, Any]:
        """What hangs on what: the parameters of the demand, and an end after the beginning."""
        said = super().clean() or self.cleaned_data
        needed: dict[Any, tuple[str, Any]] = {
            What.LIST: ("list_name", _("Say which list, as it is called.")),
            What.CONSENT: ("consent_of", _("Say whose consent is demanded.")),
            What.OTHER: ("in_words", _("Say in a few words what is demanded.")),
        }
        field, sentence = needed.get(said.get("what"), ("", ""))
        if field and not said.get(field):
            self.add_error(field, sentence)
        said["heard_at"] = self._heard_at(said)
        begins, until = said.get("valid_from") or said["heard_at"], said.get("valid_to")
        if begins and until and until <= begins:
            self.add_error("valid_to", _("It ends before it begins. Correct one of the two, or leave this empty."))
        return said

    def plain(self) -> dict[str, Any]:
        """The version that the demand makes, with examples."""
        said = self.cleaned_data
        post = Post.objects.get(code=said["post"])
        named = tuple(dict.fromkeys([*said["nationalities"], *said["others"]]))
        demand = Demand(
            what=What(said["what"]),
            authority=said["authority"],
            channel=said["channel"],
            quote=said["quote"],
            heard_at=said["heard_at"],
            post=post,
            passing=Passing(said["passing"]),
            everywhere=said["everywhere"],
            nationalities=named,
            except_nationalities=(post.country,) if said["own_are_free"] and post.country not in named else (),
            valid_from=said["valid_from"],
            valid_to=said["valid_to"],
            hours=said["hours"] or 72,
            test_kinds=tuple(said["test_kinds"] or TEST_KINDS),
            days=said["days"] or 14,
            months=said["months"] or 0,
            paper_kinds=tuple(said["paper_kinds"] or ("passport",)),
            list_name=said["list_name"],
            consent_of=said["consent_of"],
            in_words=said["in_words"],
        )
        return plain_with_examples(plain_demand(demand))
