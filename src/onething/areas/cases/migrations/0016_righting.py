"""Decisions that an officer wants put right or taken back, until another one decides. Rows: none; a new table."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_cases_elsewhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="RightingRow",
            fields=[
                ("number", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("ground", models.CharField(blank=True, default="", max_length=30)),
                ("reason", models.TextField()),
                ("proposed_by", models.CharField(max_length=60)),
                ("proposed_name", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField()),
                ("heard_until", models.DateField(blank=True, null=True)),
                ("ended", models.CharField(blank=True, default="", max_length=40)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caserow"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-proposed_at", "number"], name="cases_rightings")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended", "")),
                        fields=("case",),
                        name="cases_one_righting_at_a_time",
                    )
                ],
            },
        ),
    ]
