"""Why a file cannot be read as a table; each refusal names the file and what to do about it."""

from karvon.core.refusals import Refused


class SheetRefused(Refused):
    """A file cannot be read as a table."""

    code = "sheet-refused"


class FileMissing(SheetRefused):
    """There is no such file."""

    code = "file-missing"


class NotAFile(SheetRefused):
    """A folder, a device or a pipe was given where a file is needed."""

    code = "not-a-file"


class FileForbidden(SheetRefused):
    """The file exists but may not be read."""

    code = "file-forbidden"


class FileUnreadable(SheetRefused):
    """The disk or network failed while reading."""

    code = "file-unreadable"


class FileEmpty(SheetRefused):
    """The file or sheet holds nothing."""

    code = "file-empty"


class NotATable(SheetRefused):
    """The file is something else: an image, a document, a program."""

    code = "not-a-table"


class FormatNotRead(SheetRefused):
    """A spreadsheet of a format that Karvon does not read."""

    code = "format-not-read"


class PasswordNeeded(SheetRefused):
    """The workbook is protected by a password."""

    code = "password-needed"


class WorkbookBroken(SheetRefused):
    """The workbook is damaged or not a workbook inside."""

    code = "workbook-broken"


class SheetMissing(SheetRefused):
    """The workbook has no sheet of that name."""

    code = "sheet-missing"


class TooLarge(SheetRefused):
    """The file is larger, unpacks larger, or has more rows or columns or longer cells than the limits allow."""

    code = "too-large"


class QuoteNeverClosed(SheetRefused):
    """A quotation mark in a delimited file swallows the rows after it."""

    code = "quote-never-closed"


class HeaderMissing(SheetRefused):
    """No row looks like the header of a table."""

    code = "header-missing"
