"""The parts that pages are built of. Each is shown in all its states on the page `/design`.

What needs no more than a class stays plain HTML (`<dl class="facts">`, `<a class="button">`); a tag stands here where
words, signs, the reader's language or the address of the page go into a part.
"""

from urllib.parse import urlencode

from babel.numbers import format_decimal
from django.http import HttpRequest
from django.template import Context, Library
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from karvon.web.shell.lists import ORDER, PAGE, Listing
from rulebook.requirements import STANDINGS, Standing
from rulebook.words import Words

register = Library()

STATUSES: dict[str, str | Promise] = {
    "ok": gettext_lazy("OK"),
    "fixable": gettext_lazy("Fixable"),
    "unknown": gettext_lazy("Unknown"),
    "blocked": gettext_lazy("Blocked"),
}
NOTICES: dict[str, tuple[str, str | Promise]] = {
    "information": ("information", pgettext_lazy("kind of notice", "Information")),
    "done": ("ok", pgettext_lazy("kind of notice", "Done")),
    "warning": ("warning", pgettext_lazy("kind of notice", "Warning")),
    "refused": ("blocked", pgettext_lazy("kind of notice", "Refused")),
}


@register.simple_tag
def sign(name: str) -> SafeString:
    """Draw a sign; the word for it stands beside it."""
    return format_html('<svg class="sign {}" aria-hidden="true"><use href="#{}" /></svg>', name, name)


@register.simple_tag
def status(name: str, word: str = "") -> SafeString:
    """A status by sign, word and colour: `ok`, `fixable`, `unknown` or `blocked`."""
    return format_html('<span class="status {}">{}{}</span>', name, sign(name), word or STATUSES[name])


@register.simple_tag
def standing(name: str) -> SafeString:
    """How sure we are of a requirement: `rumoured`, `stated`, `confirmed` or `withdrawn`."""
    return format_html('<span class="standing standing-{}">{}</span>', name, _words()(STANDINGS[Standing(name)]))


@register.simple_tag
def badge(word: str, kind: str = "") -> SafeString:
    """A short word in a frame; `kind` is empty, `role` or `old`."""
    return format_html('<span class="badge{}">{}</span>', f" badge-{kind}" if kind else "", word)


@register.filter
def apart(number: int) -> str:
    """A number with its thousands apart, as the reader's language writes it."""
    return str(format_decimal(number, locale=_words().locale))


@register.simple_tag
def count(number: int, words: str, url: str = "", status: str = "") -> SafeString:
    """A figure that opens the rows behind it; without an address it only tells."""
    shown = format_html("<b>{}{}</b>", sign(status) if status else "", apart(number))
    look = f"count is-{status}" if status else "count"
    if not url:
        return format_html('<span class="{}">{}<span class="word">{}</span></span>', look, shown, words)
    return format_html('<a class="{}" href="{}">{}<span class="word">{}</span></a>', look, url, shown, words)


@register.simple_tag
def progress(done: int, total: int, words: str) -> SafeString:
    """How far long work has come."""
    figures = f"{apart(done)} / {apart(total)}"
    return format_html(
        '<div class="work"><label>{} <span>{}</span><progress value="{}" max="{}"></progress></label></div>',
        words,
        figures,
        done,
        max(total, 1),
    )


@register.simple_block_tag
def notice(content: str, kind: str, title: str = "") -> SafeString:
    """Something to know before one goes on: `information`, `done`, `warning` or `refused`."""
    drawn, word = NOTICES[kind]
    head = format_html("<h2>{}</h2>", title) if title else format_html('<span class="unseen">{}: </span>', word)
    return format_html(
        '<div class="notice notice-{}"{}>{}<div>{}{}</div></div>',
        kind,
        SafeString(' role="alert"') if kind == "refused" else "",
        sign(drawn),
        head,
        content,
    )


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """Where the page stands; one `{% crumb %}` for each page above it."""
    label = gettext_lazy("Where this page stands")
    return format_html('<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', label, content)


@register.simple_tag
def crumb(words: str, name: str, *arguments: object) -> SafeString:
    """A page above this one: its words, the name of its address and what goes into that."""
    return format_html('<li><a href="{}">{}</a></li>', reverse(name, args=arguments), words)


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """Parts of one thing, each with an address of its own; one `{% tab %}` for each."""
    return format_html('<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', label, content)


@register.simple_tag(takes_context=True)
def tab(context: Context, words: str, url: str, tally: int | None = None) -> SafeString:
    """One part; that of this page is marked."""
    here = SafeString(' aria-current="page"') if _request(context).path == url.partition("?")[0] else ""
    shown = format_html(' <span class="tally">{}</span>', apart(tally)) if tally is not None else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', url, here, words, shown)


@register.simple_tag(takes_context=True)
def column(context: Context, listing: Listing[object], key: str, words: str, *, number: bool = False) -> SafeString:
    """The head of a column by which a list can be ordered; a second click turns the order round."""
    now = {key: "ascending", f"-{key}": "descending"}.get(listing.order, "none")
    wanted = f"-{key}" if now == "ascending" else key
    return format_html(
        '<th scope="col"{} aria-sort="{}"><a href="{}">{}</a></th>',
        SafeString(' class="number"') if number else "",
        now,
        _address(context, {ORDER: wanted, PAGE: None}),
        words,
    )


@register.inclusion_tag("shell/pager.html", takes_context=True)
def pager(context: Context, listing: Listing[object], *, export: bool = False) -> dict[str, object]:
    """The pages of a list; with `export`, a link to the whole of it as CSV."""
    near = [number for number in range(listing.page - 2, listing.page + 3) if 1 <= number <= listing.last_known]
    return {
        "listing": listing,
        "pages": [(number, _address(context, {PAGE: number})) for number in near],
        "before": _address(context, {PAGE: listing.page - 1}) if listing.page > 1 else "",
        "after": _address(context, {PAGE: listing.page + 1}) if listing.goes_on else "",
        "export": _address(context, {"format": "csv", PAGE: None}) if export else "",
    }


@register.simple_tag
def live(name: str, *topics: object) -> SafeString:
    """Let this part be brought anew whenever one of its topics is announced; `name` becomes its id."""
    said = format_html_join(" ", "{}", ((topic,) for topic in topics))
    return format_html('id="{}" data-live="{}"', name, said)


def _address(context: Context, changes: dict[str, object]) -> str:
    """The address of this page with some of its query changed; None takes a part away."""
    query = _request(context).GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"?{urlencode(list(query.lists()), doseq=True)}"


def _request(context: Context) -> HttpRequest:
    found = context["request"]
    assert isinstance(found, HttpRequest)
    return found


def _words() -> Words:
    """Words in the reader's language."""
    return Words.of((get_language() or "en").split("-")[0])
