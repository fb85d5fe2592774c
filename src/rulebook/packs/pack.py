"""A pack: requirement versions that are published together, and what reading a file of it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rulebook.packs.faults import PackFault, Place
from rulebook.requirements import RequirementVersion

FORMAT = 1
"""The number that `karvon_pack:` carries."""


@dataclass(frozen=True)
class Pack:
    """Requirement versions under one title."""

    title: Mapping[str, str]
    versions: tuple[RequirementVersion, ...]


@dataclass(frozen=True)
class PackRead:
    """What one text gave: the pack, or all its faults; warnings stand beside either.

    `places` says where each version stands, by id and version, and by key within. `other` is what the file is where
    it says that it is something else than a pack: "karvon_steps".
    """

    label: str
    pack: Pack | None
    faults: tuple[PackFault, ...] = ()
    warnings: tuple[PackFault, ...] = ()
    places: Mapping[tuple[str, int], Mapping[str, Place]] = field(default_factory=dict)
    other: str | None = None


@dataclass(frozen=True)
class PacksRead:
    """What several files gave: their packs, the faults and warnings of all of them and between them."""

    packs: tuple[Pack, ...]
    faults: tuple[PackFault, ...]
    warnings: tuple[PackFault, ...]

    @property
    def versions(self) -> tuple[RequirementVersion, ...]:
        """Every version of every pack, each once, in the order of the files."""
        unique = {(one.id, one.version): one for pack in reversed(self.packs) for one in reversed(pack.versions)}
        return tuple(reversed(unique.values()))
