"""One application from submission to decision, as a list of steps that can be taken up again wherever it stopped.

    python -m tests.crash.life FOLDER [all] [SCENARIO …]

records which named points each scenario passes, then for the passings that count (or all): lets a child go until it is
killed there, lets another child take the same up again and drive it to rest, and checks every invariant. Prints JSON.
"""

import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.crash import scenarios
from tests.crash.scenarios import ACKNOWLEDGED


def set_up(folder: Path) -> None:
    os.environ["ONETHING_DEMO"] = "1"
    os.environ["ONETHING_VAR"] = str(folder)
    os.environ["ONETHING_DATABASE"] = ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "onething.site.settings"
    import django
    from django.conf import settings

    settings.SMS_GATEWAYS, settings.MAIL_SERVERS = (
        {},
        [],
    )  # letters wait by rule; what waits here is left behind
    django.setup()
    from django.db import connection

    settings.DATABASES["default"]["NAME"] = str(folder / "onething.sqlite3")
    connection.settings_dict["NAME"] = str(folder / "onething.sqlite3")


class Carrier:
    """Takes every letter, under the key that it carries."""

    name = "carrier"

    def send(self, envelope: Any) -> str:
        return str(envelope.key)


class Carriers:
    def of(self, way: Any) -> list[Carrier]:
        return [Carrier()]


def move_to(folder: Path) -> None:
    """Let this process work in `folder`. Everything is the house's own, but for the department systems, which are a file,
    and the carriers of messages, which take all."""
    from django.conf import settings
    from django.db import connection

    from onething.core.cases.ports import CasePushes
    from onething.core.notices.ports import MessageProviders
    from onething.kit.ports import bind
    from tests.crash.store import SystemsInAFile

    settings.VAR = folder
    settings.FILES = folder / "files"
    connection.settings_dict["NAME"] = str(folder / "onething.sqlite3")
    bind(CasePushes, SystemsInAFile(folder / "systems.jsonl"))
    bind(MessageProviders, Carriers())


def live(folder: Path) -> None:
    """Take the life up wherever it stands, and drive it to rest. What is acknowledged is written down at once."""
    from onething.areas.cases import api as cases
    from onething.areas.cases.models import CaseRow
    from onething.core.cases.parts import Outcome
    from onething.core.cases.phrases import point
    from onething.core.catalogue.words import Way
    from onething.core.submission import GivenMaterial
    from onething.kit.jobs.api import drain
    from tests.areas.cases import world as w

    now = w.at("2026-03-05")
    receipt = cases.submit(w.APPLICANT, submission=w.submission(), key="the-key", now=now)
    with (folder / ACKNOWLEDGED).open("a") as file:
        file.write(
            json.dumps([receipt.number, receipt.key, receipt.content_hash, receipt.envelope_hash]) + "\n"
        )
    numbers = {one.item: one.number for one in receipt.cases}

    def row(item: str) -> CaseRow:
        return CaseRow.objects.get(number=numbers[item])

    later = w.at("2026-03-06")
    photo = point("applicant/photo", "missing", w.city().materials["photo"].label)
    card = point("applicant/id-card", "unreadable", w.city().materials["id-card"].label)
    for item, officer, found in (
        ("disability-certificate", w.FEDERATION, photo),
        ("care-allowance", w.CIVIL, card),
    ):
        one = row(item)
        if one.status == "submitted" and not one.checked:
            cases.record_findings(officer, case=one.number, points=[found], now=later)
    for item, officer in (("hardship-allowance", w.CIVIL), ("pension-enrolment", w.HUMAN)):
        if row(item).status == "submitted":
            cases.accept(officer, case=numbers[item], now=later)
    supplied = w.at("2026-03-09")
    waiting = [
        one for one in ("disability-certificate", "care-allowance") if row(one).status == "to_supplement"
    ]
    if waiting:
        keys = {"disability-certificate": "applicant/photo", "care-allowance": "applicant/id-card"}
        given = [
            GivenMaterial(keys[one], Way.UPLOAD, files=w.files_for(keys[one], Way.UPLOAD)) for one in waiting
        ]
        cases.supplement(w.APPLICANT, application=receipt.number, materials=given, now=supplied)
    checked = w.at("2026-03-10")
    for item, officer in (("disability-certificate", w.FEDERATION), ("care-allowance", w.CIVIL)):
        if row(item).status == "supplemented":
            cases.accept(officer, case=numbers[item], now=checked)
    decided = w.at("2026-03-12")
    for _ in range(5):
        one = row("disability-certificate")
        if one.status != "in_review":
            break
        view = cases.case_view(w.FEDERATION, case=one.number, now=decided)
        if view.steps[view.step or 0][0] == "decision":
            gives = {
                "applicant/disability.certificate_number": "99000019680812001741",
                "applicant/disability.kind": "limb",
                "applicant/disability.level": "1",
            }
            cases.decide(
                w.FEDERATION,
                case=one.number,
                outcome=Outcome.GRANTED,
                grounds=w.FULL,
                gives=gives,
                now=decided,
            )
            break
        cases.enter_step(w.FEDERATION, case=one.number, step=(view.step or 0) + 1, now=decided)
    drain(now=w.at("2026-03-20"))


#: What is killed at every point that it passes.
SCENARIOS: dict[str, Callable[[Path], None]] = {
    "life": live,
    "callback": scenarios.callback,
    "result": scenarios.result,
    "refusal": scenarios.refusal,
    "upload": scenarios.upload,
    "share": scenarios.share,
    "rebuilding": scenarios.rebuilding,
    "revoked": scenarios.revoked,
    "recalled": scenarios.recalled,
    "archived": scenarios.archived,
}
#: The day after which a scenario has nothing more to do.
OVER = {scenarios.archived: "2026-06-13"}


