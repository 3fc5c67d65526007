"""A city whose database has no room left, and then has: `python -m tests.faults.full FOLDER`. Prints JSON.

SQLite itself refuses to grow (`max_page_count`), as it does when the disk is full.
"""

import json
import sys
from pathlib import Path


def main(folder: Path) -> int:
    from tests.crash.life import set_up

    folder.mkdir(parents=True)
    set_up(folder)
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    call_command("migrate", verbosity=0)
    setup_test_environment()
    from onething.site import demo
    from tests.channels.rest.machine import Machine

    demo.ensure(data=False)
    who = Machine("990000197904300358")
    draft = who.post("/drafts", {"scene": "disabled-services"})

    def most(pages: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    most(pages)
    while (written := who.post("/drafts", {"scene": "birth"})).status == 201:
        continue  # until the free pages inside the file are used up
    full = [who.post("/drafts", {"scene": "birth"}, key="same") for _ in range(3)]
    read = who.get(f"/drafts/{draft.body['id']}")
    most(1_000_000)
    after = who.post("/drafts", {"scene": "birth"}, key="same")
    print(
        json.dumps(
            {
                "first": [written.status, written.code],
                "full": [[one.status, one.code] for one in full],
                "read": read.status,
                "after": after.status,
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
