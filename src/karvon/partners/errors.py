"""What partners refuse."""

from karvon.core.refusals import Refused
from karvon.core.words import sentence


class OrganisationKnown(Refused):
    """An organisation under a code that is taken."""

    code = "organisation_known"

    def __init__(self, code: str, name: str) -> None:
        """Name who has the code."""
        super().__init__(sentence("The code {code} is that of {name}. Choose another.", code=code, name=name))


class NotReachable(Refused):
    """A focal point without a telephone number or an address."""

    code = "not_reachable"

    def __init__(self, name: str) -> None:
        """Ask for either."""
        super().__init__(sentence("{name} cannot be reached: give a telephone number or an e-mail address.", name=name))


class NoNumber(Refused):
    """A telephone number that nobody could call from abroad."""

    code = "no_number"

    def __init__(self, number: str) -> None:
        """Say how a number is written."""
        super().__init__(
            sentence("“{number}” is no telephone number. Write it with + and the country's code.", number=number)
        )


class HasLeft(Refused):
    """A focal point who is no longer there."""

    code = "has_left"

    def __init__(self, name: str) -> None:
        """Say whom not to call."""
        super().__init__(sentence("{name} has left. Choose somebody who is still there.", name=name))


class ShiftEmpty(Refused):
    """A shift that ends before it begins."""

    code = "shift_empty"

    def __init__(self) -> None:
        """Ask for another end."""
        super().__init__(sentence("The shift ends before it begins. Choose a later end."))


class ShiftTaken(Refused):
    """Two people of the same rank on duty at once."""

    code = "shift_taken"

    def __init__(self, name: str, rank: int) -> None:
        """Name who is on duty then."""
        super().__init__(
            sentence(
                "{name} is on duty at rank {rank} for part of that time. Choose another time or rank.",
                name=name,
                rank=rank,
            )
        )
