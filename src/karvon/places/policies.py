"""Who may say what of places."""

from karvon.accounts.errors import NotAllowed
from karvon.accounts.models import Membership
from karvon.accounts.roles import Role
from karvon.core.words import Sentence, sentence
from karvon.places.models import Post

# The same roles as in the row policy of statuses.
REPORTERS = (Role.LIAISON_OFFICER, Role.COORDINATOR)


def why_not_report(by: Membership | None, post: Post) -> Sentence | None:
    """Why somebody may not say whether a post is open; None where they may."""
    if by is None:
        return sentence("Sign in to record the status of {post}.", post=post)
    if not by.is_any_of(REPORTERS):
        return sentence("Only border liaison officers and duty coordinators record the status of {post}.", post=post)
    if by.post_id is not None and by.post_id != post.pk:
        return sentence("You record the status of your own post only, and {post} is another.", post=post)
    return None


def check_may_report(by: Membership, post: Post) -> None:
    """Refuse whoever may not say whether a post is open."""
    reason = why_not_report(by, post)
    if reason is not None:
        raise NotAllowed(reason)
