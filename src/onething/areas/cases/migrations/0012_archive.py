"""When an application is to be archived, and until when its archive is kept.

Rows: none are filled; what ended before has no day in its log and is not archived by itself. Locks: adding empty columns
and a partial index of an empty column; milliseconds.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_returns_and_hand_overs")]

    operations = [
        migrations.AddField("applicationrow", "archive_on", models.DateField(null=True, blank=True)),
        migrations.AddField("applicationrow", "archived_on", models.DateField(null=True, blank=True)),
        migrations.AddField("applicationrow", "keep_until", models.DateField(null=True, blank=True)),
        migrations.AddField("applicationrow", "transferred_on", models.DateField(null=True, blank=True)),
        migrations.AddIndex(
            "applicationrow",
            models.Index(
                fields=["archive_on"],
                name="cases_app_by_archive",
                condition=models.Q(archive_on__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "applicationrow",
            models.Index(
                fields=["archived_on", "number"],
                name="cases_app_to_transfer",
                condition=models.Q(archived_on__isnull=False, transferred_on__isnull=True),
            ),
        ),
    ]
