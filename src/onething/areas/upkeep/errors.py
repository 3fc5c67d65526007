"""The errors of the area."""

from onething.core.errors import RuleBroken


class WhyMissing(RuleBroken):
    """A dead letter is tried again or given up for a reason."""

    code = "upkeep.why_missing"

    def __init__(self) -> None:
        super().__init__("say why")