def rest(scenario: Callable[[Path], None], folder: Path) -> None:
    """What the worker does after a crash: give back what died, and do what is due."""
    from onething.kit.jobs.api import drain, reap
    from tests.areas.cases import world as w

    scenario(folder)
    over = w.at(OVER.get(scenario, "2026-03-21"))
    reap(now=over)
    drain(now=over + timedelta(days=1))


def breaches(folder: Path) -> list[str]:
    from datetime import date

    from onething.areas.cases.models import PushRow
    from onething.core.cases.invariants import Receipt, check
    from onething.kit.jobs.api import count_jobs
    from tests.crash.store import DatabaseStore, SystemsInAFile

    lines = (folder / ACKNOWLEDGED).read_text().splitlines()
    receipts = [Receipt(*json.loads(line)) for line in lines]
    found = check(
        DatabaseStore(),
        receipts,
        SystemsInAFile(folder / "systems.jsonl").seen(),
        today=date(2026, 3, 12),
    )
    wrong = [f"{one.invariant} {one.where}: {one.what}" for one in found]
    jobs = count_jobs()
    if jobs["running"] or jobs["dead"] or jobs["ready"]:
        wrong.append(f"I12: {jobs}")
    if left := PushRow.objects.filter(done_at=None).count():
        wrong.append(f"I6: {left} pushes were meant and not sent")
    if len({one.number for one in receipts}) != 1:
        wrong.append(f"I2: one key was acknowledged as {sorted({one.number for one in receipts})}")
    return wrong


def in_child(work: Callable[[], None]) -> int:
    """Run in a fork; returns the signal that ended it, 0 for a good end."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # the child must never run the parent's code
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status)
    return -os.WEXITSTATUS(status)


def main(folder: Path, *, everything: bool = False, wanted: Sequence[str] = ()) -> int:
    """Record every scenario, kill it at the passings that count, and print what broke.

    everything: at every passing; else at the first, second and last of the first two scenarios, and at the first of each
    point that only another one passes.
    """
    template = folder / "template"
    template.mkdir(parents=True)
    _make_template(template)
    report: dict[str, Any] = {"recorded": {}, "points": [], "kills": 0, "broken": {}}
    known: set[str] = set()
    for index, name in enumerate(wanted or SCENARIOS):
        scenario = SCENARIOS[name]
        log = folder / f"{name}.log"
        report["recorded"][name] = in_child(
            child_in(_fresh(template, f"{name}-record"), scenario, log=str(log))
        )
        passings = _passings(log.read_text().splitlines(), known, everything=everything, thorough=index < 2)
        known |= {passing.partition("#")[0] for passing in passings}
        for number, at in enumerate(passings):
            report["kills"] += 1
            if wrong := _killed_at(at, scenario, _fresh(template, f"{name}{number}")):
                report["broken"][f"{name} {at}"] = wrong
    report["points"] = sorted(known)
    print(json.dumps(report))
    return 0


def _make_template(template: Path) -> None:
    """Make a city with its package and no applications, in a folder that every run starts from."""
    set_up(template)
    from django.core.management import call_command
    from django.db import connection

    from onething.adapters.packages import read_folder
    from onething.adapters.uploads import FileStore
    from onething.areas.catalogue import api as catalogue
    from onething.core.actors import Actor, Role
    from tests.areas.cases import world as w

    w.city(), w.submission()
    call_command("migrate", verbosity=0)
    move_to(template)
    FileStore(template / "files").put(w.PHOTO)
    catalogue.publish(
        Actor("job:load", "load", frozenset({Role.SYSTEM, Role.ADMIN})),
        files=read_folder(w.ROOT / "cities" / "dongguan"),
        now=w.at("2026-01-05"),
    )
    connection.close()


def _fresh(template: Path, name: str) -> Path:
    made = template.parent / name
    shutil.copytree(template, made)
    return made


def child_in(place: Path, work: Callable[[Path], None], **armed: str) -> Callable[[], None]:
    from onething.kit import points

    def run() -> None:
        move_to(place)
        points.arm(**armed)
        work(place)

    return run


def _passings(passed: Sequence[str], known: set[str], *, everything: bool, thorough: bool) -> list[str]:
    """Return the passings at which a scenario is killed, as NAME#NTH. known: points that were killed at already."""
    last = Counter(passed)
    so_far: Counter[str] = Counter()
    chosen = []
    for name in passed:
        so_far[name] += 1
        nth = so_far[name]
        counts = nth in (1, 2, last[name]) if thorough else nth == 1 and name not in known
        if everything or counts:
            chosen.append(f"{name}#{nth}")
    return chosen


def _killed_at(at: str, scenario: Callable[[Path], None], place: Path) -> list[str]:
    """Kill the scenario there, let another child take it up and drive it to rest. Returns what is wrong then."""
    from django.db import connection

    killed = in_child(child_in(place, scenario, crash_at=at))
    again = in_child(child_in(place, partial(rest, scenario)))
    move_to(place)
    wrong = [] if again else breaches(place)
    connection.close()
    if killed != signal.SIGKILL:
        wrong.append(f"the child was not killed there but ended with {killed}")
    if again:
        wrong.append(f"it could not be taken up again: {again}")
    shutil.rmtree(place)
    return wrong


if __name__ == "__main__":
    words = sys.argv[2:]
    sys.exit(
        main(Path(sys.argv[1]), everything="all" in words, wanted=[one for one in words if one != "all"])
    )
