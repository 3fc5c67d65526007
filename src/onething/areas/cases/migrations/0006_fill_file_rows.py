"""Note the files of applications that were handed in before. Step 2 of 2: add, fill.

Rows: every application and everything supplied, some 400 000; minutes. Locks: none beyond the rows that are written.
Stopped halfway: run it again. Undo: nothing to undo; step 1 drops the table.
"""

import json

from django.db import migrations

CHUNK = 500


def _of_materials(materials):
    return {file["hash"] for one in materials for file in one.get("files", ())}


def _keep(files, found):
    files.bulk_create(
        [files.model(application_id=id, hash=one) for id, hashes in found for one in sorted(hashes)],
        ignore_conflicts=True,
    )


def fill(apps, schema_editor):
    files = apps.get_model("cases", "FileRow").objects
    found = []
    rows = apps.get_model("cases", "ApplicationRow").objects.order_by("pk").values_list("pk", "submission")
    for id, text in rows.iterator(chunk_size=CHUNK):
        data = json.loads(text)
        scan = data["signature"].get("scan")
        found.append((id, _of_materials(data["materials"]) | ({scan["hash"]} if scan else set())))
        if len(found) == CHUNK:
            _keep(files, found)
            found = []
    _keep(files, found)
    found = []
    rows = apps.get_model("cases", "SuppliedRow").objects.order_by("pk")
    for id, materials in rows.values_list("application_id", "materials").iterator(chunk_size=CHUNK):
        found.append((id, _of_materials(materials)))
        if len(found) == CHUNK:
            _keep(files, found)
            found = []
    _keep(files, found)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0005_file_row")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
