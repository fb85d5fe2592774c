"""The one way in which the database can be missing: with a sentence that says why and how to mend it."""


class DatabaseUnavailable(Exception):
    """No usable PostgreSQL; the text is meant for the person who started Karvon."""
