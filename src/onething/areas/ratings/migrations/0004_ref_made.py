"""New ratings are named when they are made. Step 3 of 3; the database does not change."""

import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ratings', '0003_fill_ref'),
    ]

    operations = [
        migrations.AlterField(
            model_name='ratingrow',
            name='ref',
            field=models.UUIDField(default=onething.kit.ports.new_id, editable=False, null=True, unique=True),
        ),
    ]
