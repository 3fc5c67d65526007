"""Table: ratings, each bound to one application and channel by a token that is used once."""

from django.db import models

from onething.core.papers import Level, Rating


class RatingRow(models.Model):
    """person: key of whoever may rate; never shown to those who are rated."""

    token = models.CharField(max_length=40, primary_key=True)
    application = models.CharField(max_length=40, unique=True)
    person = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    level = models.CharField(max_length=20, blank=True, default="")
    text = models.CharField(max_length=2000, blank=True, default="")
    rated_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["rated_at"], name="ratings_by_day")]

    def to_core(self) -> Rating:
        return Rating(
            token=self.token,
            application=self.application,
            channel=self.channel,
            level=Level(self.level) if self.level else None,
            text=self.text,
            rated_at=self.rated_at,
        )
