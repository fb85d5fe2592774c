"""The forms by which officers record what a post says, and that it still holds."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from karvon.core.ids import new_id
from karvon.places.actions.statuses import Said
from karvon.places.models import Channel, Post, PostStatus, Traffic
from karvon.web.places.showing import Side, words

# Whose citizens come to these posts; for others the restriction is put into words.
NATIONALITIES = ("AFG", "CHN", "KAZ", "KGZ", "RUS", "TJK", "TKM", "UZB")
CHANNELS = [("", _("Choose")), *Channel.choices]
MOMENT = "%Y-%m-%dT%H:%M"
WITHIN_REASON = (
    MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC), _("Give a year from 2000 on.")),
    MaxValueValidator(datetime(2100, 1, 1, tzinfo=UTC), _("Give a year before 2100.")),
)


class SourceForm(forms.Form):
    """Who said it, and how we heard it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    channel = forms.ChoiceField(label=_("How do we know"), choices=CHANNELS)
    source = forms.CharField(
        label=_("Who said it"),
        max_length=200,
        help_text=_("The function, as “shift commander”, and no private number."),
    )


class ConfirmForm(SourceForm):
    """What counts for a post was said again."""

    status = forms.UUIDField(widget=forms.HiddenInput)


class ReportForm(SourceForm):
    """What a post says now. Times are in the clock of the post."""

    post = forms.ChoiceField(label=_("Which side"), widget=forms.RadioSelect)
    status = forms.ChoiceField(label=_("The post is now"), choices=PostStatus.Status.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("In one sentence"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What exactly was said, and why."),
    )
    nationalities = forms.MultipleChoiceField(
        label=_("It concerns only citizens of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    traffic = forms.MultipleChoiceField(
        label=_("It concerns only"), choices=Traffic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_at = forms.DateTimeField(
        label=_("From"),
        required=False,
        input_formats=[MOMENT],
        validators=WITHIN_REASON,
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        help_text=_("By the clock of the post. Empty: from now on."),
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        required=False,
        input_formats=[MOMENT],
        validators=WITHIN_REASON,
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        help_text=_("By the clock of the post. Empty: until further notice."),
    )

    field_order = ("post", "status", "channel", "source", "reason")

    def __init__(self, sides: Sequence[Side], *args: object, **kwargs: object) -> None:
        """Offer the sides of one crossing."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's form takes them
        self.posts: dict[str, Post] = {side.post.code: side.post for side in sides}
        self._choices("post", [(side.post.code, f"{side.country}: {side.title}") for side in sides])
        self._choices("nationalities", [(code, words().country(code)) for code in NATIONALITIES])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that most reports leave empty."""
        return [self[name] for name in ("nationalities", "traffic", "starts_at", "ends_at")]

    @property
    def more_is_used(self) -> bool:
        """Whether one of them has something to show."""
        return any(field.errors or field.value() for field in self.more)

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields of every report."""
        return [self[name] for name in ("post", "status", "channel", "source", "reason")]

    def post_chosen(self) -> Post:
        """The post that the report is about."""
        return self.posts[self.cleaned_data["post"]]

    def said(self) -> Said:
        """What was said, with its times as moments."""
        data, zone = self.cleaned_data, ZoneInfo(self.post_chosen().zone)
        return Said(
            status=data["status"],
            channel=data["channel"],
            source=data["source"],
            starts_at=_by_clock_of(zone, data["starts_at"]),
            ends_at=_by_clock_of(zone, data["ends_at"]),
            nationalities=data["nationalities"],
            traffic=data["traffic"],
            reason=data["reason"],
        )


def _by_clock_of(zone: ZoneInfo, typed: datetime | None) -> datetime | None:
    """What was typed by the clock of a post; the form itself knows no zone but UTC."""
    return typed.replace(tzinfo=zone) if typed else None
