"""What accounts refuse."""

from karvon.core.refusals import Refused
from karvon.core.words import Sentence


class NotAllowed(Refused):
    """Somebody asked for what their role does not do; the sentence says whose it is."""

    code = "not_allowed"

    def __init__(self, words: Sentence) -> None:
        """Refuse with the rule that stands in the way."""
        super().__init__(words)
