"""Let the database itself refuse to change a reply to a statement. It goes with its draft, so that it may be deleted.

Rows: none changes. Locks: none. Undo: the trigger goes.
"""

from django.db import migrations

_SAYS = "a reply to a statement is never changed"
_NAME, _TABLE = "guidance_reply_never_changed", "guidance_confirmationrow"
_FUNCTION = (
    "CREATE FUNCTION guidance_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_FUNCTION)
        schema_editor.execute(
            f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION guidance_refuse()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON {_TABLE} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {_NAME} ON {_TABLE}")
        schema_editor.execute("DROP FUNCTION guidance_refuse()")
    else:
        schema_editor.execute(f"DROP TRIGGER {_NAME}")


class Migration(migrations.Migration):
    dependencies = [("guidance", "0007_confirmations")]
    operations = [migrations.RunPython(refuse, allow)]
