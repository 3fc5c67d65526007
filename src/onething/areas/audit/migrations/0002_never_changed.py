"""Let the database itself refuse to change an entry of the log.

Rows: none changes. Locks: none. Undo: the triggers go.
"""

from django.db import migrations

REFUSE = {
    "sqlite": [
        """CREATE TRIGGER audit_entry_never_changed BEFORE UPDATE ON audit_entryrow
        BEGIN SELECT RAISE(ABORT, 'an entry of the log is never changed'); END""",
    ],
    "postgresql": [
        """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'an entry of the log is never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER audit_entry_never_changed BEFORE UPDATE OR DELETE ON audit_entryrow
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    ],
}
ALLOW = {
    "sqlite": ["DROP TRIGGER audit_entry_never_changed"],
    "postgresql": ["DROP TRIGGER audit_entry_never_changed ON audit_entryrow", "DROP FUNCTION audit_refuse()"],
}


def _run(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(_run(REFUSE), _run(ALLOW))]
