"""Which answers of department systems count: they repeat themselves, answer late and out of order."""

from onething.core.cases.graph import UNDECIDED, Status


def counts(version: int, *, newest: int, status: Status) -> bool:
    """Whether an answer is applied or only kept: never an older one after a newer, none once the case is decided.

    version: the system's own count for the case, from 1. newest: of those that were applied, 0 if none was.
    """
    return version > newest and status in UNDECIDED
