"""What the area refuses, beside the refusals of `core.cases.errors`."""

import errno
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from onething.core.errors import Conflict, NotAllowed, NotFound, RuleBroken, Unavailable
from onething.core.findings import Finding
from onething.core.source import Text


class ApplicationNotFound(NotFound):
    code = "cases.application_not_found"

    def __init__(self, application: str) -> None:
        super().__init__(f"no application {application}")
        self.application = application


class CaseNotFound(NotFound):
    code = "cases.case_not_found"

    def __init__(self, case: str) -> None:
        super().__init__(f"no case {case}")
        self.case = case


class OriginalNotFound(NotFound):
    """No such file was given for what the case asks."""

    code = "cases.original_not_found"

    def __init__(self, case: str) -> None:
        super().__init__(f"no such file was given for {case}")
        self.case = case


class AlreadyAsked(Conflict):
    """The manager has not answered the last question yet."""

    code = "cases.already_asked"

    def __init__(self, case: str) -> None:
        super().__init__(f"an extension of {case} is asked for already; wait for the manager's answer")
        self.case = case


class QuestionNotFound(NotFound):
    """No such open question in the actor's office."""

    code = "cases.question_not_found"


class GivenByLot(NotAllowed):
    """Cases of this item come by lot in this office; it is another officer's, or nobody's yet."""

    code = "cases.given_by_lot"

    def __init__(self, case: str) -> None:
        super().__init__(f"{case} is not among the cases that were given to this officer")
        self.case = case


class OwnMatter(NotAllowed):
    """The officer's own number stands in the case: as applicant, representative or family."""

    code = "cases.own_matter"

    def __init__(self, case: str) -> None:
        super().__init__(f"the officer is a party to {case}")
        self.case = case


class NotYours(RuleBroken):
    """Only what one has oneself is handed over."""

    code = "cases.not_yours"

    def __init__(self, case: str) -> None:
        super().__init__(f"{case} is not the actor's to hand over")
        self.case = case


class AlreadyOffered(Conflict):
    """The colleague has not answered yet."""

    code = "cases.already_offered"

    def __init__(self, case: str) -> None:
        super().__init__(f"{case} is handed over already and waits to be confirmed")
        self.case = case


class HandOverNotFound(NotFound):
    """No such offer to the actor waits."""

    code = "cases.hand_over_not_found"


class NotOfOffice(RuleBroken):
    """The colleague is not one of the office that has the case, or does not decide."""

    code = "cases.not_of_office"

    def __init__(self, case: str) -> None:
        super().__init__(f"this colleague does not work in the office that has {case}")
        self.case = case


class Moved(Conflict):
    """The case has moved since the caller looked at it."""

    code = "cases.moved"

    def __init__(self, case: str) -> None:
        super().__init__(f"{case} has moved since this page was opened; look again")
        self.case = case


class KeyTaken(Conflict):
    """The key belongs to somebody else's submission."""

    code = "cases.key_taken"

    def __init__(self) -> None:
        super().__init__("this submission key is in use; open the form again")


class SceneUnknown(RuleBroken):
    code = "cases.scene_unknown"

    def __init__(self, scene: str) -> None:
        super().__init__(f"no scene {scene} in this version; open the form again")
        self.scene = scene


class OutsidePeriod(RuleBroken):
    """The matter takes applications on certain days only, and this is none of them. opens_on, closes_on: the next ones.

    days: all of them in words.
    """

    code = "cases.outside_period"

    def __init__(self, days: Text, opens_on: date, closes_on: date) -> None:
        super().__init__(f"applications are taken {days.en}; the next day is {opens_on}")
        self.days, self.opens_on, self.closes_on = days, opens_on, closes_on


class PeriodOver(RuleBroken):
    """The days of application are over, and nobody has said others yet."""

    code = "cases.period_over"

    def __init__(self, days: Text) -> None:
        super().__init__(f"applications were taken {days.en}; no other days are known yet")
        self.days = days


class SheetChanged(RuleBroken):
    """The signature does not cover what was handed over."""

    code = "cases.sheet_changed"

    def __init__(self) -> None:
        super().__init__("what was signed is not what was handed over; look through it and sign again")


class SubmissionRefused(RuleBroken):
    """Everything that is missing or wrong, at once. findings: code, message and, as `scene`, the key it is about."""

    code = "cases.submission_refused"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(one.message.en for one in findings))
        self.findings = tuple(findings)


