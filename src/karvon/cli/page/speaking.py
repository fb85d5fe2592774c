"""What the templates of the page need beyond Django's own tags: sentences in the reader's language, and signs."""

from typing import Any

from django.template import Context, Library
from django.utils.html import format_html

register = Library()


@register.simple_tag(takes_context=True)
def say(context: Context, message: str, **values: Any) -> str:
    """Say a message in the reader's language; the message stands in the template as a literal."""
    return str(context["reader"].words(message, **values))


@register.simple_tag(takes_context=True)
def say_count(context: Context, singular: str, plural: str, number: int, **values: Any) -> str:
    """Say a message in the form that goes with a number."""
    return str(context["reader"].words.count(singular, plural, number, **values))


@register.simple_tag
def sign(status: str) -> str:
    """Draw the sign of a status: a shape of its own beside its word, so that colour is never alone."""
    return format_html('<svg class="sign {}" aria-hidden="true"><use href="#{}"/></svg>', status, status)
