"""What the commands on single values share: one answer, or one line out for each line of standard input."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed for one set of arguments. lines: the same for people; ok: whether it counts as exit 0."""

    data: dict[str, Any]
    lines: tuple[str, ...]
    ok: bool = True

    @classmethod
    def refused(cls, reason: str) -> "Answer":
        return cls({"refused": reason}, (f"refused: {reason}",), ok=False)


def one(answer: Answer, out: TextIO, *, as_json: bool) -> int:
    """Print one answer and return the exit code."""
    _print(answer, out, as_json=as_json)
    return 0 if answer.ok else 1


def many(lines: Iterable[str], answer: Callable[[str], Answer], out: TextIO, *, as_json: bool) -> int:
    """Print one line for each line that is not blank, in order; exit code 1 if any was refused."""
    code = 0
    for line in lines:
        if line.strip():
            given = answer(line.strip())
            _print(Answer(given.data, (" ".join(given.lines),), given.ok), out, as_json=as_json)
            code = code if given.ok else 1
    return code


def split_dash(values: Sequence[str]) -> tuple[list[str], bool]:
    """Return the values before a last `-`, and whether there was one. Raises BadInput for one elsewhere."""
    from onething.site.cli import BadInput

    if "-" in values[:-1]:
        raise BadInput("- stands in place of the last values, nothing may follow it")
    return (list(values[:-1]), True) if values and values[-1] == "-" else (list(values), False)


def standard_input() -> Iterator[str]:
    """Yield the lines of standard input; bytes that are no UTF-8 show as such and are refused like any wrong value."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace")


def _print(answer: Answer, out: TextIO, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer.data, ensure_ascii=False), file=out)
    else:
        for line in answer.lines:
            print(line, file=out)
