"""A run of the simulation once more, command by command, by the services of the house on a real database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from onething.areas.cases import api as cases
from onething.areas.cases.engine import doors
from onething.areas.cases.engine.loading import fold_matter
from onething.areas.cases.models import ApplicationRow
from onething.areas.cases.services.looking_after import DatabaseDuties
from onething.core.actors import Actor
from onething.core.cases import commands as c
from onething.core.cases.agenda import agenda
from onething.core.cases.invariants import check
from onething.core.cases.matter import Matter
from onething.core.cases.parts import NOTHING_GIVEN, Given, Outcome
from onething.core.cases.state import ApplicationState, CaseState
from onething.core.catalogue.words import Way
from onething.core.ports import Dice
from onething.core.submission import GivenMaterial
from onething.kit.ports import bound
from tests.areas.cases import world as w
from tests.crash.store import DatabaseStore
from tests.simulation import city
from tests.simulation.house import House
from tests.simulation.people import applicant
from tests.simulation.run import DEADLINES
from tests.simulation.things import Thing


class First:
    """Dice that always fall on the first face: every number comes from the first series."""

    def token(self, *, bytes_: int = 16) -> str:
        return "0" * bytes_

    def choose(self, count: int) -> int:
        return 0


class Replay:
    """Carries a script out. Each entry is one transaction that the simulated house has kept."""

    def __init__(self) -> None:
        self._granted = 0

    def run(self, house: House) -> None:
        with bound(Dice, First()):
            for at, op, arguments in house.script:
                getattr(self, f"_{op}")(at, *arguments)

    def _submit(self, at: datetime, number: str, thing: Thing, person: str, key: str, _: c.Submit) -> None:
        id_number = city.person_number(person)
        made = city.of_person(thing.example, id_number)
        receipt = cases.submit(_citizen(person), submission=made, key=key, now=at)
        assert receipt.number == number, (receipt.number, number)

    def _notice(self, at: datetime, application: str, command: c.SendNotice) -> None:
        duties = DatabaseDuties(DEADLINES, at)
        assert application in duties.notices(agenda(at).notices)
        assert duties.send_notice(application) is not None

    def _silence(self, at: datetime, application: str, command: c.ApplySilence) -> None:
        duties = DatabaseDuties(DEADLINES, at)
        assert command.case in duties.silent(agenda(at).silent)
        assert duties.draw_silence(command.case) is not None

    def _lapse(self, at: datetime, application: str, command: c.Lapse) -> None:
        duties = DatabaseDuties(DEADLINES, at)
        assert command.case in duties.lapsed(agenda(at).lapsed)
        assert duties.draw_lapse(command.case) is not None

    def _run_out(self, at: datetime, application: str, command: c.ResumeByDay) -> None:
        duties = DatabaseDuties(DEADLINES, at)
        assert command.case in duties.run_out(agenda(at).run_out)
        assert duties.resume(command.case) is not None

    def _remind(self, at: datetime, application: str, command: c.RemindPromise) -> None:
        duties = DatabaseDuties(DEADLINES, at)
        assert command.case in duties.to_remind(agenda(at).reminded)
        assert duties.remind(command.case) is not None

    def _broken_promise(self, at: datetime, application: str, command: c.Lapse) -> None:
        duties = DatabaseDuties(DEADLINES, at)
        assert command.case in duties.not_followed(agenda(at).lapsed)
        assert duties.draw_broken_promise(command.case) is not None

    def _rule(self, at: datetime, case: str, _: tuple[c.Command, ...]) -> None:
        duties = DatabaseDuties(DEADLINES, at)
        assert case in duties.for_rules()
        assert duties.decide_by_rule(case) is not None

    def _callback(self, at: datetime, command: c.GiveOpinion, system: str, version: int) -> None:
        body = {"text": command.text, "favourable": command.favourable}
        assert cases.receive_callback(
            command.by, system=system, version=version, case=command.case, body=body, now=at
        )

    def _command(self, at: datetime, application: str, command: Any) -> None:
        by = command.by
        match command:
            case c.Check(case=case, points=()) if command.finished:
                cases.mark_checked(by, case=case, now=at)
            case c.Check(case=case, points=points, finished=finished):
                cases.record_findings(by, case=case, points=points, finished=finished, now=at)
            case c.Accept(case=case, later=later):
                cases.accept(by, case=case, later=later, now=at)
            case c.Decline(case=case, kind=kind, grounds=grounds, body=body):
                cases.decline(by, case=case, kind=kind, grounds=grounds, body=body, now=at)
            case c.SendNotice(reason=reason):
                cases.send_notice(by, application=application, reason=reason, now=at)
            case c.Supplement():
                self._supplies(at, application, command)
            case c.WithdrawAll(reason=reason):
                cases.withdraw_all(_citizen_of(by), application=application, reason=reason, now=at)
            case c.ChangeContact(contact=contact):
                cases.change_contact(_citizen_of(by), application=application, contact=contact, now=at)
            case c.Withdraw(case=case, reason=reason):
                cases.withdraw(_citizen_of(by), case=case, reason=reason, now=at)
            case c.Pause(case=case, ground=ground, told_days=days, document=document):
                cases.pause(by, case=case, ground=ground, told_days=days, document=document, now=at)
            case c.Resume(case=case, ground=ground):
                cases.resume(by, case=case, ground=ground, now=at)
            case c.Extend(case=case, days=days, reason=reason, approver=approver, document=paper):
                cases.extend(
                    by, case=case, days=days, reason=reason, approver=approver, document=paper, now=at
                )
            case c.EnterStep(case=case, step=step, reason=reason):
                cases.enter_step(by, case=case, step=step, reason=reason, now=at)
            case c.GiveOpinion(case=case, text=text, favourable=favourable):
                cases.give_opinion(by, case=case, text=text, favourable=favourable, now=at)
            case c.TransferTo(case=case, office=office, reason=reason):
                cases.transfer(by, case=case, office=office, reason=reason, now=at)
            case c.TakeOver(case=case, reason=reason):
                cases.take_over(by, case=case, reason=reason, now=at)
            case c.Decide():
                self._decides(at, command)
            case c.ConfirmDraft(case=case):
                cases.confirm_decision(by, case=case, now=at)
            case c.ReturnDraft(case=case, reason=reason):
                cases.return_draft(by, case=case, reason=reason, now=at)
            case c.MakeCertificate(case=case, result=result, licence=licence):
                cases.make_certificate(by, case=case, result=result, licence=licence, now=at)
            case c.Deliver(case=case, way=way, proof=proof, receiver=receiver):
                cases.deliver(by, case=case, way=way, proof=proof, receiver=receiver, now=at)
            case c.Terminate(case=case, ground=ground, reason=reason):
                cases.terminate(by, case=case, ground=ground, reason=reason, now=at)
            case c.Annul(case=case, document=document, reason=reason):
                cases.annul(by, case=case, document=document, reason=reason, now=at)
            case other:
                raise AssertionError(f"no service for {other}")

    def _supplies(self, at: datetime, application: str, command: c.Supplement) -> None:
        given = [
            GivenMaterial(line.key, Way.UPLOAD, files=w.files_for(line.key, Way.UPLOAD))
            for line in (*command.lines, *command.changes)
        ]
        cases.supplement(
            _citizen_of(command.by),
            application=application,
            materials=given,
            changes=bool(command.changes),
            now=at,
        )

    def _decides(self, at: datetime, command: c.Decide) -> None:
        self._granted += 1
        row = ApplicationRow.objects.get(number=command.case.rpartition("-")[0])
        opening = fold_matter(row).cases[command.case].opening
        frozen = doors.frozen(row.scene, row.scene_hash)
        gives = city.entered(frozen, opening, serial=self._granted, on=at.date())
        cases.decide(
            command.by,
            case=command.case,
            outcome=command.outcome,
            grounds=command.grounds,
            content=command.content,
            gives={} if command.outcome is Outcome.REFUSED else gives,
            now=at,
        )


def _citizen(person: str) -> Actor:
    return replace(applicant(person), person_id=city.person_number(person))


def _citizen_of(actor: Actor) -> Actor:
    return _citizen(actor.person_id)


#: The papers are stand-ins in a replay, and nobody uploads anything.
NOT_REPLAYED = ("I8", "I11")


def breaches(now: datetime) -> list[str]:
    """Return what the check finds in the database of a replay."""
    found = check(DatabaseStore(), [], [], today=now.date(), now=now)
    return [f"{one.invariant} {one.where}: {one.what}" for one in found if one.invariant not in NOT_REPLAYED]


def differences(house: House) -> Iterable[str]:
    """Give each application and case whose folded events are not what the simulated ones are."""
    rows = {row.number: row for row in ApplicationRow.objects.all()}
    for number in sorted(rows.keys() ^ house.matters.keys()):
        yield f"{number} is only on one side"
    for number in sorted(rows.keys() & house.matters.keys()):
        here, there = _plain(house.matters[number]), _plain(fold_matter(rows[number]))
        for stream, state in here.items():
            if state != there[stream]:
                yield from _unlike(stream, state, there[stream])


def _unlike(stream: str, here: Any, there: Any) -> Iterable[str]:
    for name in type(here).__slots__:
        if getattr(here, name) != getattr(there, name):
            yield f"{stream}: {name} is {getattr(there, name)!r}, simulated {getattr(here, name)!r}"


def _plain(matter: Matter) -> dict[str, Any]:
    """Return the states without what only one side knows: hashes, wording of rules, numbers of licences, typed values."""
    states: dict[str, Any] = {number: _plain_case(case) for number, case in matter.cases.items()}
    return {matter.application.number: _plain_application(matter.application), **states}


def _plain_application(state: ApplicationState) -> ApplicationState:
    kept = state.submitted
    submitted = replace(
        kept,
        applicant="",
        content_hash="",
        envelope_hash="",
        plan_hash="",
        versions={},
        answers={},
        consents=(),
        contact=type(kept.contact)(),
    )
    lines = tuple(replace(line, content="") for line in state.supplied)
    return replace(state, submitted=submitted, supplied=lines, contact=type(kept.contact)())


def _plain_case(state: CaseState) -> CaseState:
    return replace(
        state,
        found=tuple(replace(one, article="") for one in state.found),
        open_points=tuple(replace(one, article="") for one in state.open_points),
        told_points=tuple(replace(one, article="") for one in state.told_points),
        received={number: _plain_given(given) for number, given in state.received.items()},
        given=_plain_given(state.given),
        certificates=dict.fromkeys(state.certificates, ""),
        receipt=None,
        draft=replace(state.draft, given=_plain_given(state.draft.given)) if state.draft else None,
        grounds=replace(state.grounds, article="")
        if state.grounds.facts == "符合自动审批条件"
        else state.grounds,
    )


def _plain_given(given: Given) -> Given:
    return Given(given.reference, facts=given.facts) if given != NOTHING_GIVEN else given
