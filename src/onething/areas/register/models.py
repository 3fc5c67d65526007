"""Tables: the items of a city's register as they are, and every version in which they ever were."""

from django.db import models

from onething.core.register.upgrading import Obstacle, Remedy, State, Upgrade
from onething.kit.ports import new_id


class ItemRow(models.Model):
    """An item as it is now. source, key: the mapping that it came by and what it is there. hash: of `data`, the whole entry.

    department: the body whose item it is. edited: it is written here, in a file of the package; an import leaves it. given: of `FiledEntry`. The columns repeat what lists ask by; None = the source does not say.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city = models.CharField(max_length=60)
    source = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    number = models.PositiveIntegerField()  # of the version that holds
    hash = models.CharField(max_length=64)
    department = models.CharField(max_length=200, blank=True, default="")
    name = models.CharField(max_length=1000)
    kind = models.CharField(max_length=10, blank=True, default="")
    project = models.CharField(max_length=10, blank=True, default="")
    online = models.BooleanField(null=True)
    depth = models.PositiveSmallIntegerField(null=True)
    visits = models.PositiveIntegerField(null=True)
    in_hall = models.BooleanField(null=True)
    one_window = models.BooleanField(null=True)
    scene = models.BooleanField(default=False)
    main_item = models.CharField(max_length=1000, blank=True, default="")
    level = models.CharField(max_length=2, blank=True, default="")
    data = models.JSONField()
    edited = models.BooleanField(default=False, db_default=False)
    given = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "source", "key"], name="register_one_row_for_each_item"),
        ]
        indexes = [
            models.Index(fields=["city", "department"], name="register_by_department"),
            models.Index(fields=["city", "source", "main_item"], name="register_by_main_item"),
        ]

    def __str__(self) -> str:
        return f"{self.name[:40]} ({self.source})"


class VersionRow(models.Model):
    """What an item was from a moment on, until the next version began. Never changed. edited: written here, not by its source."""

    item = models.ForeignKey(ItemRow, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    data = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    edited = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="register_versions_are_counted")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} version {self.number}"


class NewsRow(models.Model):
    """What a source said of an item while the city wrote it itself, each time that it was other than before. Never changed.

    number: of the version that held then. A version that the source gave later goes before it.
    """

    item = models.ForeignKey(ItemRow, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    data = models.JSONField()
    file = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["item", "hash"], name="register_news_by_hash")]

    def __str__(self) -> str:
        return f"news of {self.item_id}"


class UpgradeRow(models.Model):
    """One obstacle between an item and wholly online, with its plan. Open at most once for an item and obstacle."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(ItemRow, on_delete=models.PROTECT, related_name="+")
    city = models.CharField(max_length=60)
    obstacle = models.CharField(max_length=20)
    remedy = models.CharField(max_length=20)
    owner = models.CharField(max_length=200)
    target_on = models.DateField()
    evidence = models.CharField(max_length=1000, blank=True, default="")
    state = models.CharField(max_length=10, default=State.OPEN.value)
    closing = models.CharField(max_length=1000, blank=True, default="")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "obstacle"],
                condition=models.Q(state=State.OPEN.value),
                name="register_one_open_plan_for_an_obstacle",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.OPEN.value, closed_at=None)
                | (~models.Q(state=State.OPEN.value) & models.Q(closed_at__isnull=False)),
                name="register_a_closed_plan_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["city", "state"], name="register_plans_of_a_city")]

    def __str__(self) -> str:
        return f"{self.obstacle} of {self.item_id}"

    def to_core(self) -> Upgrade:
        return Upgrade(
            Obstacle(self.obstacle),
            Remedy(self.remedy),
            self.owner,
            self.target_on,
            self.evidence,
            State(self.state),
            self.closing,
        )

    def take(self, upgrade: Upgrade) -> None:
        """Put in what a plan says."""
        self.obstacle, self.remedy = upgrade.obstacle.value, upgrade.remedy.value
        self.owner, self.target_on = upgrade.owner, upgrade.target_on
        self.evidence, self.state, self.closing = upgrade.evidence, upgrade.state.value, upgrade.closing
