"""Tables of the wire itself: answers kept by their key, uploads, and signatures that came already."""

from django.db import models

from onething.core.submission import GivenFile


class AnswerRow(models.Model):
    """The answer to a write. digest: SHA-256 of method, path, query and body; headers: those that belong to it."""

    actor = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.BinaryField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="rest_one_answer_for_each_key")]

    def __str__(self) -> str:
        return f"{self.actor} {self.status}"


class NonceRow(models.Model):
    """A nonce of a department system's signature, kept while the signature would still be fresh."""

    system = models.CharField(max_length=60)
    nonce = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "nonce"], name="rest_each_nonce_once")]

    def __str__(self) -> str:
        return f"{self.system} {self.nonce}"


class UploadRow(models.Model):
    """A file that a machine uploaded to hand it over later. hash: its address in the file store."""

    actor = models.CharField(max_length=60)
    hash = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "hash"], name="rest_each_upload_once")]

    def __str__(self) -> str:
        return self.hash

    def to_core(self) -> GivenFile:
        return GivenFile(self.hash, self.name, self.kind, self.size, self.pages)
