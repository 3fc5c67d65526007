"""Tables: accounts, failed sign-ins, authorities."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from onething.core.actors import Actor, Role
from onething.core.people import (
    Account,
    AccountKind,
    Authority,
    AuthorityKind,
    AuthorityState,
    Document,
    DocumentKind,
)
from onething.kit.ports import new_id


def _choices(kinds: type) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


class AccountManager(BaseUserManager["AccountRow"]):
    def get_by_natural_key(self, username: str | None) -> "AccountRow":
        return self.get(login=username)


class AccountRow(AbstractBaseUser):
    """Someone who can sign in. The identity document is unique among citizens, the staff number among staff.

    password_due: somebody else set the password, and its owner has not changed it yet.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=_choices(AccountKind))
    login = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    document_kind = models.CharField(max_length=20, choices=_choices(DocumentKind), blank=True, default="")
    document_number = models.CharField(max_length=40, blank=True, default="")
    person = models.CharField(max_length=64, blank=True, default="", db_index=True)
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=10, default="zh-hans")
    size = models.CharField(max_length=10, default="standard")
    contrast = models.CharField(max_length=10, default="normal")
    roles = models.JSONField(default=list)
    department = models.CharField(max_length=60, blank=True, default="", db_index=True)
    division = models.CharField(max_length=12, blank=True, default="", db_index=True)
    staff_number = models.CharField(max_length=20, blank=True, default="")
    demo = models.BooleanField(default=False)
    password_due = models.BooleanField(default=False, db_default=False)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(db_default=Now())

    objects = AccountManager()
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=~Q(person=""), name="people_one_account_for_each_person"
            ),
            models.UniqueConstraint(
                fields=["staff_number"],
                condition=~Q(staff_number=""),
                name="people_one_account_for_each_staff_number",
            ),
            models.CheckConstraint(
                condition=~Q(kind="citizen") | (~Q(person="") & Q(department="") & Q(staff_number="")),
                name="people_citizens_have_a_document_and_no_office",
            ),
            models.CheckConstraint(
                condition=~Q(kind="staff") | (Q(person="") & ~Q(staff_number="")),
                name="people_staff_have_a_number_and_no_document",
            ),
        ]

    def __str__(self) -> str:
        return self.login

    def to_core(self) -> Account:
        return Account(
            id=self.id,
            kind=AccountKind(self.kind),
            login=self.login,
            name=self.name,
            roles=frozenset(Role(role) for role in self.roles),
            document=Document(DocumentKind(self.document_kind), self.document_number),
            phone=self.phone,
            email=self.email,
            language=self.language,
            size=self.size,
            contrast=self.contrast,
            department=self.department,
            division=self.division,
            staff_number=self.staff_number,
            demo=self.demo,
            password_due=self.password_due,
        )

    def to_actor(self) -> Actor:
        return self.to_core().to_actor()


class FailedSignInRow(models.Model):
    """A sign-in that failed. Login and address are kept as keyed hashes, and only for the window of the lock."""

    login_hash = models.CharField(max_length=64)
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["login_hash", "at"], name="people_failed_by_login"),
            models.Index(fields=["address_hash", "at"], name="people_failed_by_address"),
            models.Index(fields=["at"], name="people_failed_by_time"),
        ]

    def __str__(self) -> str:
        return f"failed at {self.at:%F %T}"


class AuthorityRow(models.Model):
    """That one person may act for another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=_choices(AuthorityKind))
    state = models.CharField(max_length=10, choices=_choices(AuthorityState))
    principal = models.CharField(max_length=64, db_index=True)
    principal_name = models.CharField(max_length=200)
    representative = models.CharField(max_length=64, db_index=True)
    representative_name = models.CharField(max_length=200)
    scenes = models.JSONField(default=list, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=64, blank=True, default="")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=60, blank=True, default="")
    code = models.CharField(max_length=8, blank=True, default="", db_index=True)
    scan = models.CharField(max_length=64, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=models.F("from_on")),
                name="people_authority_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(principal=models.F("representative")), name="people_nobody_represents_himself"
            ),
            models.CheckConstraint(
                condition=Q(state="revoked", revoked_at__isnull=False)
                | (~Q(state="revoked") & Q(revoked_at=None)),
                name="people_revoked_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def to_core(self) -> Authority:
        return Authority(
            id=self.id,
            kind=AuthorityKind(self.kind),
            state=AuthorityState(self.state),
            principal=self.principal,
            principal_name=self.principal_name,
            representative=self.representative,
            representative_name=self.representative_name,
            scenes=frozenset(self.scenes),
            from_on=self.from_on,
            to_on=self.to_on,
            document=self.document,
            code=self.code,
            reason=self.reason,
            scan=self.scan,
        )


class TokenRow(models.Model):
    """A token with which a machine acts as an account. Only its hash is kept; the text is shown once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(AccountRow, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80, blank=True, default="")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("made_at")), name="people_token_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} until {self.ends_at:%F}"


class FeedRow(models.Model):
    """A subscription to the days of an account, at most one. Only the hash of its address is kept."""

    account = models.OneToOneField(AccountRow, on_delete=models.CASCADE, primary_key=True, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed since {self.made_at:%F}"
