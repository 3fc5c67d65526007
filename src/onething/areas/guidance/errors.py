"""What the area refuses."""

from collections.abc import Sequence
from datetime import date, datetime

from onething.core.errors import Conflict, NotAllowed, NotFound, RuleBroken
from onething.core.guidance import FieldView, MaterialView
from onething.core.source import Text


class DraftNotFound(NotFound):
    code = "guidance.draft_not_found"


class DraftMoved(Conflict):
    """Another tab was faster. version: the one that is kept; differs: in words, what this page would have changed."""

    code = "guidance.draft_moved"

    def __init__(self, version: int, differs: Sequence[Text]) -> None:
        super().__init__(f"the draft is at version {version} by now")
        self.version = version
        self.differs = tuple(differs)


class DraftSubmitted(Conflict):
    """It has become an application and changes no more. number: of the application."""

    code = "guidance.draft_submitted"

    def __init__(self, number: str) -> None:
        super().__init__(f"it was submitted as {number}")
        self.number = number


class NotReady(RuleBroken):
    """Something is wrong, missing or not answered yet. fields, materials: those lines."""

    code = "guidance.not_ready"

    def __init__(
        self, fields: Sequence[FieldView], materials: Sequence[MaterialView], question: Text | None
    ) -> None:
        names = [*(one.label for one in fields), *(one.label for one in materials)]
        if question is not None:
            names.insert(0, question)
        super().__init__(f"{len(names)} things are open")
        self.count = len(names)
        self.names = Text(
            "、".join(one.zh for one in names[:6]), ", ".join(one.say("en") for one in names[:6])
        )
        self._fields, self._materials = tuple(fields), tuple(materials)

    @property
    def fields(self) -> tuple[FieldView, ...]:
        return self._fields

    @property
    def materials(self) -> tuple[MaterialView, ...]:
        return self._materials


class SheetChanged(RuleBroken):
    """What was signed is not what the draft holds now."""

    code = "guidance.sheet_changed"


class SignOnPaper(NotAllowed):
    """A clerk confirms nothing in somebody else's name: the person signs the printed sheet, and it is scanned in."""

    code = "guidance.sign_on_paper"


class NotRepresented(NotAllowed):
    """No authority that holds today lets the actor act for this person in this matter."""

    code = "guidance.not_represented"


class NotYourDraft(NotAllowed):
    """A window helps with what its person began: whose it is and whether it goes on is not for the window to say."""

    code = "guidance.not_your_draft"


class WindowCodeUnknown(RuleBroken):
    """There is no such code, or it is not of who stands there: one answer."""

    code = "guidance.window_code_unknown"


class WindowCodeExpired(RuleBroken):
    code = "guidance.window_code_expired"

    def __init__(self, last_day: date) -> None:
        super().__init__(f"the code held until {last_day}")
        self.last_day = last_day


class WindowCodeRevoked(RuleBroken):
    code = "guidance.window_code_revoked"


class WindowCodeUsed(RuleBroken):
    """What it opened was handed in. number: of the application."""

    code = "guidance.window_code_used"

    def __init__(self, number: str) -> None:
        super().__init__(f"it was submitted as {number}")
        self.number = number


class WindowCodesLocked(NotAllowed):
    code = "guidance.window_codes_locked"

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"too many codes that opened nothing; again at {again_at:%H:%M}")
        self.again_at = again_at


class SignInFirst(NotAllowed):
    """Looking up, uploading for keeps and submitting need to know who it is."""

    code = "guidance.sign_in_first"


class TooManyFiles(RuleBroken):
    code = "guidance.too_many_files"

    def __init__(self, label: Text, most: int) -> None:
        super().__init__(f"{label.say('en')} takes at most {most} files")
        self.label, self.most = label, most


class ListNotFound(NotFound):
    """No checklist has this code, or its time is over."""

    code = "guidance.list_not_found"

    def __init__(self) -> None:
        super().__init__("no checklist has this code, or it has expired")


class AdviceNotFound(NotFound):
    """There is no such question, somebody has answered it, or what it is about was handed in."""

    code = "guidance.advice_not_found"

    def __init__(self) -> None:
        super().__init__("no such question waits for an answer")


class AdviceEmpty(RuleBroken):
    code = "guidance.advice_empty"

    def __init__(self) -> None:
        super().__init__("say what would be missing, or that nothing is")


class NothingPicked(RuleBroken):
    """A draft of records names none of those of the list."""

    code = "guidance.nothing_picked"

    def __init__(self) -> None:
        super().__init__("choose one record at least")


class StatementNotReady(RuleBroken):
    """Nobody can be asked yet: what is to be confirmed is not complete. names: what is missing."""

    code = "guidance.statement_not_ready"

    def __init__(self, missing: Sequence[Text]) -> None:
        super().__init__(f"{len(missing)} things are missing from the statement")
        self.names = Text("、".join(one.zh for one in missing), ", ".join(one.say("en") for one in missing))


class ConfirmationOver(Conflict):
    """What was confirmed has been handed in, or is being handed in at this moment."""

    code = "guidance.confirmation_over"
