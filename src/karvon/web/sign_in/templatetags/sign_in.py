"""What the pages of signing in need to know of this installation."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def mail_is_sent() -> bool:
    """Whether this installation can send e-mail at all."""
    return bool(settings.MAIL_IS_SENT)
