"""A later page of a notice shares the serial of the first, so a number is taken once for each page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_to_be_sealed")]

    operations = [
        migrations.AddField(
            model_name="documentrow",
            name="page",
            field=models.PositiveSmallIntegerField(default=1, db_default=1),
        ),
        migrations.AddConstraint(
            model_name="documentrow",
            constraint=models.UniqueConstraint(
                fields=["department", "year", "serial", "page"], name="documents_no_page_twice"
            ),
        ),
        migrations.RemoveConstraint(model_name="documentrow", name="documents_no_number_twice"),
    ]
