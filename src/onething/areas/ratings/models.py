"""Tables: ratings, each bound to one application or one visit by a token that is used once; the orders of bad ones.

Who rated stands in `RatingRow` alone. What an office reads is made from the other columns (`queries`).
"""

from typing import Any

from django.db import models
from django.db.models import Q

from onething.core.papers import Level, Rating
from onething.core.ratings import (
    AppealState,
    Complexity,
    Counted,
    Dimension,
    InvalidBecause,
    Order,
    OrderState,
    dimensions_at,
    place_of,
)
from onething.kit.ports import new_id


class RatingRow(models.Model):
    """person, representative: keys of whoever may rate, "" where anybody who has the token may (a visit).

    ref: names the rating to staff, for the token is the right to rate. visit: key of a visit at a window, with its office,
    window and officer. device: keyed hash. phone: given with the rating, for the call back. default: nobody rated in
    time, and the city's rules say as what it counts. held: in a burst, until somebody has looked. rules: their version.
    """

    token = models.CharField(max_length=40, primary_key=True)
    ref = models.UUIDField(null=True, unique=True, default=new_id, editable=False)
    application = models.CharField(max_length=40, blank=True, default="")
    visit = models.CharField(max_length=80, blank=True, default="", db_default="")
    person = models.CharField(max_length=60)
    representative = models.CharField(max_length=60, blank=True, default="", db_default="")
    channel = models.CharField(max_length=20)
    department = models.CharField(max_length=60, blank=True, default="", db_default="")
    division = models.CharField(max_length=12, blank=True, default="", db_default="")
    window = models.CharField(max_length=100, blank=True, default="", db_default="")
    officer = models.CharField(max_length=60, blank=True, default="", db_default="")
    asked_at = models.DateTimeField()
    level = models.CharField(max_length=20, blank=True, default="")
    dimensions = models.JSONField(default=dict)
    about = models.CharField(max_length=60, blank=True, default="", db_default="")
    text = models.CharField(max_length=2000, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="", db_default="")
    device = models.CharField(max_length=64, blank=True, default="", db_default="")
    rated_at = models.DateTimeField(null=True)
    default = models.BooleanField(default=False, db_default=False)
    held = models.BooleanField(default=False, db_default=False)
    looked_by = models.CharField(max_length=60, blank=True, default="", db_default="")
    invalid = models.BooleanField(default=False, db_default=False)
    rules = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=~Q(application=""), name="ratings_once_for_an_application"
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=~Q(visit=""), name="ratings_once_for_a_visit"
            ),
            models.CheckConstraint(
                condition=Q(visit="") ^ Q(application=""), name="ratings_of_an_application_or_a_visit"
            ),
        ]
        indexes = [
            models.Index(fields=["rated_at"], name="ratings_by_day"),
            models.Index(fields=["device", "rated_at"], condition=~Q(device=""), name="ratings_by_device"),
            models.Index(fields=["officer", "rated_at"], condition=~Q(officer=""), name="ratings_by_officer"),
            models.Index(fields=["asked_at"], condition=Q(level=""), name="ratings_open"),
            models.Index(fields=["rated_at"], condition=Q(held=True), name="ratings_held"),
        ]

    def __str__(self) -> str:
        return f"rating {self.ref}"

    @property
    def given(self) -> bool:
        return bool(self.level) and not self.default

    @property
    def counted(self) -> Counted:
        return Counted.of(level=self.level, default=self.default, held=self.held, invalid=self.invalid)

    def to_core(self, parts: tuple[tuple[str, Any], ...] = ()) -> Rating:
        """Return what whoever holds the token may know. A default is nobody's rating: it can still be given."""
        shown = self.given and not self.visit
        return Rating(
            token=self.token,
            application=self.application,
            channel=self.channel,
            level=Level(self.level) if shown else None,
            text=self.text if shown else "",
            rated_at=self.rated_at if shown else None,
            rated=self.given,
            dimensions=dimensions_at(place_of(self.channel)),
            parts=parts,
        )


class ServedRow(models.Model):
    """One item of an office that a rating is about; of a visit one row without item."""

    rating = models.ForeignKey(RatingRow, on_delete=models.CASCADE, related_name="served")
    item = models.CharField(max_length=60, blank=True, default="")
    name_zh = models.CharField(max_length=200, blank=True, default="")
    name_en = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["department", "item"], name="ratings_served_by")]

    def __str__(self) -> str:
        return f"{self.item} {self.department}"


class OrderRow(models.Model):
    """The order of a bad rating. department: the office that verifies and rectifies, and owns it. Folded from its acts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rating = models.OneToOneField(RatingRow, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=60)
    division = models.CharField(max_length=12, blank=True, default="")
    state = models.CharField(max_length=12)
    opened_on = models.DateField()
    start_on = models.DateField()
    due_on = models.DateField()
    complexity = models.CharField(max_length=10)
    unreached = models.PositiveSmallIntegerField(default=0)
    because = models.CharField(max_length=20, blank=True, default="")
    proposed_by = models.CharField(max_length=60, blank=True, default="")
    invalid = models.BooleanField(default=False)
    again = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)
    appeal = models.CharField(max_length=10, blank=True, default="")
    acts_by = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["acts_by", "id"], condition=Q(acts_by__isnull=False), name="ratings_open_orders"
            ),
            models.Index(fields=["department", "acts_by"], name="ratings_orders_of"),
        ]

    def __str__(self) -> str:
        return f"order {self.id}"

    def to_core(self) -> Order:
        return Order(
            state=OrderState(self.state),
            opened_on=self.opened_on,
            start_on=self.start_on,
            due_on=self.due_on,
            complexity=Complexity(self.complexity),
            unreached=self.unreached,
            because=InvalidBecause(self.because) if self.because else None,
            proposed_by=self.proposed_by,
            invalid=self.invalid,
            again=self.again,
            closed_on=self.closed_on,
            appeal=AppealState(self.appeal),
        )

    def keep(self, order: Order) -> None:
        """Take over what an act left; the row is saved by the caller."""
        for name in ("state", "opened_on", "start_on", "due_on", "complexity", "unreached"):
            setattr(self, name, getattr(order, name))
        self.because = order.because or ""
        self.proposed_by, self.invalid, self.again = order.proposed_by, order.invalid, order.again
        self.closed_on, self.appeal, self.acts_by = order.closed_on, order.appeal, order.acts_by


class ActRow(models.Model):
    """One act on an order, never changed. words: for the office, naming nobody who rated. kind: of `services.orders`."""

    order = models.ForeignKey(OrderRow, on_delete=models.PROTECT, related_name="acts")
    sequence = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=60)
    actor_name = models.CharField(max_length=200)
    department = models.CharField(max_length=60, blank=True, default="")
    words = models.CharField(max_length=2000, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "sequence"], name="ratings_acts_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence}"


def dimension_levels(row: RatingRow) -> dict[Dimension, Level]:
    """Return what was rated besides the whole."""
    return {Dimension(name): Level(level) for name, level in row.dimensions.items()}
