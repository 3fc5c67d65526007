"""What the wire itself refuses, before anybody is asked."""

from typing import Any

from onething.core.errors import Conflict, NotAllowed, NotFound, RuleBroken


class KeyMissing(RuleBroken):
    code = "rest.key_missing"


class KeyReused(Conflict):
    """The key came before with another request."""

    code = "rest.key_reused"


class MatchMissing(RuleBroken):
    code = "rest.match_missing"


class ItemUnknown(NotFound):
    """No item of this id is defined now."""

    code = "rest.item_unknown"

    def __init__(self, item: str) -> None:
        super().__init__(f"no item {item!r} is defined")
        self.item = item


class Moved(Conflict):
    """What the caller saw is not what is there now."""

    code = "rest.moved"


class BodyUnreadable(RuleBroken):
    """The request is no JSON, or holds what no text may hold."""

    code = "rest.body_unreadable"


class Invalid(RuleBroken):
    """The request does not have the shape of its description. problems: where and what, one for each place."""

    code = "rest.invalid"

    def __init__(self, problems: list[dict[str, Any]]) -> None:
        super().__init__(f"{len(problems)} places do not fit the description")
        self.count = len(problems)
        self._problems = problems


class FileUnknown(RuleBroken):
    code = "rest.file_unknown"

    def __init__(self, file: str) -> None:
        super().__init__(f"no file {file} was uploaded")
        self.file = file


class SignatureRefused(NotAllowed):
    """A department system's signature is missing, wrong, old, or came before."""

    code = "rest.signature_refused"


class SystemUnknown(NotFound):
    code = "rest.system_unknown"

    def __init__(self, system: str) -> None:
        super().__init__(f"no department system {system}")
        self.system = system


class NotADecision(RuleBroken):
    """A decision of a department system lacks what a decision must say."""

    code = "rest.not_a_decision"

    def __init__(self, missing: str) -> None:
        super().__init__(f"a decision that does not grant in full needs {missing}")
        self.missing = missing
