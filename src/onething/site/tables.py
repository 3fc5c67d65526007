"""Tables of the database: whether they are there, and as this program knows them."""

import sys

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from onething.site.cli import BadInput


def bring_up_to_date(*, only_empty: bool = False) -> None:
    """Make the tables that are missing, change those that are old.

    only_empty: a database that holds tables already is left as it is, and refused if they are old. Raises BadInput, also
    when the database cannot be reached.
    """
    try:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        if only_empty and connection.introspection.table_names():
            raise BadInput(
                "the tables of the database are older than this program; bring them up to date: onething manage migrate"
            )
        said_to = sys.stderr if only_empty else sys.stdout
        print("onething: bringing the database up to date …", file=said_to, flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise BadInput(
            f"the database cannot be used: {str(error).splitlines()[0]}; check ONETHING_DATABASE, or that the disk has space"
        ) from None
