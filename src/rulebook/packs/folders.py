"""Reading packs from files and folders, and what they must make sense of together."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rulebook.packs.between import CYCLE_REMEDY, cycles
from rulebook.packs.faults import PackFault, Place, nearest
from rulebook.packs.nodes import MAX_CHARACTERS
from rulebook.packs.pack import Pack, PackRead, PacksRead
from rulebook.packs.reading import read_pack
from rulebook.requirements import RequirementVersion

_ENDINGS = (".yaml", ".yml")
_TOP = Place(1, 1)
_UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)
_MOST_GUESSES = 500  # ids among which one that was probably meant is looked for


def read_packs(paths: Iterable[Path]) -> PacksRead:
    """Read every pack in these files and folders (with the folders inside them, *.yaml and *.yml).

    Nothing is raised for what a file holds: faults name the file. A pack with faults is not among the packs. In a
    folder, a file that says it is of another kind is passed over with a warning.
    """
    named = [(path, _files(path)) for path in paths]
    faults = [_nothing(path) for path, files in named if not files]
    warnings: list[PackFault] = []
    read: list[PackRead] = []
    for folder, file in _unique(named):
        one = _read_file(file)
        if one.other and folder != file:
            warnings += [replace(fault, remedy="it is passed over") for fault in one.faults]
        else:
            read.append(one)
            faults += one.faults
            warnings += one.warnings
    packs = tuple(one.pack for one in read if one.pack is not None)
    faults += [*_clashes(read), *_cycles(read)]
    return PacksRead(packs, tuple(faults), (*warnings, *_unknown_ids(read)))


def _files(path: Path) -> list[Path]:
    """Return the file itself, or the files of a folder that may be packs."""
    if path.is_dir():
        return sorted(one for one in path.rglob("*") if one.suffix in _ENDINGS and one.is_file())
    return [path] if path.exists() else []


def _nothing(path: Path) -> PackFault:
    if path.is_dir():
        return PackFault(str(path), _TOP, "the folder holds no pack", "name a folder with *.yaml files")
    return PackFault(str(path), _TOP, "there is no such file or folder", "check the name")


def _unique(named: Iterable[tuple[Path, list[Path]]]) -> Iterator[tuple[Path, Path]]:
    """Yield each file once, with the path under which it was named."""
    seen: set[Path] = set()
    for path, files in named:
        for file in files:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield path, file


def _read_file(path: Path) -> PackRead:
    """Read a file as text in UTF-8; of one that is too large no more is read than shows it."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_CHARACTERS + 1)
        if len(content) > MAX_CHARACTERS:
            return _unread(path, f"the file has more than {MAX_CHARACTERS:,} bytes", "split it into several packs")
        if content.startswith(_UTF_16):
            return _unread(path, "this is text in UTF-16 and not in UTF-8", "save the file as UTF-8")
        text = content.decode("utf-8-sig")
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
    """Tell each circle of overrides that goes over several packs."""
    holders = {(version.id, version.version): one for one, _, version in _sound(read)}
    for version, problem in cycles(version for _, _, version in _sound(read)):
        key = (version.id, version.version)
        yield PackFault(holders[key].label, holders[key].places[key]["overrides"], problem, CYCLE_REMEDY)


def _unknown_ids(read: Sequence[PackRead]) -> Iterator[PackFault]:
    """Warn where a version names a requirement that none of the packs holds: it may come from elsewhere."""
    known = {version.id for _, _, version in _sound(read)}
    for one, _, version in _sound(read):
        for key in ("overrides", "conflicts_with"):
            for id_ in getattr(version, key):
                if id_ not in known:
                    place = one.places[version.id, version.version][key]
                    problem = f"{version.id} names {id_} in {key}, which none of these packs holds"
                    yield PackFault(one.label, place, problem, _remedy(id_, known))


def _remedy(id_: str, known: set[str]) -> str:
    guess = nearest(id_, known) if len(known) <= _MOST_GUESSES else None
    return (
        f"did you mean {guess}? If not, add the pack that holds it"
        if guess
        else "check the id, or add the pack that holds it"
    )
