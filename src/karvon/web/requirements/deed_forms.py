"""Small forms on a requirement: the two clocks, somebody asked again, how sure it is, withdrawn since when."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from karvon.accounts.models import Membership
from karvon.requirements.models import Standing
from karvon.web.requirements.fields import LocalMoment, zone_of
from karvon.web.requirements.words import channel_names
from rulebook.packs.moments import moment_as_text


class ClocksForm(forms.Form):
    """As known at one moment, in force at another; nothing means now."""

    known = LocalMoment(label=_("As known at"), required=False)
    at = LocalMoment(label=_("In force at"), required=False)

    def __init__(self, data: Any, *, by: Membership, at: datetime) -> None:
        """Clocks of this member; both show now where the address says nothing."""
        super().__init__(data, initial={})
        self.now = at
        for field in self.fields.values():
            assert isinstance(field, LocalMoment)
            field.by(zone_of(by))

    @property
    def looks_back(self) -> bool:
        """Whether another moment than now is asked for."""
        known, at = self.clocks()
        return known != self.now or at != self.now

    def clocks(self) -> tuple[datetime, datetime]:
        """When it was known, and when it is in force; what cannot be read counts as now."""
        said = self.cleaned_data if self.is_valid() else {}
        known = min(said.get("known") or self.now, self.now)
        return known, said.get("at") or known


class ConfirmForm(forms.Form):
    """Somebody asked again."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.CharField(label=_("Who says that it still stands?"), max_length=200)


class SourceForm(forms.Form):
    """Who says so; all of it or nothing."""

    authority = forms.CharField(label=_("Who said it?"), max_length=200, required=False)
    channel = forms.ChoiceField(label=_("How did it reach us?"), choices=[])
    quote = forms.CharField(
        label=_("In their own words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reference = forms.CharField(label=_("Number or address of the paper"), max_length=200, required=False)
    heard_at = LocalMoment(label=_("When was it said or read?"))

    def __init__(self, data: Any = None, *, by: Membership, at: datetime, **options: Any) -> None:
        """A form for this member at this moment."""
        first = {"heard_at": at, "channel": "note_verbale"}
        super().__init__(data, initial=first | options.pop("initial", {}), **options)
        self.at = at
        self.fields["channel"].choices = list(channel_names().items())  # type: ignore[attr-defined]  # a field of choice
        heard = self.fields["heard_at"]
        assert isinstance(heard, LocalMoment)
        heard.by(zone_of(by))

    def clean(self) -> dict[str, Any]:
        """A source is named with its words."""
        said = super().clean() or self.cleaned_data
        if bool(said.get("authority")) != bool(said.get("quote")):
            self.add_error("quote" if said.get("authority") else "authority", _("Say both who said it and what."))
        return said

    def source(self) -> dict[str, Any] | None:
        """The source as plain JSON; None where none is named."""
        said = self.cleaned_data
        if not said["authority"]:
            return None
        heard = min(said["heard_at"], self.at)
        named = {"authority": said["authority"], "channel": said["channel"], "quote": said["quote"]}
        paper = {"reference": said["reference"]} if said["reference"] else {}
        return {**named, **paper, "heard_at": moment_as_text(heard)}


class StandingForm(SourceForm):
    """How sure it is now, and who says so."""

    standing = forms.ChoiceField(label=_("How sure is it now?"), widget=forms.RadioSelect, choices=[])
    field_order = ("standing",)

    def __init__(self, data: Any = None, *, by: Membership, at: datetime, now: str) -> None:
        """Choices but the standing it has, and withdrawing, which has a page of its own."""
        super().__init__(data, by=by, at=at)
        others = [one for one in Standing if one not in (now, Standing.WITHDRAWN)]
        self.fields["standing"].choices = [(one.value, one.label) for one in others]  # type: ignore[attr-defined]


class WithdrawForm(SourceForm):
    """Since when it binds no more, and who says so."""

    since = forms.ChoiceField(
        label=_("Since when does it bind no more?"),
        widget=forms.RadioSelect,
        choices=[("now", _("from now on: it was demanded until now")), ("never", _("it was never really demanded"))],
        initial="now",
    )
    field_order = ("since",)
