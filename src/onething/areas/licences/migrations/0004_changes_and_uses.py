"""What happens to a licence after it was made: changes, uses, leave and copies; and the rest of its metadata.

Rows: four new tables, empty; six new columns of licences, each with an empty default. Locks: licences for a moment.
"""

import django.db.models.deletion
import onething.kit.ports
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licences", "0003_keeper"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeRow",
            fields=[
                ("hash", models.CharField(max_length=64)),
                ("algorithm", models.CharField(max_length=40)),
                ("key_id", models.CharField(max_length=100)),
                ("signature", models.TextField()),
                (
                    "id",
                    models.UUIDField(
                        default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField()),
                ("act", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("by_name", models.CharField(blank=True, default="", max_length=200)),
                ("department", models.CharField(max_length=60)),
                ("ground", models.CharField(max_length=30)),
                ("article", models.CharField(max_length=300)),
                ("reason", models.TextField()),
                ("document", models.CharField(blank=True, default="", max_length=60)),
                ("successor", models.CharField(blank=True, default="", max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="CopyRow",
            fields=[
                ("hash", models.CharField(max_length=64)),
                ("algorithm", models.CharField(max_length=40)),
                ("key_id", models.CharField(max_length=100)),
                ("signature", models.TextField()),
                (
                    "id",
                    models.UUIDField(
                        default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("holder", models.CharField(max_length=60)),
                ("receiver", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=300)),
                ("case", models.CharField(blank=True, default="", max_length=50)),
                ("fields", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("code", models.CharField(max_length=40, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="GrantRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("holder", models.CharField(db_index=True, max_length=60)),
                ("receiver", models.CharField(max_length=200)),
                ("fields", models.JSONField()),
                ("purpose", models.CharField(max_length=300)),
                ("given_by", models.CharField(max_length=60)),
                ("given_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="UseRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=onething.kit.ports.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("case", models.CharField(blank=True, default="", max_length=50)),
                ("purpose_zh", models.CharField(max_length=300)),
                ("purpose_en", models.CharField(blank=True, default="", max_length=300)),
                ("fields", models.JSONField()),
                ("basis", models.CharField(max_length=20)),
                ("basis_text", models.CharField(blank=True, default="", max_length=300)),
                ("keys", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("by_name", models.CharField(blank=True, default="", max_length=200)),
                ("department", models.CharField(blank=True, default="", max_length=60)),
            ],
        ),
        migrations.AddField(
            model_name="licencerow",
            name="holder_document",
            field=models.CharField(blank=True, default="", max_length=30),
        ),
        migrations.AddField(
            model_name="licencerow",
            name="number",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="licencerow",
            name="predecessor",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="licencerow",
            name="state_text",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="licencerow",
            name="successor",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="licencerow",
            name="valid_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="changerow",
            name="licence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="licences.licencerow"
            ),
        ),
        migrations.AddField(
            model_name="copyrow",
            name="licence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="licences.licencerow"
            ),
        ),
        migrations.AddField(
            model_name="grantrow",
            name="licence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="licences.licencerow"
            ),
        ),
        migrations.AddField(
            model_name="userow",
            name="licence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="licences.licencerow"
            ),
        ),
        migrations.AddIndex(
            model_name="changerow",
            index=models.Index(
                condition=models.Q(("signature", "")), fields=["id"], name="licences_changes_to_be_sealed"
            ),
        ),
        migrations.AddConstraint(
            model_name="changerow",
            constraint=models.UniqueConstraint(
                fields=("licence", "sequence"), name="licences_one_change_for_each_place"
            ),
        ),
        migrations.AddIndex(
            model_name="copyrow",
            index=models.Index(
                condition=models.Q(("signature", "")), fields=["id"], name="licences_copies_to_be_sealed"
            ),
        ),
        migrations.AddIndex(
            model_name="copyrow",
            index=models.Index(fields=["holder", "-made_at"], name="licences_copies_of_holder"),
        ),
        migrations.AddIndex(
            model_name="userow",
            index=models.Index(fields=["licence", "-at"], name="licences_uses"),
        ),
        migrations.AddIndex(
            model_name="userow",
            index=models.Index(
                condition=models.Q(("case", ""), _negated=True), fields=["case"], name="licences_uses_of_case"
            ),
        ),
    ]
