"""Let the database itself refuse to delete a warning or a remark, or to change more of a warning than where it stands.

Rows: none changes. Locks: none. Undo: the triggers go.
"""

from django.db import migrations

_KEPT = 'case_id, "case", item, department, division, town, holder, "limit", stage, red, audience, started_on, due_on, raised_at'
_TABLES = {"warning": "supervision_warningrow", "remark": "supervision_remarkrow"}
_SAYS = "a warning is never deleted, nor is what was said of it"


def _sqlite(name, when, table):
    return (
        f"CREATE TRIGGER supervision_{name} BEFORE {when} ON {table} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    )


def _postgresql(name, when, table):
    return (
        f"CREATE TRIGGER supervision_{name} BEFORE {when} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION supervision_refuse()"
    )


_WHEN = (
    ("warning_never_deleted", "DELETE", _TABLES["warning"]),
    ("warning_stays_what_it_was", f"UPDATE OF {_KEPT}", _TABLES["warning"]),
    ("remark_never_deleted", "DELETE", _TABLES["remark"]),
    ("remark_never_changed", "UPDATE", _TABLES["remark"]),
)
_FUNCTION = (
    "CREATE FUNCTION supervision_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def refuse(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(_FUNCTION)
    for one in _WHEN:
        schema_editor.execute((_postgresql if on_postgresql else _sqlite)(*one))


def allow(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, _, table in _WHEN:
        schema_editor.execute(f"DROP TRIGGER supervision_{name}" + (f" ON {table}" if on_postgresql else ""))
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION supervision_refuse()")


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
