"""What kept an application from being archived, and when that was tried. Rows: none are filled; three new columns."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0019_rule_of_setting'),
    ]

    operations = [
        migrations.AddField(
            model_name='applicationrow',
            name='archive_failed',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='applicationrow',
            name='archive_failed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='applicationrow',
            name='archive_failed_why',
            field=models.CharField(blank=True, db_default='', default='', max_length=500),
        ),
    ]
