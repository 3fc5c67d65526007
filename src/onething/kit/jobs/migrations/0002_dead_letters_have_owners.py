"""Whose a dead letter is, and how many workers it took with it.

Rows: none is written; a dead letter from before is the administrators'. Locks: short ones, for the columns.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='jobrow',
            name='department',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AddField(
            model_name='jobrow',
            name='lost',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='jobrow',
            name='role',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
    ]
