"""Questions that are asked before anything is handed in, with their answers. A new table; nothing else is touched."""

import django.db.models.deletion
from django.db import migrations, models

import onething.kit.ports


class Migration(migrations.Migration):
    dependencies = [("guidance", "0003_window_codes")]

    operations = [
        migrations.CreateModel(
            name="AdviceRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_by", models.CharField(max_length=60)),
                ("division", models.CharField(blank=True, default="", max_length=12)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("question", models.TextField(blank=True, default="")),
                ("sheet_hash", models.CharField(max_length=64)),
                ("lines", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, default="")),
                ("fine", models.BooleanField(default=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, default="", max_length=60)),
                ("answerer", models.CharField(blank=True, default="", max_length=200)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="guidance.draftrow",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(answered_at=None),
                        fields=["draft"],
                        name="guidance_one_question_waits",
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(answered_at=None), fields=["asked_at"], name="guidance_to_advise"
                    )
                ],
            },
        ),
    ]
