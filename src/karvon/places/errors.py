"""What places refuse."""

from karvon.core.refusals import Refused
from karvon.core.words import sentence
from karvon.places.models import Post, PostStatus


class EndsBeforeItBegins(Refused):
    """A status would end before it begins, or in the moment in which it begins."""

    code = "ends_before_it_begins"

    def __init__(self, post: Post) -> None:
        """Refuse; the post's name tells which form it was."""
        super().__init__(
            sentence("What you record for {post} ends before it begins. Give an end after the beginning.", post=post)
        )


class SourceMissing(Refused):
    """Nobody says who said it."""

    code = "source_missing"

    def __init__(self, post: Post) -> None:
        """Refuse: what has no source cannot be weighed against another."""
        super().__init__(
            sentence(
                "Nobody can weigh what is said of {post} without its source. Write who said it, as “shift commander”.",
                post=post,
            )
        )


class RestrictsNothing(Refused):
    """A restriction that says neither whom nor what nor how."""

    code = "restricts_nothing"

    def __init__(self, post: Post) -> None:
        """Refuse: nobody could act on it."""
        super().__init__(
            sentence(
                "{post} is restricted, but for whom or for what? Choose nationalities or traffic, or say it in a sentence.",
                post=post,
            )
        )


class RecordedDifferently(Refused):
    """The same form was sent twice with different content."""

    code = "recorded_differently"

    def __init__(self, post: Post) -> None:
        """Refuse the second; the first is recorded."""
        super().__init__(
            sentence(
                "This form was sent before, with other content, and that is recorded for {post}. "
                "Open the page of the place again, and record the change there.",
                post=post,
            )
        )


class NoLongerCounts(Refused):
    """Somebody confirms a status in whose place another one counts by now."""

    code = "no_longer_counts"

    def __init__(self, status: PostStatus) -> None:
        """Refuse; whoever confirms must have seen what counts."""
        super().__init__(
            sentence(
                "What you confirm no longer counts for {post}: something else was recorded, or its time is over. "
                "Look at what counts now, then confirm that or record the change.",
                post=status.post,
            )
        )
