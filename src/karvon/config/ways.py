"""The menu of all areas, in its order. An area adds its line when it has a page to lead to."""

from karvon.web.shell.navigation import Way

WAYS: tuple[Way, ...] = ()
