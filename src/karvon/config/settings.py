"""Django's settings for every way Karvon is started; what differs from place to place comes from the environment."""

import secrets
from pathlib import Path

import django_stubs_ext

from karvon.config import environment
from karvon.config.database import database_settings
from karvon.core.postgres.roles import APP

django_stubs_ext.monkeypatch()

KARVON = Path(__file__).resolve().parent.parent
# The tokens and signs of our look are kept once, beside the page of a judged list, which carries them inside itself.
LOOK = KARVON / "cli" / "page"

# A key that lives as long as this process: commands need none, and whoever serves sets a lasting one.
SECRET_KEY = environment.SECRET_KEY.read() or secrets.token_urlsafe(48)
DEBUG = environment.DEBUG.read() == "1"
DEMONSTRATION = environment.DEMONSTRATION.read() == "1"
ALLOWED_HOSTS = environment.hosts()

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "karvon.core",
    "karvon.places",
    "karvon.partners",
    "karvon.accounts",
    "karvon.journal",
    "karvon.people",
    "karvon.documents",
    "karvon.requirements",
    "karvon.movements",
    "karvon.web.shell",
    "karvon.web.front",
    "karvon.web.design",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "karvon.web.shell.headers.SafeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "karvon.accounts.request.ActsForMember",
]
ROOT_URLCONF = "karvon.config.urls"
WSGI_APPLICATION = "karvon.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [LOOK / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "karvon.web.shell.frame.frame",
            ]
        },
    }
]

FORM_RENDERER = "karvon.web.shell.forms.Drawn"
WAYS = "karvon.config.ways.WAYS"

# Pages and jobs act as a user who owns no table; only migrations act as the owner.
DATABASES = {
    "default": database_settings(environment.DATABASE_URL.read(), role=APP),
    "owner": database_settings(environment.DATABASE_URL.read()),
}
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [KARVON / "web" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("look", LOOK / "styles")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60

HTTPS = environment.HTTPS.read() == "1"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handler is for its development server; a bug is told once, by the root.
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "django.request": {"level": "ERROR"}},
}