class ValuesRefused(RuleBroken):
    """What was typed after a notice is wrong. fields: what is wrong, by key; names: of the fields."""

    code = "cases.values_refused"

    def __init__(self, wrong: Mapping[str, Text], names: Sequence[Text]) -> None:
        super().__init__("; ".join(one.say("en") for one in wrong.values()))
        self.fields = dict(wrong)
        self.names = Text("、".join(one.zh for one in names), ", ".join(one.say("en") for one in names))


class PointUnknown(RuleBroken):
    """A finding about something that the item does not ask for: nobody could put it right."""

    code = "cases.point_unknown"

    def __init__(self, case: str, keys: Sequence[str]) -> None:
        super().__init__(
            f"{case} does not ask for {', '.join(keys)}; choose a field or a material of its form"
        )
        self.case, self.keys = case, tuple(keys)


class OfficeUnknown(RuleBroken):
    """There is no such department, or no such division of this level."""

    code = "cases.office_unknown"

    def __init__(self, department: str, division: str, level: str) -> None:
        super().__init__(
            f"there is no department {department} in {level} {division}; choose an office of the city"
        )
        self.department, self.division, self.level = department, division, level


class Unreachable(RuleBroken):
    """Neither a telephone nor an e-mail would be left."""

    code = "cases.unreachable"

    def __init__(self) -> None:
        super().__init__("leave a telephone or an e-mail, so that the offices can reach you")


class AuthorityEnded(NotAllowed):
    code = "cases.authority_ended"

    def __init__(self, person: str) -> None:
        super().__init__("there is no authority that holds today to act for this person")
        self._person = person


class NotYourself(NotAllowed):
    """The application names another person, and no representative."""

    code = "cases.not_yourself"

    def __init__(self) -> None:
        super().__init__("the application is for someone else; name the authority by which you act")


class GivesMissing(RuleBroken):
    """The officer who grants must say what the result hands on to other cases."""

    code = "cases.gives_missing"

    def __init__(self, fields: Sequence[Text]) -> None:
        super().__init__(f"say the value of {', '.join(one.say('en') for one in fields)}")
        self.fields = Text("、".join(one.zh for one in fields), ", ".join(one.say("en") for one in fields))


class AnswerUnreadable(RuleBroken):
    code = "cases.answer_unreadable"

    def __init__(self, case: str) -> None:
        super().__init__(
            f"the answer for {case} needs a version from 1, a text, and favourable as true or false"
        )
        self.case = case


class AnswerChanged(Conflict):
    code = "cases.answer_changed"

    def __init__(self, case: str, version: int) -> None:
        super().__init__(
            f"answer {version} for {case} came before with another body; count on and send it anew"
        )
        self.case, self.version = case, version


class PushNotFound(NotFound):
    """Nothing with this key was set aside, or it is another department's."""

    code = "cases.push_not_found"

    def __init__(self, key: str) -> None:
        super().__init__(f"no push {key} was set aside")
        self.key = key


class EnvelopeBroken(RuleBroken):
    """A sealed envelope is not what its name, its hash, says: somebody or something changed it."""

    code = "cases.envelope_broken"

    def __init__(self, name: str) -> None:
        super().__init__(f"the envelope {name} was changed")
        self.name = name


class StorageFull(Unavailable):
    """The disk takes nothing more. Nothing was acknowledged; the same can be sent again with the same key."""

    code = "cases.storage_full"

    def __init__(self) -> None:
        super().__init__("the disk is full; nothing was acknowledged")


@contextmanager
def storing() -> Iterator[None]:
    """Whatever is written inside fails as StorageFull when there is no room for it."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StorageFull from error
        raise


class HandoverRefused(RuleBroken):
    """What a system hands over is not registered: the item is no item of that system at L0 or L1, or its days cannot be."""

    code = "cases.handover_refused"

    def __init__(self, system: str, number: str, why: str) -> None:
        super().__init__(f"{system} {number}: {why}")
        self.system, self.number, self.why = system, number, why


class EnvelopeMissing(Unavailable):
    """The sealed envelope of an application is not where it was put; look for it in the backup before going on."""

    code = "cases.envelope_missing"

    def __init__(self, application: str) -> None:
        super().__init__(f"the envelope of {application} is not in its folder")
        self.application = application


class ItemNotRuled(NotFound):
    code = "cases.item_not_ruled"

    def __init__(self, item: str) -> None:
        super().__init__(f"no rule may approve {item!r}, or it is another department's")
        self.item = item


class NothingToConfirm(NotFound):
    code = "cases.nothing_to_confirm"

    def __init__(self) -> None:
        super().__init__("nothing waits for a second person")
