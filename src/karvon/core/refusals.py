"""The one kind of error a person is meant to read: something was asked that Karvon will not or cannot do."""

from typing import ClassVar

from karvon.core.words import Sentence


class Refused(Exception):
    """An expected refusal: a stable code for machines, one sentence for people."""

    code: ClassVar[str] = "refused"

    def __init__(self, words: Sentence) -> None:
        """Refuse with a sentence that says what is wrong, where, and how to mend it."""
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        """The sentence in English."""
        return self.words.say()

    def say(self, language: str = "en") -> str:
        """The sentence in a language; English where the catalogue has none."""
        return self.words.say(language)
