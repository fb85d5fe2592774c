"""Django's settings for every way Karvon is started; whatever is secret comes from the environment."""

SECRET_KEY = "replaced before anything is served"  # noqa: S105
INSTALLED_APPS: list[str] = []
USE_TZ = True
