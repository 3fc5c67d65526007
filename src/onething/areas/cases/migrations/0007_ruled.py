"""The sequence at which an item's rule was asked last, so that a case it cannot decide leaves the queue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_fill_file_rows")]

    operations = [
        migrations.AddField(model_name="caserow", name="ruled", field=models.PositiveIntegerField(default=0))
    ]
