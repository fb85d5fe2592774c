"""How a country is written everywhere: three capital letters."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

COUNTRY = RegexValidator(r"^[A-Z]{3}\Z", _("Write a country as three capital letters, as UZB (ISO 3166-1)."))
