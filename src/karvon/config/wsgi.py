"""Karvon as a WSGI application, for granian or any other server of pages."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karvon.config.settings")

application = get_wsgi_application()
