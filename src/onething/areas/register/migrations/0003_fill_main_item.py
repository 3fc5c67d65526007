"""Fill the main item of each entry from its data. Step 2 of 2: add, fill; no older row tells a level.

Rows: as many as the register has, some thousands; seconds. Stopped halfway: run it again. Undo: nothing to undo; step 1 drops it.
"""

from django.db import migrations

STEP = 500


def fill(apps, schema_editor):
    rows = apps.get_model("register", "ItemRow").objects
    last = None
    while True:
        after = rows.filter(pk__gt=last) if last else rows.all()
        some = list(after.filter(main_item="").order_by("pk")[:STEP])
        if not some:
            return
        last = some[-1].pk
        for row in some:
            row.main_item = row.data.get("main_item", "")
        rows.bulk_update(some, ["main_item"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("register", "0002_main_item_and_level")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
