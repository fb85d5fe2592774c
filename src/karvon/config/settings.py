"""Django's settings for every way Karvon is started; what differs from place to place comes from the environment."""

import secrets
from datetime import timedelta
from pathlib import Path

import django_stubs_ext

from karvon.config import environment
from karvon.config.database import database_settings
from karvon.config.mail import read_mail_address
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
    "karvon.readiness",
    "karvon.demonstration",
    "django_htmx",
    "karvon.web.shell",
    "karvon.web.board",
    "karvon.web.movements",
    "karvon.web.requirements",
    "karvon.web.live",
    "karvon.web.front",
    "karvon.web.design",
    "karvon.web.sign_in",  # before allauth, whose pages it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "karvon.web.places",
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
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # around the transaction: what it sends after the commit needs it
    "karvon.accounts.request.ActsForMember",
    "axes.middleware.AxesMiddleware",
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

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it counts wrong passwords, and stops when there were too many
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front_page"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "front_page"
# A session lasts a long shift, whether the window is closed or not.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# allauth: one address for each user, given by an administrator; nobody signs up; answers tell nobody who has an account.
ACCOUNT_ADAPTER = "karvon.web.sign_in.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "karvon.web.sign_in.forms.LoginForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up, but the form of signing in follows from it
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
# Wrong passwords are counted by axes, in the database; this also bounds codes, and one computer that tries everybody.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/5m/key"}
MFA_ADAPTER = "karvon.web.sign_in.adapter.MFAAdapter"
MFA_FORMS = {"add_webauthn": "karvon.web.sign_in.forms.AddKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator who made the account vouches for the address
MFA_TOTP_ISSUER = "Karvon"
MFA_TOTP_TOLERANCE = 1  # phones without a network have clocks that are off by seconds

# Five wrong passwords for an address, then a quarter of an hour without; links, codes and passkeys still work.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]  # whole offices share one address on the network
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "karvon.web.sign_in.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "karvon.web.sign_in.lockout.say_when"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

EMAIL_BACKEND = "karvon.core.post.Post"
DEFAULT_FROM_EMAIL = environment.MAIL_FROM.read() or "karvon@localhost"
_MAIL = read_mail_address(environment.MAIL.read())
MAIL_IS_SENT: bool = _MAIL.is_sent
MAIL_DELIVERY: str = _MAIL.delivery
EMAIL_FILE_PATH = _MAIL.folder
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.encrypted, _MAIL.starts_tls
EMAIL_TIMEOUT = 10

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
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
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
