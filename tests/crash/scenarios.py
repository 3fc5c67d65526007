"""What a city does, as scenarios that can be taken up again wherever they stopped.

Each drives one application (or the house itself) from whatever stands in the folder to rest. A step looks first whether
it was taken: that is how a person, an office or a worker goes on after a crash.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ACKNOWLEDGED = "acknowledged.jsonl"
CERTIFICATE, CARE = "disability-certificate", "care-allowance"
GIVES = {
    "applicant/disability.certificate_number": "99000019680812001741",
    "applicant/disability.kind": "limb",
    "applicant/disability.level": "1",
}


def handed_in(folder: Path) -> dict[str, str]:
    """Hand in under the one key, write down what was acknowledged, and return the case numbers by item."""
    from onething.areas.cases import api as cases
    from tests.areas.cases import world as w

    receipt = cases.submit(w.APPLICANT, submission=w.submission(), key="the-key", now=w.at("2026-03-05"))
    with (folder / ACKNOWLEDGED).open("a") as file:
        file.write(
            json.dumps([receipt.number, receipt.key, receipt.content_hash, receipt.envelope_hash]) + "\n"
        )
    return {one.item: one.number for one in receipt.cases}


def status(number: str) -> str:
    from onething.areas.cases.models import CaseRow

    return CaseRow.objects.get(number=number).status


def drained() -> None:
    from onething.kit.jobs.api import drain
    from tests.areas.cases import world as w

    drain(now=w.at("2026-03-20"))


def brought_to_decision(case: str, *, on: str) -> None:
    """Accept a case of the federation and go through its steps to the decision."""
    from onething.areas.cases import api as cases
    from tests.areas.cases import world as w

    if status(case) == "submitted":
        cases.accept(w.FEDERATION, case=case, now=w.at("2026-03-06"))
    for _ in range(5):
        if status(case) != "in_review":
            return
        view = cases.case_view(w.FEDERATION, case=case, now=w.at(on))
        if view.steps[view.step or 0][0] == "decision":
            return
        cases.enter_step(w.FEDERATION, case=case, step=(view.step or 0) + 1, now=w.at(on))


def decided(case: str, *, granted: bool, on: str = "2026-03-12") -> None:
    from onething.areas.cases import api as cases
    from onething.core.cases.parts import Outcome
    from tests.areas.cases import world as w

    brought_to_decision(case, on=on)
    if status(case) == "in_review":
        outcome = Outcome.GRANTED if granted else Outcome.REFUSED
        gives = GIVES if granted else {}
        if not _is_drafted(case, on=on):
            cases.decide(w.FEDERATION, case=case, outcome=outcome, grounds=w.FULL, gives=gives, now=w.at(on))
        if _is_drafted(case, on=on):  # what is not granted in full is signed by two
            second = w.reviewer("disabled-federation", name="二审")
            cases.confirm_decision(second, case=case, now=w.at(on))


def _is_drafted(case: str, *, on: str) -> bool:
    from onething.areas.cases import api as cases
    from tests.areas.cases import world as w

    return cases.case_view(w.FEDERATION, case=case, now=w.at(on)).draft is not None


def result(folder: Path) -> None:
    """Grant, make the certificate, seal what was issued, hand it over."""
    from onething.areas.cases import api as cases
    from onething.core.cases.parts import DeliveryWay
    from tests.areas.cases import world as w

    case, now = handed_in(folder)[CERTIFICATE], w.at("2026-03-12")
    decided(case, granted=True)
    if status(case) == "granted":
        for one in cases.case_view(w.FEDERATION, case=case, now=now).wanted_certificates:
            cases.make_certificate(w.FEDERATION, case=case, result=one, now=now)
    if status(case) in ("granted", "to_deliver"):
        cases.deliver(
            w.FEDERATION, case=case, way=DeliveryWay.WINDOW, proof="签收单 1", receiver="黎国安", now=now
        )
    drained()


def revoked(folder: Path) -> None:
    """Suspend the licence that was made, resume it, revoke the grant under it, and let it stand again."""
    from onething.areas.cases import api as cases
    from onething.areas.licences import api as licences
    from onething.core.cases.parts import Righting
    from onething.core.licences import LicenceAct
    from tests.areas.cases import world as w

    result(folder)
    case, now = handed_in(folder)[CERTIFICATE], w.at("2026-03-13")
    if not _has(case, "GrantTakenBack"):
        (card,) = licences.list_own(w.APPLICANT)
        done = [one.what.zh for one in licences.get_own(w.APPLICANT, identifier=card.identifier).history]
        for act, ground, name in ((LicenceAct.SUSPEND, "check", "暂停"), (LicenceAct.RESUME, "over", "恢复")):
            if name not in done:
                licences.change(
                    w.FEDERATION,
                    identifier=card.identifier,
                    act=act,
                    ground=ground,
                    article="残疾人证管理办法 第八条",
                    reason="核查评定表",
                    now=now,
                )
    _righted(case, Righting.REVOCATION, "deceit", event="GrantTakenBack", on="2026-03-16")
    _righted(case, Righting.RESTORATION, "", event="GrantRestored", on="2026-03-17")
    if status(handed_in(folder)[CARE]) == "submitted":
        cases.withdraw(w.APPLICANT, case=handed_in(folder)[CARE], now=w.at("2026-03-18"))
    drained()


def recalled(folder: Path) -> None:
    """Grant, make and deliver; then what the grant rests on has changed, and it is recalled with a compensation."""
    from onething.core.cases.parts import Righting

    result(folder)
    case = handed_in(folder)[CERTIFICATE]
    _righted(
        case, Righting.RECALL, "facts_changed", event="GrantTakenBack", on="2026-03-16", loss="补偿 200 元"
    )
    drained()


def _righted(case: str, kind: Any, ground: str, *, event: str, on: str, loss: str = "") -> None:
    """Propose it, let the holder waive being heard, and let the second officer decide."""
    from onething.areas.cases import api as cases
    from onething.areas.cases.engine.loading import load
    from tests.areas.cases import world as w

    def state() -> Any:
        loaded = load(case.rpartition("-")[0])
        assert loaded is not None
        return loaded.matter.case(case)

    now = w.at(on)
    if not _has(case, event):
        if state().proposed is None:
            cases.propose_righting(
                w.FEDERATION, case=case, kind=kind, grounds=w.FULL, ground=ground, compensation=loss, now=now
            )
        if ground and state().heard is None:
            cases.state_on_righting(w.APPLICANT, case=case, statement="没有意见", waived=True, now=now)
        cases.confirm_righting(w.manager("disabled-federation"), case=case, now=now)


def _has(case: str, event: str) -> bool:
    from onething.areas.cases.models import EventRow

    return EventRow.objects.filter(stream=case, name=event).exists()


def archived(folder: Path) -> None:
    """Withdraw everything; after its time it is archived by itself, and handed over to the archives."""
    from onething.areas.cases import api as cases
    from onething.areas.cases.models import ApplicationRow
    from onething.core.actors import Actor
    from onething.kit.jobs.api import drain
    from tests.areas.cases import world as w

    number = handed_in(folder)[CERTIFICATE].rpartition("-")[0]
    if status(f"{number}-1") == "submitted":
        cases.withdraw_all(w.APPLICANT, application=number, reason="改主意", now=w.at("2026-03-06"))
    drained()
    archives = Actor.job("archive")
    cases.archive_due(archives, now=w.at("2026-06-10"))
    if ApplicationRow.objects.get(number=number).transferred_on is None:
        cases.archive_packet(archives, application=number)
        cases.mark_transferred(archives, application=number, list_number="移交 1", now=w.at("2026-06-11"))
    drain(now=w.at("2026-06-12"))


def refusal(folder: Path) -> None:
    """Refuse, annul the refusal, decide again, and let the person withdraw the rest."""
    from onething.areas.cases import api as cases
    from onething.areas.cases.models import EventRow
    from tests.areas.cases import world as w

    numbers = handed_in(folder)
    case, now = numbers[CERTIFICATE], w.at("2026-03-13")
    annulled = EventRow.objects.filter(stream=case, name="Reopened").exists()
    if not annulled:
        decided(case, granted=False)
        cases.annul(w.SUPERVISOR, case=case, document="复议 7 号", reason="事实认定错误", now=now)
    decided(case, granted=True, on="2026-03-16")
    left = [one for one in numbers.values() if status(one) in ("submitted", "waiting")]
    if left:
        cases.withdraw_all(
            w.APPLICANT, application=case.rpartition("-")[0], reason="改主意", now=w.at("2026-03-16")
        )
    drained()


def callback(folder: Path) -> None:
    """Tell the department system, and hear its answers: that it came, what it finds, what it thinks."""
    from onething.areas.cases import api as cases
    from onething.areas.cases.engine.pushing import DECIDED_THERE
    from onething.core.actors import Actor, Role
    from onething.kit.jobs import api as jobs
    from tests.areas.cases import world as w

    case, now = handed_in(folder)[CERTIFICATE], w.at("2026-03-09")
    drained()
    system = Actor("system:disabled-federation", "disabled-federation", frozenset({Role.SYSTEM}))
    news: list[dict[str, Any]] = [
        {"received": True},
        {"text": "照片看不清", "favourable": False},
        {"text": "部门系统意见：准予。", "decision": {"outcome": "granted"}},
    ]
    for count, body in enumerate(news, start=1):
        cases.receive_callback(
            system, system="disabled-federation", version=1000 + count, case=case, body=body, now=now
        )
    jobs.wake(DECIDED_THERE, {case: {"case": case}}, now=now)
    drained()


def upload(folder: Path) -> None:
    """Keep the photo that is handed in, and hand in."""
    from onething.adapters.uploads import FileStore
    from tests.areas.cases import world as w

    FileStore(folder / "files").put(w.PHOTO)
    handed_in(folder)
    drained()


def share(folder: Path) -> None:
    """Look something up at another department, then hand in."""
    from onething.areas.exchange import api as exchange
    from onething.core.exchange import DepartmentSystems, LookUp, Outcome, Reply
    from onething.kit.ports import bound
    from tests.areas.cases import world as w

    class Registers:
        def ask(self, questions: Any, *, budget: float) -> list[Reply]:
            body = {"found": True, "as_of": "2026-01-01", "fields": {}, "facts": {}, "materials": []}
            return [Reply(Outcome.ANSWERED, body, 1) for _ in questions]

    asked = LookUp(
        "household-register",
        w.LI,
        "黎国安",
        "disabled-services",
        asks=(("person.birth_date", CERTIFICATE, "applicant"),),
        fields=("person.birth_date",),
        ref="ref",
    )
    with bound(DepartmentSystems, Registers()):
        now = w.at("2026-03-05")
        agreed = [("household-register", ("person.birth_date",), "核对")]
        exchange.give_consents(
            w.APPLICANT, person=w.LI, scene="disabled-services", ref="ref", shares=agreed, now=now
        )
        exchange.look_up(w.APPLICANT, asked=asked, now=now, package=w.city())
    handed_in(folder)
    drained()


def rebuilding(folder: Path) -> None:
    """Hand in, lose the application, rebuild it from its envelope."""
    from onething.areas.cases import api as cases
    from onething.core.actors import Actor, Role
    from tests.areas.cases import world as w

    if not (folder / "lost").exists():
        handed_in(folder)
        drained()
        _empty_again(folder)
        (folder / "lost").touch()
    admin = Actor("job:rebuild", "rebuild", frozenset({Role.SYSTEM, Role.ADMIN}))
    list(cases.rebuild(admin, now=w.at("2026-03-06")))
    handed_in(folder)
    drained()


def _empty_again(folder: Path) -> None:
    """Put the database of a city without applications in the place of this one."""
    import shutil

    from django.db import connection

    from onething.areas.cases.engine.loading import MEMORY

    connection.close()
    MEMORY.clear()
    for path in folder.glob("onething.sqlite3*"):
        path.unlink()
    template = folder.parent / "template" / "onething.sqlite3"
    shutil.copy(template, folder / "onething.sqlite3")


@contextmanager
def points_around_migrations() -> Iterator[None]:
    """Mark the places before and after each step of a migration: Django's own, so the marks are ours."""
    from django.db.migrations.executor import MigrationExecutor

    from onething.kit.points import point

    whole = MigrationExecutor.apply_migration

    def apply(self: Any, *arguments: Any, **more: Any) -> Any:
        point("migrate.before_step")
        state = whole(self, *arguments, **more)
        point("migrate.after_step")
        return state

    MigrationExecutor.apply_migration = apply  # type: ignore[method-assign]
    try:
        yield
    finally:
        MigrationExecutor.apply_migration = whole  # type: ignore[method-assign]
