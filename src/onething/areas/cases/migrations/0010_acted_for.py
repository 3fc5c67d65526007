"""Say with an event in whose place it was done. Rows that are there were done in nobody's."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_drafted'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventrow',
            name='for_name',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
    ]
