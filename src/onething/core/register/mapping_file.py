"""The file of a mapping (docs/areas/register.md): read with everything that is wrong in it, and held against the columns of a catalogue."""

from collections.abc import Mapping as Mapping_of
from collections.abc import Sequence
from dataclasses import fields

from onething.core.catalogue.findings import Findings, hint, nearest, shown
from onething.core.catalogue.forms import ID, Form, form_of
from onething.core.catalogue.reading import Mapping_, Node, Scalar, read_yaml
from onething.core.catalogue.shapes import Shape
from onething.core.findings import Finding, Level
from onething.core.register.entries import Entry
from onething.core.register.filed import DEFINED, HERE
from onething.core.register.mapping import LISTS, Mapping
from onething.core.register.reading import ListSource, Source
from onething.core.source import Text, Where

MAPPING = Shape(
    "对应表",
    "a mapping",
    ("id", "name", "key", "elements"),
    ("area", "scene", "materials", "steps", "fees", "faq", "tables", "ignored", "optional"),
)
SOURCE = Shape("列", "a column", ("column",), ("table", "separator"))
SCENE = Shape("一件事的标志", "the mark of a scene", ("column", "contains"))
LIST = Shape("明细", "a list in a row", ("column", "elements"), ("skip",))
#: Elements that the program fills itself.
_OURS = frozenset({"key", "scene", "more", "kind_given", *LISTS})


def read_mapping(file: str, data: bytes) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """Return the mapping of a file, None with what is wrong with it, each where it stands."""
    found = Findings()
    node = read_yaml(file, data, found)
    form = form_of(found, node, MAPPING, file) if node is not None else None
    made = _mapping(form) if form else None
    return (None if len(found) else made), found.all()


def _mapping(form: Form) -> Mapping:
    tables = {
        key.text: {given.text: str(ours.text) for given, ours in node.entries if isinstance(ours, Scalar)}
        for key, node in form.pairs("tables")
        if isinstance(node, Mapping_)
    }
    scene = form.form("scene", SCENE)
    id = form.identifier("id", ID)
    if id in (DEFINED, HERE):
        form.found.error(
            "bad_value",
            form.place("id"),
            f"“{id}”是本市自己的条目的来源；给映射另起一个标识。",
            f"{id!r} is the source of the city's own entries; give the mapping another id.",
        )
    made = Mapping(
        id=id,
        name=form.text("name"),
        key=form.string("key"),
        elements=_sources(form, Entry, tables, must="name"),
        area=form.string("area"),
        scene=(scene.string("column"), scene.string("contains")) if scene else None,
        lists={
            name: lines
            for name, made in LISTS.items()
            if (lines := _list(form, name, made, tables)) is not None
        },
        ignored=frozenset(form.strings("ignored")),
        optional=frozenset(form.strings("optional")),
    )
    needed = {made.key, made.elements["name"].column} if "name" in made.elements else {made.key}
    for one in sorted(needed & made.optional):
        form.found.error(
            "bad_value",
            form.place("optional"),
            f"列“{shown(one)}”是编号或者名称，每份文件都要有；从 optional 里去掉。",
            f"column {shown(one)!r} is the key or the name, which no file may lack; take it out of optional.",
        )
    return made


def _list(
    form: Form, key: str, made: type, tables: Mapping_of[str, Mapping_of[str, str]]
) -> ListSource | None:
    inner = form.form(key, LIST)
    if inner is None:
        return None
    skip = {
        column.text: frozenset(one.text for one in node.items if isinstance(one, Scalar))
        for column, node in inner.pairs("skip")
        if hasattr(node, "items")
    }
    return ListSource(inner.string("column"), _sources(inner, made, tables, must="name"), skip)


def _sources(
    form: Form, made: type, tables: Mapping_of[str, Mapping_of[str, str]], *, must: str
) -> dict[str, Source]:
    names = [one.name for one in fields(made) if one.name not in _OURS]
    sources: dict[str, Source] = {}
    for key, node in form.pairs("elements"):
        if key.text not in names:
            zh, en = hint(key.text, names)
            form.found.error(
                "unknown_element",
                key.at,
                f"事项库没有“{shown(key.text)}”这个要素；{zh}",
                f"the register has no element {shown(key.text)!r}; {en}",
            )
        elif (source := _source(form, key.text, node, tables)) is not None:
            sources[key.text] = source
    if must not in sources:
        form.found.error(
            "missing_element",
            form.place("elements"),
            f"要有“{must}”这个要素。",
            f"element {must!r} is needed.",
        )
    return sources


def _source(
    form: Form, name: str, node: Node, tables: Mapping_of[str, Mapping_of[str, str]]
) -> Source | None:
    if isinstance(node, Scalar):
        return Source(node.text)
    inner = form_of(form.found, node, SOURCE, name)
    if inner is None:
        return None
    table = inner.string("table")
    if table and table not in tables:
        zh, en = hint(table, tables)
        form.found.error(
            "unknown_table",
            inner.place("table"),
            f"没有“{shown(table)}”这张表；{zh}",
            f"there is no table {shown(table)!r}; {en}",
        )
    return Source(inner.string("column"), tables.get(table) if table else None, inner.string("separator"))


def unread(mapping: Mapping, columns: Sequence[str], *, file: str) -> list[Finding]:
    """Return a warning for each column that the mapping does not name, and an error for each that it needs and is not there."""
    found = [
        Finding(
            "import.column_not_read",
            Level.WARNING,
            Text(
                f"列“{shown(one)}”没有对应的要素，不导入；写进对应表，或者列在 ignored 里。",
                f"column {shown(one)!r} is no element and is not read; map it, or name it under ignored.",
            ),
            Where(file, 1, number),
        )
        for number, one in enumerate(columns, start=1)
        if one not in mapping.columns
    ]
    for one in sorted(mapping.columns - mapping.ignored - set(columns)):
        optional = one in mapping.optional
        found.append(
            Finding(
                "import.column_absent" if optional else "import.column_missing",
                Level.WARNING if optional else Level.ERROR,
                _absent(one) if optional else _missing(one, columns),
                Where(file, 1, 0),
            )
        )
    return found


def _missing(column: str, columns: Sequence[str]) -> Text:
    near = nearest(column, columns)
    do_zh = f"是不是“{near}”？" if near else "补上这一列，或者改对应表。"
    do_en = f"did you mean {near!r}?" if near else "add it, or change the mapping."
    return Text(
        f"文件里没有列“{shown(column)}”；{do_zh}", f"the file has no column {shown(column)!r}; {do_en}"
    )


def _absent(column: str) -> Text:
    return Text(
        f"文件里没有列“{shown(column)}”；事项库里已有的保持原样。",
        f"the file has no column {shown(column)!r}; what the register has of it stays.",
    )
