"""What members do, in the reader's words."""

from django.template import Library

from karvon.accounts.models import Membership
from karvon.accounts.roles import Role

register = Library()


@register.filter
def does(member: Membership) -> str:
    """The roles of a member: duty coordinator, border liaison officer."""
    return ", ".join(str(Role(role).label) for role in member.roles)
