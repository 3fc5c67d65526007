"""Give each rating from before the name by which staff know it. Step 2 of 3: fill.

Rows: ratings, one for each ended application; 1000 at a time, each its own transaction.
Stopped halfway: run it again. Undo: nothing to undo; step 1 drops the column.
"""

from uuid import uuid4

from django.db import migrations


def fill(apps, schema_editor):
    rows = apps.get_model("ratings", "RatingRow").objects
    while batch := list(rows.filter(ref=None).order_by("pk")[:1000]):
        for row in batch:
            row.ref = uuid4()
        rows.bulk_update(batch, ["ref"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ratings", "0002_orders")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
