"""Users and what they do in which organisation. A user acts in one membership at a time."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from karvon.accounts.roles import Role
from karvon.core.countries import COUNTRY
from karvon.core.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Finds users by the address they sign in with, however it is written."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address."""
        return self.get(email__iexact=username)

    def make(self, email: str, name: str, *, password: str | None = None, language: str = "en") -> "User":
        """A new user; without a password only one-time links and codes let them in."""
        user = self.model(email=email.strip().lower(), name=name, language=language)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who signs in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(email=Lower("email")), name="address_in_small_letters"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a user does in an organisation, from when to when; an official may be bound to one post or nationality."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=30, choices=Role))
    post = models.ForeignKey("places.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    nationality = models.CharField(max_length=3, blank=True, validators=[COUNTRY])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(roles__len__gte=1), name="member_does_something"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")), name="member_for_some_time"
            ),
            models.CheckConstraint(
                condition=Q(nationality="") | Q(nationality__regex=r"^[A-Z]{3}$"), name="member_nationality"
            ),
            models.UniqueConstraint(
                fields=("user", "organisation"), condition=Q(ends_at__isnull=True), name="one_standing_membership"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id}"

    def holds_at(self, at: datetime) -> bool:
        """Whether the user acts for the organisation at this moment."""
        return self.user.is_active and self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    @property
    def role_names(self) -> list[str]:
        """The roles in words."""
        return [str(Role(role).label) for role in self.roles]

    def is_any_of(self, roles: tuple[Role, ...]) -> bool:
        """Whether the member has one of these roles."""
        return any(role in self.roles for role in roles)


class SignInLink(models.Model):
    """A link that signs a user in once, before it expires; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(_("sign-in link"))
