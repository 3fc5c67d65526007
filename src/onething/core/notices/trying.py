"""In which order providers are asked, so that a letter leaves once although one of them may have taken it silently."""

from collections.abc import Sequence

#: So often one that did not answer is asked again alone; then the others are asked too, for a person rather has a
#: letter twice than never.
MOST_SILENT = 3


def order_of(names: Sequence[str], *, asked: str, silent: int) -> tuple[str, ...]:
    """Return whom to ask, in order. asked: was asked last, and did not answer `silent` times one after the other.

    Whoever said plainly that it does not take letters is asked again in its own place; whoever was silent may have
    taken the letter, and alone is asked again by its key, which has one effect there. When that did not help, it is
    asked last.
    """
    if not silent or asked not in names:
        return tuple(names)
    if silent < MOST_SILENT:
        return (asked,)
    return (*(name for name in names if name != asked), asked)
