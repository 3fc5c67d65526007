"""Submissions by several clients at once, each of which tries again with its key until it is acknowledged.

    python -m tests.faults.database FOLDER

The database is a PostgreSQL of its own (ONETHING_DATABASE). What is acknowledged is written down at once, as a person takes it home; with
FOLDER/enough no new one is begun. Ends with the breaches of every invariant, as JSON.
"""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Lock

CLIENTS = 3
ACKNOWLEDGED = "acknowledged.jsonl"
_home = Lock()


def set_up(folder: Path) -> None:
    os.environ["ONETHING_DEMO"] = "1"
    os.environ["ONETHING_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "onething.site.settings"
    import django

    django.setup()


def hand_in(folder: Path, client: int) -> None:
    """Hand in one after the other; each is tried again under its key, whatever came back, until it is acknowledged."""
    from django.db import Error, connection

    from onething.areas.cases import api as cases
    from onething.core.submission import Person
    from tests.areas.cases import world as w

    for n in range(10_000):
        if (folder / "enough").exists():
            break
        person = Person("黎国安", "citizen_number", w.LI, f"138{client:02}{n:06}")
        given, tries = w.submission(applicant=person), 0
        while True:
            tries += 1
            try:
                receipt = cases.submit(
                    w.APPLICANT, submission=given, key=f"c{client}/{n}", now=w.at("2026-03-05")
                )
                break
            except Error:  # the client sees a connection that broke, or a 503
                connection.close()
                time.sleep(0.05)
        line = [receipt.number, receipt.key, receipt.content_hash, receipt.envelope_hash, tries, time.time()]
        with _home, (folder / ACKNOWLEDGED).open("a") as home:
            home.write(json.dumps(line) + "\n")
    connection.close()


def main(folder: Path) -> int:
    set_up(folder)
    from django.core.management import call_command
    from django.db import connection

    from onething.adapters.packages import read_folder
    from onething.adapters.uploads import FileStore
    from onething.areas.catalogue import api as catalogue
    from onething.core.actors import Actor, Role
    from onething.core.cases.invariants import Receipt, check
    from onething.core.cases.ports import CasePushes
    from onething.core.notices.ports import MessageProviders
    from onething.kit.jobs.api import drain
    from onething.kit.ports import bound
    from tests.areas.cases import world as w
    from tests.crash.life import Carriers
    from tests.crash.store import DatabaseStore, SystemsInAFile

    call_command("migrate", verbosity=0)
    FileStore(folder / "files").put(w.PHOTO)
    admin = Actor("job:load", "load", frozenset({Role.SYSTEM, Role.ADMIN}))
    catalogue.publish(admin, files=read_folder(w.ROOT / "cities" / "dongguan"), now=w.at("2026-01-05"))
    connection.close()  # the server that it leads to will be killed
    with ThreadPoolExecutor(CLIENTS) as pool:
        for one in [pool.submit(hand_in, folder, client) for client in range(CLIENTS)]:
            one.result()
    systems = SystemsInAFile(folder / "systems.jsonl")
    with bound(CasePushes, systems), bound(MessageProviders, Carriers()):
        drain(now=w.at("2026-03-06"))
    lines = [json.loads(line) for line in (folder / ACKNOWLEDGED).read_text().splitlines()]
    receipts = [Receipt(*line[:4]) for line in lines]
    found = check(DatabaseStore(folder / "files"), receipts, systems.seen(), today=date(2026, 3, 5))
    print(
        json.dumps(
            {
                "acknowledged": len(receipts),
                "tried_again": sum(line[4] > 1 for line in lines),
                "numbers": len({one.number for one in receipts}),
                "breaches": [f"{one.invariant} {one.where}: {one.what}" for one in found],
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
