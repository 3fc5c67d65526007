"""Say on the row of a case whose draft of the decision waits for a second officer. Rows that are there have none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_promises")]
    operations = [
        migrations.AddField(
            "caserow", "drafted_by", models.CharField(blank=True, default="", max_length=60)
        ),
    ]
