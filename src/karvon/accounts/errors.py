"""What accounts refuse."""

from karvon.core.refusals import Refused
from karvon.core.words import Sentence, sentence


class NotAllowed(Refused):
    """Somebody asked for what their role does not do; the sentence says whose it is."""

    code = "not_allowed"

    def __init__(self, words: Sentence) -> None:
        """Refuse with the rule that stands in the way."""
        super().__init__(words)


class LinkNotValid(Refused):
    """A sign-in link that was used, has expired or never was: which of them is not told."""

    code = "link_not_valid"

    def __init__(self) -> None:
        """Refuse any link in the same words."""
        super().__init__(
            sentence("This link has been used, or its 15 minutes are over. Ask for a new one where you sign in.")
        )


class RoleNotOfKind(Refused):
    """A role that nobody has in this kind of organisation."""

    code = "role_not_of_kind"

    def __init__(self, organisation: str, role: str, possible: list[str]) -> None:
        """Name the role, and those there are."""
        super().__init__(
            sentence(
                "Nobody in {organisation} can be {role}. Roles there: {possible}.",
                organisation=organisation,
                role=role,
                possible=possible,
            )
        )


class NoRole(Refused):
    """A member without any role."""

    code = "no_role"

    def __init__(self) -> None:
        """Ask for a role, or for the end."""
        super().__init__(sentence("A member has at least one role. Choose one, or end the membership."))


class AlreadyMember(Refused):
    """Somebody who is a member of the organisation already."""

    code = "already_member"

    def __init__(self, name: str, organisation: str) -> None:
        """Name both."""
        super().__init__(
            sentence(
                "{name} is a member of {organisation} already. Change the roles instead.",
                name=name,
                organisation=organisation,
            )
        )


class AlreadyEnded(Refused):
    """A membership that has ended before."""

    code = "already_ended"

    def __init__(self, ended: str) -> None:
        """Say when it ended."""
        super().__init__(sentence("This membership ended on {ended}. Make a new one.", ended=ended))


class LastAdministrator(Refused):
    """An organisation would be left without anybody who keeps its members."""

    code = "last_administrator"

    def __init__(self, organisation: str) -> None:
        """Say what comes first."""
        super().__init__(
            sentence(
                "Nobody else administers {organisation}. Make somebody else administrator first.",
                organisation=organisation,
            )
        )
