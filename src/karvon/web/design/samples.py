"""Samples for the page that shows every part: a form in its states, a list, moments around one hour."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from karvon.web.shell.lists import Listing


class SampleForm(forms.Form):
    """A form with one field of each sort."""

    title = forms.CharField(label=_("What is demanded"), max_length=60, help_text=_("In the words of the source."))
    standing = forms.ChoiceField(
        label=_("How sure are we?"),
        choices=[("rumoured", _("rumoured")), ("stated", _("stated")), ("confirmed", _("confirmed"))],
        widget=forms.RadioSelect,
    )
    post = forms.ChoiceField(
        label=_("At which post"), choices=[("", "—"), ("KZUZ-ZHB-UZ", "Gisht Kuprik"), ("UZTJ-OYB-UZ", "Oybek")]
    )
    starts_at = forms.DateTimeField(label=_("From when"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=5000, required=False)
    quote = forms.CharField(label=_("Quotation"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    whom = forms.MultipleChoiceField(
        label=_("Whom it binds"),
        choices=[("TJK", _("citizens of Tajikistan")), ("UZB", _("citizens of Uzbekistan"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nobody ticked means everybody."),
    )
    heard_myself = forms.BooleanField(label=_("I heard it myself"), required=False)


@dataclass(frozen=True)
class SampleRow:
    """A movement in the sample table."""

    name: str
    place: str
    zone: str
    at: datetime
    people: int
    status: str


def sample_rows(at: datetime) -> list[SampleRow]:
    """Four movements, one in each status."""
    return [
        SampleRow("ZZ-B1", "Zhibek Zholy", "Asia/Almaty", at, 102, "blocked"),
        SampleRow("ZZ-B2", "Merke", "Asia/Almaty", at, 64, "fixable"),
        SampleRow("OYB-7", "Oybek", "Asia/Tashkent", at, 1180, "unknown"),
        SampleRow("DST-3", "Dustlik", "Asia/Tashkent", at, 35, "ok"),
    ]


def sample_listing(rows: list[SampleRow]) -> Listing[object]:
    """The second of many pages."""
    return Listing(rows, page=2, order="name", total=412, goes_on=True, per_page=4)
