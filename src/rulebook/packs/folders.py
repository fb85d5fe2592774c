"""Reading packs from files and folders, and what they must make sense of together."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rulebook.packs.between import CYCLE_REMEDY, cycle
from rulebook.packs.faults import PackFault, Place
from rulebook.packs.nodes import MAX_CHARACTERS
from rulebook.packs.pack import Pack, PackRead, PacksRead
from rulebook.packs.reading import read_pack
from rulebook.requirements import RequirementVersion

MAX_FILES = 5_000
_ENDINGS = (".yaml", ".yml")
_TOP = Place(1, 1)


def read_packs(paths: Iterable[Path]) -> PacksRead:
    """Read every pack in these files and folders (with the folders inside them, *.yaml and *.yml).

    Nothing is raised for what a file holds: faults name the file. A pack with faults is not among the packs.
    """
    read: list[PackRead] = []
    faults: list[PackFault] = []
    for path in _unique(paths):
        if isinstance(path, PackFault):
            faults.append(path)
        else:
            read.append(_read_file(path))
    faults += [fault for one in read for fault in one.faults]
    faults += _clashes(read)
    faults += _cycles(read)
    packs = tuple(one.pack for one in read if one.pack is not None)
    warnings = [warning for one in read for warning in one.warnings]
    return PacksRead(packs, tuple(faults), (*warnings, *_unknown_ids(read)))


def _unique(paths: Iterable[Path]) -> Iterator[Path | PackFault]:
    seen: set[Path] = set()
    for path in paths:
        found = list(_files(path))
        for one in found[:MAX_FILES]:
            if isinstance(one, PackFault) or one.resolve() not in seen:
                yield one
            if isinstance(one, Path):
                seen.add(one.resolve())
        if len(found) > MAX_FILES:
            yield PackFault(str(path), _TOP, f"the folder holds more than {MAX_FILES:,} packs", "split it")


def _files(path: Path) -> Iterator[Path | PackFault]:
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.suffix in _ENDINGS and one.is_file())
        if not found:
            yield PackFault(str(path), _TOP, "the folder holds no pack", "name a folder with *.yaml files")
        yield from found
    elif path.exists():
        yield path
    else:
        yield PackFault(str(path), _TOP, "there is no such file or folder", "check the name")


def _read_file(path: Path) -> PackRead:
    """Read a file as text in UTF-8; one that is too large is not read at all."""
    try:
        size = path.stat().st_size
        if size > MAX_CHARACTERS:
            problem = f"the file has {size:,} bytes, more than {MAX_CHARACTERS:,}"
            return _unread(path, problem, "split it into several packs")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        place = Place(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        problem = f"this is not text in UTF-8 (byte 0x{error.object[error.start]:02x})"
        return _unread(path, problem, "save the file as UTF-8, or check that it is a pack", place)
    except OSError as error:
        return _unread(path, f"the file cannot be read ({error.strerror})", "check that it may be read")
    return read_pack(text, str(path))


def _unread(path: Path, problem: str, remedy: str, place: Place = _TOP) -> PackRead:
    return PackRead(str(path), None, (PackFault(str(path), place, problem, remedy),))


def _sound(read: Sequence[PackRead]) -> Iterator[tuple[PackRead, Pack, RequirementVersion]]:
    for one in read:
        if one.pack is not None:
            yield from ((one, one.pack, version) for version in one.pack.versions)


def _clashes(read: Sequence[PackRead]) -> Iterator[PackFault]:
    """Tell where two packs hold the same version with different content."""
    first: dict[tuple[str, int], tuple[PackRead, RequirementVersion]] = {}
    for one, _, version in _sound(read):
        key = (version.id, version.version)
        known, same = first.setdefault(key, (one, version))
        if same != version:
            problem = f"{version.id} version {version.version} is not the same in {known.label}"
            place = one.places[key]["version"]
            yield PackFault(one.label, place, problem, "give the later one the next version number")


def _cycles(read: Sequence[PackRead]) -> Iterator[PackFault]:
    """Tell a circle of overrides that goes over several packs."""
    found = cycle(version for _, _, version in _sound(read))
    if found:
        version, problem = found
        place = next(one for one in read if version in (one.pack.versions if one.pack else ()))
        yield PackFault(place.label, place.places[version.id, version.version]["overrides"], problem, CYCLE_REMEDY)


def _unknown_ids(read: Sequence[PackRead]) -> Iterator[PackFault]:
    """Warn where a version names a requirement that none of the packs holds: it may come from elsewhere."""
    known = {version.id for _, _, version in _sound(read)}
    for one, _, version in _sound(read):
        for key in ("overrides", "conflicts_with"):
            for id_ in getattr(version, key):
                if id_ not in known:
                    place = one.places[version.id, version.version][key]
                    problem = f"{version.id} names {id_} in {key}, which none of these packs holds"
                    yield PackFault(one.label, place, problem, "check the id, or add the pack that holds it")
