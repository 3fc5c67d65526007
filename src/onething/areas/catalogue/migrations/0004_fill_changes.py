"""Fill the changes of items and scenes from the versions that there are. Step 2 of 2: add, fill.

Rows: one for each change of an item; each version is read once, what is as in the one before not again: seconds a version at most. A
version that this program cannot read is passed over. Stopped halfway: nothing is kept. Undo: step 1 drops them.
"""

from django.db import migrations

from onething.core.catalogue.loader import load_package
from onething.core.catalogue.memory import Memory


def fill(apps, schema_editor):
    versions = apps.get_model("catalogue", "VersionRow").objects.order_by("id")
    files = apps.get_model("catalogue", "FileRow").objects
    change = apps.get_model("catalogue", "ChangeRow")
    memory, last = Memory(), {}
    for row in versions.iterator():
        wanted = {one.hash: bytes(one.content) for one in files.filter(hash__in=set(row.files.values()))}
        package = load_package({path: wanted[hash_] for path, hash_ in row.files.items()}, memory).package
        if package is None:
            continue
        before = last.setdefault(row.city, {})
        now = {("item", one.id): one.hash for one in package.items.values()}
        now |= {("scene", one.id): one.hash for one in package.scenes.values()}
        gone = {key: "" for key, hash_ in before.items() if hash_ and key not in now}
        fresh = {key: hash_ for key, hash_ in (now | gone).items() if before.get(key, "") != hash_}
        change.objects.bulk_create(
            [change(kind=kind, thing=thing, hash=hash_, version=row) for (kind, thing), hash_ in fresh.items()],
            batch_size=500,
        )
        before.update(fresh)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_changes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
