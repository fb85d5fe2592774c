"""What the pages of signing in need to know of this installation."""

import re

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def mail_is_sent() -> bool:
    """Whether this installation can send e-mail at all."""
    return bool(settings.MAIL_IS_SENT)


# A browser names itself after others too; the first of these that it names is what it is.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("YaBrowser", "Yandex"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """What a browser says of itself, as people call it: Chrome, Android; else the beginning of its own words."""
    names = [
        next((name for sign, name in known if re.search(rf"\b{sign}", user_agent)), "")
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in names if name) or user_agent[:80]
