"""How automatic approval is set for each item, and what rules said of cases. Rows: none; two new tables."""

import django.db.models.deletion
import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_righting"),
    ]

    operations = [
        migrations.CreateModel(
            name="AutomaticRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("item", models.CharField(max_length=60)),
                ("mode", models.CharField(max_length=10)),
                ("share", models.PositiveSmallIntegerField(default=0)),
                ("sampling", models.CharField(max_length=10)),
                ("seed", models.CharField(max_length=40)),
                ("reason", models.TextField()),
                ("set_by", models.CharField(max_length=60)),
                ("set_name", models.CharField(max_length=200)),
                ("set_at", models.DateTimeField()),
                ("in_force", models.BooleanField()),
                ("confirmed_by", models.CharField(blank=True, default="", max_length=60)),
                ("confirmed_name", models.CharField(blank=True, default="", max_length=200)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["item", "-id"], name="cases_automatic_of_item")],
            },
        ),
        migrations.CreateModel(
            name="RuledRow",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.caserow",
                    ),
                ),
                ("item", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=64)),
                ("mode", models.CharField(max_length=10)),
                ("said", models.CharField(max_length=10)),
                ("sources", models.TextField(blank=True, default="")),
                ("sampled", models.CharField(blank=True, default="", max_length=10)),
                ("receipt", models.JSONField()),
                ("at", models.DateTimeField()),
                ("agrees", models.BooleanField(blank=True, null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("checked_by", models.CharField(blank=True, default="", max_length=60)),
                ("checked_name", models.CharField(blank=True, default="", max_length=200)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["item", "-at"], name="cases_ruled_of_item")],
            },
        ),
    ]
