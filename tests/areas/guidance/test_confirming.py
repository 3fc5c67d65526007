"""Papers that other parties confirm online: who is asked, who may reply, what holds, and what goes along with the submission."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, OperationalError, transaction

from onething.areas.audit import api as audit
from onething.areas.cases import api as cases
from onething.areas.catalogue import api as catalogue
from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import ChosenWay, NotConfirmed, Standing, StatementNotFound
from onething.areas.guidance.models import ConfirmationRequestRow, ConfirmationRow, DraftRow
from onething.areas.notices.words import outside
from onething.areas.people import api as people
from onething.core.actors import PermissionMissing
from onething.core.cases.receiving import faults_of
from onething.core.catalogue.words import Way
from tests.areas.guidance.drafts import begin, change, get, material, submit
from tests.areas.guidance.people import CHEN, CLERK, LIANG, NOW, TAN, VISITOR, citizen
from tests.areas.guidance.works import (
    BUILDER,
    CONFIRMED,
    CONTRACTOR,
    FIRMS,
    NAMES,
    SCENE,
    STRANGER,
    SUPERVISOR,
    answer,
    ask,
    authorise,
    confirm_everything,
    over,
    read,
)

pytestmark = pytest.mark.django_db


def standing(me, view, line=CONTRACTOR):
    view = get(me, view)
    return next(one.standing for one in view.confirmings if one.asked.line == line)


def back(actor, request, minutes=2):
    guidance.take_reply_back(actor, request_id=request, now=NOW + timedelta(minutes=minutes))


class TestAskingSomebody:
    def test_is_found_by_the_agent_and_opens_the_statement_only(self):
        authorise("contractor")
        me, view = over()
        request = ask(me, view)
        (found,) = guidance.list_awaited(citizen(CHEN), now=NOW)
        assert (found.id, found.applicant, found.for_whom) == (request, "梁志恒", NAMES["contractor"])
        statement = read(citizen(CHEN), request).confirming.asked.statement
        said = {one.label.zh: one.value.zh for one in statement.rows}
        assert said["工程 工程名称"] == "示例花园一期"
        assert not any("电话" in label or "经办人" in label or "造价" in label for label in said)

    def test_is_told_to_those_who_may_reply_once_until_they_have(self, city):
        authorise("contractor")
        authorise("contractor", TAN, scenes=("birth",))
        me, view = over()
        ask(me, view)
        ask(me, view, minutes=1)
        assert [(person, kind) for person, kind, _ in city.messages] == [(CHEN, "confirm_asked")]
        assert city.messages[0][2]["applicant"] == "梁志恒"
        answer(citizen(CHEN), ask(me, view), confirmed=False, reason="面积不对", minutes=2)
        ask(me, view, minutes=3)
        assert [kind for _, kind, _ in city.messages] == ["confirm_asked", "confirm_refused", "confirm_asked"]

    def test_needs_a_statement_a_line_and_the_owner(self):
        me, view = over()
        with pytest.raises(guidance.LineUnknown):
            ask(me, view, "contractor/self-assessment")
        with pytest.raises(guidance.DraftNotFound):
            ask(citizen(CHEN), view)
        view = change(me, get(me, view), values={"project/project.name": None})
        with pytest.raises(guidance.StatementNotReady) as caught:
            ask(me, view)
        assert "工程名称" in caught.value.names.zh

    def test_ends_when_it_is_withdrawn_or_the_paper_is_given_otherwise(self):
        authorise("contractor")
        me, view = over()
        request = ask(me, view)
        change(me, get(me, view), ways={CONTRACTOR: ChosenWay(Way.PAPER)})
        with pytest.raises(StatementNotFound):
            read(citizen(CHEN), request)
        change(me, get(me, view), ways={CONTRACTOR: ChosenWay(Way.CONFIRM)})
        assert read(citizen(CHEN), request)
        guidance.withdraw_request(me, draft_id=view.id, line=CONTRACTOR, now=NOW)
        with pytest.raises(StatementNotFound):
            read(citizen(CHEN), request)
        assert guidance.list_awaited(citizen(CHEN), now=NOW) == ()
        assert ask(me, view) != request


class TestWhoMayReply:
    def test_is_nobody_without_an_authority_of_the_day_for_this_matter(self):
        me, view = over()
        request = ask(me, view)
        authorise("supervisor", CHEN)
        authorise("contractor", CHEN, scenes=("birth",))
        authorise("contractor", CHEN, to_on=NOW.date())
        for stranger in (citizen(CHEN), citizen(STRANGER), me):
            for act in (
                lambda who: read(who, request),
                lambda who: answer(who, request, shown="ab" * 32),
                lambda who: back(who, request),
            ):
                with pytest.raises(StatementNotFound):
                    act(stranger)
            assert guidance.list_awaited(stranger, now=NOW) == ()

    def test_is_answered_as_for_an_unknown_request_when_it_is_not_theirs(self):
        me, view = over()
        with pytest.raises(StatementNotFound) as theirs:
            read(citizen(CHEN), ask(me, view))
        with pytest.raises(StatementNotFound) as unknown:
            read(citizen(CHEN), UUID(int=1))
        assert (theirs.value.code, theirs.value.args) == (unknown.value.code, unknown.value.args)

    @pytest.mark.parametrize("actor", [VISITOR, CLERK])
    def test_is_a_citizen(self, actor):
        me, view = over()
        request, at = ask(me, view), {"now": NOW}
        for act in (
            lambda: guidance.list_awaited(actor, **at),
            lambda: guidance.read_awaited(actor, request_id=request, **at),
            lambda: guidance.reply_to(actor, request_id=request, shown_hash="", confirmed=True, **at),
            lambda: guidance.take_reply_back(actor, request_id=request, **at),
            lambda: guidance.confirm_own(actor, draft_id=view.id, line=CONTRACTOR, shown_hash="", **at),
            lambda: guidance.take_own_back(actor, draft_id=view.id, line=CONTRACTOR, **at),
        ):
            with pytest.raises(PermissionMissing):
                act()

    def test_may_have_lost_the_authority_since(self):
        held = authorise("contractor")
        me, view = over()
        request = ask(me, view)
        answer(citizen(CHEN), request)
        people.revoke_authority(citizen(CHEN), authority_id=held.id, now=NOW)
        assert standing(me, view) is Standing.CONFIRMED  # it held when it was used
        with pytest.raises(StatementNotFound):
            back(citizen(CHEN), request)

    def test_is_the_applicant_where_the_applicant_bears_it_or_signs_for_it(self, city):
        me, view = over()
        (own,) = (
            one
            for one in guidance.list_requested(me, draft_id=view.id, now=NOW)
            if one.confirming.asked.line == BUILDER
        )
        told = {"draft_id": view.id, "line": BUILDER, "now": NOW}
        shown = own.confirming.asked.statement.hash
        assert not own.mine
        with pytest.raises(StatementNotFound):
            guidance.confirm_own(me, shown_hash=shown, **told)
        authorise("builder", LIANG)
        assert [one.mine for one in guidance.list_requested(me, draft_id=view.id, now=NOW)] == [
            True,
            False,
            False,
            True,
            False,
        ]
        with pytest.raises(guidance.StatementChanged):
            guidance.confirm_own(me, shown_hash="ab" * 32, **told)
        guidance.confirm_own(me, shown_hash=shown, **told)
        assert standing(me, view, BUILDER) is Standing.CONFIRMED
        assert city.messages == []  # nobody is told what they did themselves
        guidance.take_own_back(me, **told)
        assert standing(me, view, BUILDER) is Standing.OPEN


class TestWhatHolds:
    @pytest.fixture
    def asked(self):
        authorise("contractor")
        me, view = over()
        return me, view, ask(me, view)

    def test_is_confirmed_and_the_line_is_done(self, asked, city):
        me, view, request = asked
        assert not material(get(me, view), CONTRACTOR).done
        answer(citizen(CHEN), request)
        done = material(get(me, view), CONTRACTOR)
        assert done.done
        assert (done.confirmed.reply.name, done.confirmed.reply.by) == (citizen(CHEN).name, CHEN)
        assert city.messages[-1][:2] == (LIANG, "confirm_given")

    def test_lapses_with_a_repeated_field_and_only_with_one(self, asked):
        me, view, request = asked
        answer(citizen(CHEN), request)
        change(
            me,
            get(me, view),
            values={"contractor/organisation.phone": "13800000177", "project/project.cost": "1"},
        )
        assert standing(me, view) is Standing.CONFIRMED
        change(me, get(me, view), values={"project/project.name": "示例花园二期"})
        assert standing(me, view) is Standing.LAPSED
        assert not material(get(me, view), CONTRACTOR).done
        (one,) = (one for one in get(me, view).confirmings if one.asked.line == CONTRACTOR)
        assert [said.zh for said in one.changed] == ["工程 工程名称"]
        change(me, get(me, view), values={"project/project.name": "示例花园一期"})
        assert standing(me, view) is Standing.CONFIRMED  # it is what was signed

    def test_is_not_what_the_page_showed_before_a_change(self, asked):
        me, view, request = asked
        shown = read(citizen(CHEN), request).confirming.asked.statement.hash
        change(me, get(me, view), values={"project/project.name": "示例花园二期"})
        with pytest.raises(guidance.StatementChanged):
            answer(citizen(CHEN), request, shown=shown)

    def test_is_nothing_of_another_bearer(self, asked):
        me, view, request = asked
        answer(citizen(CHEN), request)
        change(me, get(me, view), values={"contractor/organisation.credit_code": FIRMS["supervisor"].code})
        assert standing(me, view) is Standing.LAPSED
        assert read(citizen(CHEN), request).standing == "not_asked"
        with pytest.raises(StatementNotFound):
            answer(citizen(CHEN), request, shown="ab" * 32)
        authorise("supervisor")
        assert read(citizen(TAN), ask(me, view)).for_whom == NAMES["supervisor"]
        assert ConfirmationRequestRow.objects.exclude(withdrawn_at=None).get().pk == request
        back(citizen(CHEN), request)
        change(me, get(me, view), values={"contractor/organisation.credit_code": FIRMS["contractor"].code})
        assert standing(me, view) is Standing.OPEN
        with pytest.raises(StatementNotFound):
            read(citizen(CHEN), request)

    @pytest.mark.parametrize("meanwhile", ["changed", "emptied", "given otherwise", "not asked any more"])
    def test_can_be_taken_back_whatever_the_applicant_did_meanwhile(self, asked, meanwhile):
        me, view, request = asked
        answer(citizen(CHEN), request)
        if meanwhile == "changed":
            change(me, get(me, view), values={"project/project.name": "示例花园二期"})
        elif meanwhile == "emptied":
            change(me, get(me, view), values={"project/project.name": None})
        elif meanwhile == "given otherwise":
            change(me, get(me, view), ways={CONTRACTOR: ChosenWay(Way.PAPER)})
        else:
            guidance.withdraw_request(me, draft_id=view.id, line=CONTRACTOR, now=NOW)
        (seen,) = guidance.list_awaited(citizen(CHEN), now=NOW)
        assert seen.given.reply.by == CHEN
        back(citizen(CHEN), request)
        with pytest.raises(
            guidance.NothingToWithdraw if meanwhile in ("changed", "emptied") else StatementNotFound
        ):
            back(citizen(CHEN), request)
        named = {"project/project.name": "示例花园一期"}
        change(me, get(me, view), values=named, ways={CONTRACTOR: ChosenWay(Way.CONFIRM)})
        assert standing(me, view) is Standing.OPEN

    def test_is_refused_with_a_reason_which_blocks_only_this_way(self, asked):
        me, view, request = asked
        with pytest.raises(guidance.RefusalWithoutReason):
            answer(citizen(CHEN), request, confirmed=False, reason=" ")
        answer(citizen(CHEN), request, confirmed=False, reason="竣工日期不对")
        assert standing(me, view) is Standing.REFUSED
        change(me, get(me, view), ways={CONTRACTOR: ChosenWay(Way.PAPER)})
        assert material(get(me, view), CONTRACTOR).done
        change(me, get(me, view), ways={CONTRACTOR: ChosenWay(Way.CONFIRM)})
        answer(citizen(CHEN), request, minutes=3)
        assert standing(me, view) is Standing.CONFIRMED

    def test_is_taken_back_until_it_is_handed_in(self, asked, city):
        me, view, request = asked
        with pytest.raises(guidance.NothingToWithdraw):
            back(citizen(CHEN), request)
        answer(citizen(CHEN), request)
        back(citizen(CHEN), request)
        assert standing(me, view) is Standing.OPEN
        assert city.messages[-1][:2] == (LIANG, "confirm_withdrawn")
        answer(citizen(CHEN), request, minutes=3)
        DraftRow.objects.filter(pk=view.id).update(handing_at=NOW)  # being handed in at this moment
        with pytest.raises(guidance.ConfirmationOver):
            back(citizen(CHEN), request, minutes=4)
        back(citizen(CHEN), request, minutes=15)  # that has failed

    def test_is_written_once_when_two_of_them_reply_at_once(self, asked, city):
        me, _view, request = asked
        authorise("contractor", TAN)
        shown = read(citizen(CHEN), request).confirming.asked.statement.hash
        for agent in (citizen(CHEN), citizen(TAN), citizen(CHEN)):
            answer(agent, request, shown=shown)
        (kept,) = ConfirmationRow.objects.all()
        assert (kept.actor, kept.hash) == (citizen(CHEN).id, shown)
        assert [kind for _, kind, _ in city.messages].count("confirm_given") == 1
        answer(citizen(TAN), request, confirmed=False, reason="再看看", minutes=4)
        assert standing(me, _view) is Standing.REFUSED  # the last reply counts

    def test_cannot_be_changed_and_goes_with_the_draft(self, asked):
        me, view, request = asked
        answer(citizen(CHEN), request)
        with pytest.raises((IntegrityError, OperationalError)), transaction.atomic():
            ConfirmationRow.objects.update(hash="ab" * 32)
        guidance.delete_draft(me, draft_id=view.id, now=NOW)
        assert not ConfirmationRow.objects.exists()
        assert not ConfirmationRequestRow.objects.exists()

    def test_is_in_the_log_and_so_is_the_look(self, asked):
        _me, _view, request = asked
        answer(citizen(CHEN), request)
        back(citizen(CHEN), request)
        (look,) = audit.list_looks(citizen(LIANG))
        assert (look.who, "请对方确认" in look.purpose.zh) == (citizen(CHEN).name, True)


class TestHandingIn:
    def test_names_who_has_not_confirmed(self):
        authorise("contractor")
        me, view = over()
        answer(citizen(CHEN), ask(me, view))
        with pytest.raises(NotConfirmed) as caught:
            submit(me, get(me, view))
        assert caught.value.count == 4
        assert "监理单位" in caught.value.names.zh
        assert "施工单位" not in caught.value.names.zh

    def test_takes_the_confirmations_along_for_good(self):
        me, view = over()
        confirm_everything(me, view)
        view = get(me, view)
        assert view.ready
        receipt = submit(me, view)
        sent = cases.get_submission(me, application=receipt.number)
        given = {one.key: one for one in sent.materials}
        for line in CONFIRMED:
            kept = given[line]
            assert (kept.way, kept.confirmed.holds) == (Way.CONFIRM, True)
            assert kept.confirmed.statement.bearer == FIRMS[line.partition("/")[0]].key
        assert given[SUPERVISOR].confirmed.reply.authority
        DraftRow.objects.all().delete()
        assert cases.get_submission(me, application=receipt.number) == sent

    def test_ends_what_can_be_taken_back(self):
        me, view = over()
        confirm_everything(me, view)
        submit(me, get(me, view))
        request = ConfirmationRequestRow.objects.get(line=CONTRACTOR).pk
        seen = read(citizen(CHEN), request)
        assert (seen.confirming, seen.given.holds, seen.standing) == (None, True, "handed_in")
        with pytest.raises(guidance.ConfirmationOver):
            back(citizen(CHEN), request)
        with pytest.raises(guidance.ConfirmationOver):
            answer(citizen(CHEN), request, shown="ab" * 32)
        with pytest.raises(guidance.DraftSubmitted):
            guidance.take_own_back(me, draft_id=view.id, line=BUILDER, now=NOW)

    def test_is_refused_where_the_signed_sheet_says_something_else(self):
        me, view = over()
        confirm_everything(me, view)
        signed = guidance.make_sheet(me, draft_id=view.id, now=NOW).hash
        request = ConfirmationRequestRow.objects.get(line=CONTRACTOR).pk
        back(citizen(CHEN), request)
        with pytest.raises(NotConfirmed):
            submit(me, get(me, view), signed_hash=signed)
        answer(citizen(CHEN), request, minutes=3)
        with pytest.raises(guidance.SheetChanged):
            submit(me, get(me, view), signed_hash=signed)  # another confirmation than the one that was read
        assert DraftRow.objects.get().handing_at is None
        back(citizen(CHEN), request, minutes=4)  # the failed submission blocks nothing

    def test_is_refused_by_the_cases_without_what_was_confirmed(self):
        me, view = over()
        confirm_everything(me, view)
        view = get(me, view)
        sent = guidance.make_sheet(me, draft_id=view.id, now=NOW).submission
        package, scene = catalogue.get_scene(me, scene=SCENE)
        assert list(faults_of(sent, view.plan, package, scene)) == []
        kept = next(one.confirmed for one in sent.materials if one.key == CONTRACTOR)
        taken_back = replace(kept, reply=replace(kept.reply, confirmed=False, withdrawn=True))
        for given in (None, taken_back, replace(kept, reply=replace(kept.reply, hash="ab" * 32))):
            materials = (
                replace(one, confirmed=given) if one.key == CONTRACTOR else one for one in sent.materials
            )
            (fault,) = faults_of(replace(sent, materials=tuple(materials)), view.plan, package, scene)
            assert (fault.code.rpartition(".")[2], CONTRACTOR in str(fault)) == ("confirmation_missing", True)

    def test_never_makes_the_organisation_the_applicant(self):
        authorise("contractor")
        with pytest.raises(guidance.NotRepresented):
            guidance.open_draft(citizen(CHEN), scene="birth", principal=FIRMS["contractor"].key, now=NOW)


class TestBothPartiesOfASale:
    """Whoever sells applies with the buyer, without an authority: the form has the seller's number."""

    SALE = {
        "matter": "transfer", "sealed": "no", "pending": "no", "cause": "existing", "land": "state", "mortgaged": "none",
        "signed": "yes", "taxed": "yes", "relief": "no", "loan": "no", "party": "person", "married": "no", "shares": "sole",
        "wants": [], "online": "no", "papers": "post", "by": "self",
    }  # fmt: skip

    def test_is_the_sellers_own_word(self, city):
        me = citizen(LIANG)
        view = begin(me, "real-estate", self.SALE)
        (line,) = (one.line for one in view.materials if one.line.endswith("giver-agrees"))
        giver = line.partition("/")[0]
        named = {f"{giver}/person.name": "陈思敏", f"{giver}/person.id_number": CHEN}
        typed = {
            "holder[1]/person.name": "梁志恒",
            "unit/property.unit": "990000001001GB00001F00010001",
            "unit/property.location": "东莞市南城街道示例路 1 号 302",
            "unit/property.area": "88.5",
            "unit/property.contract": "WQ2026001",
            "unit/property.price": "1200000",
        }
        view = change(me, view, values={**named, **typed}, ways={line: ChosenWay(Way.CONFIRM)})
        (one,) = view.confirmings
        assert [text.zh for text in one.asked.missing] == []
        request = ask(me, view, line)
        assert [(person, kind) for person, kind, _ in city.messages] == [(CHEN, "confirm_asked")]
        seen = read(citizen(CHEN), request)
        assert (seen.for_whom, seen.role.zh) == ("", "义务人 1")
        said = {row.value.zh for row in seen.confirming.asked.statement.rows}
        assert {"陈思敏", "梁志恒", "1,200,000.00 元"} <= said
        with pytest.raises(StatementNotFound):
            read(citizen(TAN), request)
        answer(citizen(CHEN), request)
        assert material(get(me, view), line).done


def test_names_of_others_leave_the_platform_covered():
    told = outside({"applicant": "梁志恒", "who": "陈思敏", "paper": {"zh": "证明", "en": "proof"}})
    assert (told["applicant"], told["who"], told["paper"]["zh"]) == ("梁**", "陈**", "证明")
