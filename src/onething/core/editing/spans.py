"""Where each value of a YAML file stands in its text: the tree that edits in places are made by."""

from dataclasses import dataclass
from typing import Any

import yaml

from onething.core.catalogue.reading import MOST_BYTES, MOST_DEPTH, MOST_NODES, plain_value
from onething.core.editing.writing import Bare
from onething.core.errors import RuleBroken


class FileUnreadable(RuleBroken):
    """The file is no YAML that can be edited in places; it must be put right as text first."""

    code = "editing.file_unreadable"

    def __init__(self, file: str, line: int) -> None:
        super().__init__(f"{file} cannot be read at line {line}")
        self.file, self.line = file, line


@dataclass(slots=True)
class Span:
    """One value in the text: [start, end) without what stands around it. flow: written in brackets, or a scalar."""

    kind: str  # "scalar", "map", "seq"
    start: int
    end: int
    column: int
    flow: bool
    value: Any = None
    style: str = ""
    keys: list["Span"] | None = None
    children: list["Span"] | None = None

    def names(self) -> list[str]:
        return [str(key.value) if key.style else Bare(key.value) for key in self.keys or ()]


def read_spans(text: str, file: str) -> Span:
    """Return the tree of a text. Raises FileUnreadable for what is no plain YAML: anchors, tags, two documents."""
    if len(text) > MOST_BYTES:
        raise FileUnreadable(file, 1)
    stack: list[Span] = []
    root: Span | None = None
    count = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            start, end = _mark(event.start_mark), _mark(event.end_mark)
            if _unread(event) or documents > 1 or count > MOST_NODES or len(stack) > MOST_DEPTH:
                raise FileUnreadable(file, start.line + 1)
            if isinstance(event, yaml.ScalarEvent):
                done = _scalar(event, start, end, text)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                kind = "map" if isinstance(event, yaml.MappingStartEvent) else "seq"
                stack.append(Span(kind, start.index, 0, start.column, bool(event.flow_style), children=[]))
                continue
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                done = stack.pop()
                _close(done, end, text)
                if any(key.kind != "scalar" for key in done.keys or ()):
                    raise FileUnreadable(file, start.line + 1)
            else:
                continue
            count += 1
            if stack:
                assert stack[-1].children is not None
                stack[-1].children.append(done)
            else:
                root = done
    except yaml.YAMLError as error:
        problem = getattr(error, "problem_mark", None)
        raise FileUnreadable(file, problem.line + 1 if problem else 1) from None
    return root if root is not None else Span("scalar", len(text), len(text), 0, True)


def _mark(mark: Any) -> Any:
    assert mark is not None, "the parser always says where"
    return mark


def _unread(event: yaml.Event) -> bool:
    """Say whether this is a part of YAML that packages do not have."""
    return isinstance(event, yaml.AliasEvent) or bool(
        getattr(event, "anchor", None) or getattr(event, "tag", None)
    )


def _scalar(event: yaml.ScalarEvent, start: Any, end: Any, text: str) -> Span:
    style = event.style or ""
    value = event.value if style else plain_value(event.value)
    block = style in ("|", ">")
    last = end.index
    if block:  # its end is that of its last line
        last = start.index + len(text[start.index : last].rstrip())
    return Span("scalar", start.index, last, start.column, not block, value, style)


def _close(done: Span, end: Any, text: str) -> None:
    children = done.children or []
    done.end = end.index if done.flow or not children else children[-1].end
    if done.kind == "map":
        done.keys, done.children = children[::2], children[1::2]
        for key in done.keys:
            key.value = key.value if key.style else text[key.start : key.end]
