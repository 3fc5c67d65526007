"""Tables: files by the hash of their content, published versions, the scenes in them, and when what changed."""

from django.db import models


class FileRow(models.Model):
    """One file as it was read. Kept once, however many versions hold it, and never changed."""

    hash = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.hash[:12]


class VersionRow(models.Model):
    """One published package. The newest of a city is the one that holds.

    digest: SHA-256 over the paths and hashes of its files; files: path -> hash of a FileRow.
    """

    city = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    files = models.JSONField()
    findings = models.JSONField(default=list)  # warnings that passed, with their reasons
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["city", "-id"], name="catalogue_newest_of_a_city")]

    def __str__(self) -> str:
        return f"{self.city} {self.digest[:12]}"


class SceneRow(models.Model):
    """A scene in one version, by its content hash, with the first package that published it."""

    scene = models.CharField(max_length=60)
    hash = models.CharField(max_length=64)
    version = models.ForeignKey(VersionRow, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scene", "hash"], name="catalogue_one_row_for_each_scene_version")
        ]

    def __str__(self) -> str:
        return f"{self.scene} {self.hash[:12]}"


class ChangeRow(models.Model):
    """What an item or a scene is from a publication on, until the next row of it. kind: item, scene; hash: "" = there no more."""

    kind = models.CharField(max_length=10)
    thing = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, blank=True, default="")
    version = models.ForeignKey(VersionRow, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing", "version"], name="catalogue_one_change_in_each_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} {self.hash[:12]}"


class ProofRow(models.Model):
    """The findings on a scene, by everything that they hang on (`core.proof.again`): no process proves it again.

    Rows can be thrown away at any time; they are made anew.
    """

    key = models.CharField(max_length=64, unique=True)
    scene = models.CharField(max_length=60)
    findings = models.JSONField()

    def __str__(self) -> str:
        return f"{self.scene} {self.key[:12]}"
