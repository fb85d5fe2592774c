"""Django's settings for every way Karvon is started; what differs from place to place comes from the environment."""

import secrets
from pathlib import Path

import django_stubs_ext

from karvon.config import environment
from karvon.config.database import database_settings

django_stubs_ext.monkeypatch()

KARVON = Path(__file__).resolve().parent.parent
# The tokens and signs of our look are kept once, beside the page of a judged list, which carries them inside itself.
LOOK = KARVON / "cli" / "page"

# A key that lives as long as this process: commands need none, and whoever serves sets a lasting one.
SECRET_KEY = environment.SECRET_KEY.read() or secrets.token_urlsafe(48)
DEBUG = environment.DEBUG.read() == "1"
ALLOWED_HOSTS = environment.hosts()

INSTALLED_APPS = ["django.contrib.staticfiles", "karvon.web.shell", "karvon.web.front"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "karvon.web.shell.headers.SafeHeaders",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "karvon.config.urls"
WSGI_APPLICATION = "karvon.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [LOOK / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

DATABASES = {"default": database_settings(environment.DATABASE_URL.read())}

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
