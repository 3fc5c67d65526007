"""Real disks without room: `python -m tests.faults.full_disks FOLDER`, in a name space of mounts of its own. Prints JSON.

Envelopes, files and the data of the house (with its database) each lie on a small disk in memory, which is filled to its last byte and
freed again.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEGABYTES = {"": 48, "envelopes": 8, "files": 8}


def own_mounts(folder: Path) -> list[str]:
    """Return the command that runs this module where it may mount, without being anybody."""
    space = ["unshare", "--user", "--map-root-user", "--mount"]
    return [*space, sys.executable, "-m", "tests.faults.full_disks", str(folder)]


def mount(path: Path, megabytes: int) -> None:
    path.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", path], check=True)


def fill(path: Path) -> None:
    """Fill the disk to its last byte."""
    with (path / "filler").open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"x" * size):
                    continue
            except OSError:
                continue


def fill_to(path: Path, percent: int) -> None:
    import shutil

    usage = shutil.disk_usage(path)
    (path / "filler").write_bytes(b"x" * (usage.total * percent // 100 - usage.used))


def said(answer: Any) -> list[Any]:
    return [answer.status, answer.code if answer.status >= 400 else ""]


def main(folder: Path) -> int:
    for name, megabytes in MEGABYTES.items():
        mount(folder / name, megabytes)
    from tests.crash.life import set_up

    set_up(folder)
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    call_command("migrate", verbosity=0)
    setup_test_environment()
    from onething.areas.cases.models import ApplicationRow, EventRow
    from onething.kit.jobs.registry import SCHEDULES
    from onething.kit.ports import now
    from onething.site import demo
    from tests.channels.rest import test_rest_journey as journey
    from tests.channels.rest import test_rest_rules as rules
    from tests.channels.rest.forms import picture
    from tests.channels.rest.machine import Machine

    demo.ensure(data=False)
    who = Machine(journey.LI)
    draft = who.post("/drafts", {"scene": "birth"}, key="draft")
    body = rules.TestHandingOverAtOnce().body(who)
    body["signed_hash"] = who.post("/sheets", body).body["hash"]
    photo = picture("1.png", shade=77)

    def kept() -> list[int]:
        return [ApplicationRow.objects.count(), EventRow.objects.count()]

    def full(name: str, write: Callable[[], Any]) -> dict[str, Any]:
        """Fill a disk, write, read, make room, write the same again."""
        disk, before = folder / name, kept()
        fill(disk)
        refused = said(write())
        report = {"refused": refused, "changed": kept() != before, "read": who.get("/drafts").status}
        (disk / "filler").unlink()
        return {**report, "after": write().status}

    def upload() -> Any:
        photo.seek(0)
        return who.upload("/files", photo)

    report = {"files": full("files", upload)}
    report["envelopes"] = full("envelopes", lambda: who.post("/applications", body, key="once"))
    number = who.post("/applications", body, key="once").body["number"]
    path = f"/applications/{number}"
    telephones = (f"1380000{n:04}" for n in range(10_000))

    def change() -> Any:
        contact = {"phone": next(telephones), "address": "", "email": ""}
        return who.write("put", f"{path}/contact", contact, match=who.get(path).etag)

    def change_until_refused() -> Any:
        """Free pages inside the database take some more."""
        return next((one for one in (change() for _ in range(2000)) if one.status != 200), None)

    before = who.get(path).body
    fill(folder)
    refused = change_until_refused()
    report["data"] = {"refused": said(refused), "read": who.get(path).status}
    (folder / "filler").unlink()
    report["data"]["after"] = change().status
    assert before["number"] == number
    fill_to(folder / "envelopes", 85)
    report["alarm"] = json.loads(who.client.get("/readyz").content)
    SCHEDULES["site.look-at-disks"].work(now())
    print(json.dumps({**report, "draft": draft.status}))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
