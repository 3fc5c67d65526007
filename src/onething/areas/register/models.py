"""Tables: the items of a city's register as they are, and every version in which they ever were."""

from django.db import models

from onething.kit.ports import new_id


class ItemRow(models.Model):
    """An item as it is now. source, key: the mapping that it came by and what it is there. hash: of `data`, the whole entry.

    department: the body whose item it is. The columns repeat what lists ask by; None = the source does not say.
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
    """What an item was from a moment on. Never changed."""

    item = models.ForeignKey(ItemRow, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    data = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="register_versions_are_counted")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} version {self.number}"
