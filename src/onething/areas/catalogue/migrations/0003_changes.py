"""Every change of an item and of a scene: what it is from a publication on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_proofs")]

    operations = [
        migrations.CreateModel(
            name="ChangeRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("thing", models.CharField(max_length=80)),
                ("hash", models.CharField(blank=True, default="", max_length=64)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.versionrow",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "thing", "version"), name="catalogue_one_change_in_each_version"
                    )
                ],
            },
        ),
    ]
