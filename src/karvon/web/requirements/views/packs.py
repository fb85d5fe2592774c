"""Bringing in a pack: looked into first, every fault with its line, then all of it or nothing."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from karvon.core.refusals import Refused
from karvon.requirements.actions import import_pack
from karvon.requirements.actions.packs import PackLook, look_into_pack
from karvon.requirements.errors import PackNotSound
from karvon.web.requirements.access import said, who_and_when, writes
from karvon.web.requirements.words import in_words, place_names
from rulebook.packs.nodes import MAX_CHARACTERS

SHOWN_FOR_MENDING = 100_000
"""A longer text is not sent back and forth: it is mended in its file."""
BRING_IN = "bring_in"


class PackForm(forms.Form):
    """A file, or its text."""

    file = forms.FileField(label=gettext_lazy("File of the pack (YAML)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("or its text"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """The text, from wherever it came, and what it is called in faults."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None:
            if file.size > 4 * MAX_CHARACTERS:
                raise forms.ValidationError(_("This file is too large for a pack. Split it into several."))
            try:
                given["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError(
                    _("This is not text in UTF-8. Save the file as UTF-8 and send it again.")
                ) from None
        elif not given.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste the text of a pack."))
        given["label"] = file.name if file is not None else _("the text")
        return given


@writes
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in_pack(request: HttpRequest) -> HttpResponse:
    """The form, what the pack would do, and the deed."""
    member, at = who_and_when(request)
    form = PackForm(request.POST or None, request.FILES or None)
    look: PackLook | None = None
    if request.method == "POST" and form.is_valid():
        text, label = str(form.cleaned_data["text"]), str(form.cleaned_data["label"])
        try:
            if BRING_IN in request.POST:
                done = import_pack(text, label, by=member, at=at)
                messages.success(request, _told(done))
                return redirect("requirements")
            look = look_into_pack(text, label, by=member, at=at)
        except PackNotSound as refusal:
            look = PackLook({}, faults=refusal.faults)
        except Refused as refusal:
            form.add_error(None, said(refusal))
        if not form.errors:
            form = PackForm(initial={"text": text if len(text) <= SHOWN_FOR_MENDING else ""})
    return render(request, "requirements/pack.html", {"form": form, "look": look, "new": _in_words(look)})


def _told(done: PackLook) -> str:
    new = ngettext("%(count)s version is brought in.", "%(count)s versions are brought in.", len(done.new))
    there = ngettext("%(count)s was there already.", "%(count)s were there already.", len(done.there))
    return f"{new % {'count': len(done.new)}} {there % {'count': len(done.there)}}"


def _in_words(look: PackLook | None) -> list[object]:
    if look is None:
        return []
    names = place_names(post for version in look.new for post in version.posts)
    return [in_words(version, names) for version in look.new]
