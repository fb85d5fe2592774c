"""Starts a worker as a process of its own; what it works on can only be loaded once Django is set up."""

import os
import sys

import django
from django.utils.module_loading import import_string

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karvon.config.settings")
    django.setup()
    sys.exit(import_string("karvon.config.working.main")())
