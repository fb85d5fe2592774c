"""How large a file may be before it is refused: what keeps memory and time bounded whatever is handed in."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one table; beyond any of them the file is refused with a sentence that names the bound."""

    delimited_bytes: int = 256 * MIB
    """A CSV file on disk. It is read row by row, so this bounds time rather than memory."""
    workbook_bytes: int = 64 * MIB
    """A workbook on disk."""
    unpacked_bytes: int = 256 * MIB
    """All parts of a workbook unpacked, as its directory states them; no part is read beyond what is stated."""
    strings_bytes: int = 64 * MIB
    """The part of a workbook that holds its shared texts, which stays in memory while rows are read."""
    part_bytes: int = 8 * MIB
    """Any other part of a workbook that is read whole (styles, relations)."""
    rows: int = 1_000_000
    columns: int = 500
    cell_characters: int = 32_767
    """The most that a spreadsheet program itself can hold in a cell."""
    merged_ranges: int = 20_000
    stored_rows: int = 1_048_576
    """Rows in the file, blank ones too: the most that a spreadsheet program itself can hold."""
    strings: int = 2_000_000
    """Shared texts of a workbook."""
