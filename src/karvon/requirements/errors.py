"""What requirements refuse."""

from collections.abc import Sequence

from karvon.core.refusals import Refused
from karvon.core.words import counted, sentence
from rulebook.packs.faults import PackFault
from rulebook.packs.plain import PlainFault


class NotSound(Refused):
    """What was written makes no version; every fault says where and how to mend it."""

    code = "requirement_not_sound"

    def __init__(self, faults: Sequence[PlainFault]) -> None:
        """Refuse with the faults."""
        self.faults = tuple(faults)
        many = "{count:n} things are wrong with the requirement, first {first}."
        one = "One thing is wrong with the requirement: {first}."
        super().__init__(counted(one, many, count=len(self.faults), first=str(self.faults[0])))


class PackNotSound(Refused):
    """A pack has faults, so nothing of it is brought in."""

    code = "pack_not_sound"

    def __init__(self, faults: Sequence[PackFault]) -> None:
        """Refuse with the faults."""
        self.faults = tuple(faults)
        one = "Nothing was brought in, for the pack has one fault: {first}."
        many = "Nothing was brought in, for the pack has {count:n} faults, first {first}."
        super().__init__(counted(one, many, count=len(self.faults), first=str(self.faults[0])))


class UnknownPlace(Refused):
    """A version names a post or crossing that Karvon does not have."""

    code = "unknown_place"

    def __init__(self, places: Sequence[str]) -> None:
        """Refuse with the codes that nobody knows."""
        self.places = tuple(places)
        words = "There is no post or crossing {places}. Choose one from the list of places, or add it there first."
        super().__init__(sentence(words, places=self.places))


class KeptElsewhere(Refused):
    """A requirement belongs to another body, which alone adds to it."""

    code = "kept_elsewhere"

    def __init__(self, code: str) -> None:
        """Refuse, and say what to do instead."""
        words = "{code} is kept by another body. Record what you heard as a demand of your own: both are then shown."
        super().__init__(sentence(words, code=code))


class Overtaken(Refused):
    """A form was filled in for a version that is not the newest any more."""

    code = "version_overtaken"

    def __init__(self, code: str, newest: int) -> None:
        """Refuse, and name the newest version."""
        words = "{code} has version {newest} by now. Look at it first, then decide again."
        super().__init__(sentence(words, code=code, newest=newest))


class DraftChanged(Refused):
    """A draft is not any more what was looked over."""

    code = "draft_changed"

    def __init__(self) -> None:
        """Refuse, for nobody publishes what they have not seen."""
        super().__init__(
            sentence("This draft was changed after you opened the page. Look it over again, then publish.")
        )


class AlreadyPublished(Refused):
    """A draft has become a version, which never changes."""

    code = "already_published"

    def __init__(self, code: str, number: int) -> None:
        """Refuse, and name the version."""
        words = "This draft is published as {code}, version {number}. What has changed since goes into a new version."
        super().__init__(sentence(words, code=code, number=number))


class ClockBehind(Refused):
    """The clock shows a moment before the newest version was recorded."""

    code = "clock_behind"

    def __init__(self, code: str, newest: int) -> None:
        """Refuse: what is learned later cannot be recorded earlier."""
        words = "The clock shows a time before version {newest} of {code} was recorded. Set it forward first."
        super().__init__(sentence(words, code=code, newest=newest))


class NothingChanges(Refused):
    """A version already has the standing asked for."""

    code = "nothing_changes"

    def __init__(self, code: str) -> None:
        """Refuse, and point to the deed that was probably meant."""
        words = "{code} has this standing already. To note that somebody asked again, confirm it."
        super().__init__(sentence(words, code=code))


class NeedsWriting(Refused):
    """A demand is to be confirmed by spoken words alone."""

    code = "needs_writing"

    def __init__(self, code: str) -> None:
        """Refuse, and say what is missing."""
        words = "Spoken words alone do not confirm {code}. Add the paper in which it stands, or leave it as stated."
        super().__init__(sentence(words, code=code))


class OnlyAsHistory(Refused):
    """Somebody wants to record in the past."""

    code = "only_as_history"

    def __init__(self) -> None:
        """Refuse: only the system brings in what was known before it ran."""
        super().__init__(sentence("Only Karvon itself brings in history. Import the pack: it is recorded as of now."))
