"""Days on which promises are looked after: to check a declaration, to remind of a paper to follow, its last day.

Rows: none; the columns are empty for cases from before, which have no declarations, and whose papers to follow get
their days with the next event. Locks: adding empty columns and partial indexes of empty columns; milliseconds.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_ruled")]

    operations = [
        migrations.AddField("caserow", "check_on", models.DateField(null=True, blank=True)),
        migrations.AddField("caserow", "remind_on", models.DateField(null=True, blank=True)),
        migrations.AddField("caserow", "later_on", models.DateField(null=True, blank=True)),
        migrations.AddIndex(
            "caserow",
            models.Index(
                fields=["department", "check_on", "id"],
                name="cases_by_check",
                condition=models.Q(check_on__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "caserow",
            models.Index(
                fields=["remind_on"], name="cases_by_reminder", condition=models.Q(remind_on__isnull=False)
            ),
        ),
        migrations.AddIndex(
            "caserow",
            models.Index(
                fields=["later_on"], name="cases_by_later", condition=models.Q(later_on__isnull=False)
            ),
        ),
    ]
