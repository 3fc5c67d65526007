"""The last day to hold a hearing that was asked for. Rows: none changes; a case whose hearing is open gets the day with its
next event, or by `onething replay`."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0020_archive_failed'),
    ]

    operations = [
        migrations.AddField(
            model_name='caserow',
            name='hearing_by',
            field=models.DateField(blank=True, null=True),
        ),
    ]
