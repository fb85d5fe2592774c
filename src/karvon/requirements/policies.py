"""Who may say what a border demands: staff who hear it, and officials about their own state's border."""

from collections.abc import Sequence

from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.core.words import sentence
from karvon.requirements.errors import KeptElsewhere
from karvon.requirements.models import KEEPERS, STAFF, BorderRequirement


def may_keep(by: Membership) -> bool:
    """Whether this member records what borders demand at all."""
    return by.is_any_of(KEEPERS)


def may_change(by: Membership, requirement: BorderRequirement) -> bool:
    """Whether this member adds to this requirement."""
    return may_keep(by) and requirement.owner_id == by.organisation_id


def check_may_keep(by: Membership, jurisdiction: str, posts: Sequence[str]) -> None:
    """Refuse whoever does not record demands, and officials where they speak of another state or another post."""
    if not may_keep(by):
        words = "Border liaison officers, movement officers, duty coordinators and border services record demands."
        raise NotAllowed(sentence(words))
    if by.is_any_of(STAFF):
        return
    if jurisdiction != by.organisation.country:
        words = "{organisation} records what its own state demands, not {jurisdiction}."
        raise NotAllowed(sentence(words, organisation=by.organisation.name, jurisdiction=jurisdiction))
    if by.post is not None and tuple(posts) != (by.post.code,):
        words = "You record what is demanded at {post}. For other places ask the officer there, or your ministry."
        raise NotAllowed(sentence(words, post=by.post.name))


def check_may_change(by: Membership, requirement: BorderRequirement) -> None:
    """Refuse those who do not keep this requirement."""
    if requirement.owner_id != by.organisation_id:
        raise KeptElsewhere(requirement.code)
