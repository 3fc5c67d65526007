"""The file of a mapping (docs/areas/register.md): read with everything that is wrong in it, and held against the columns of a catalogue."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Mapping_of
from dataclasses import fields

from onething.core.catalogue.findings import Findings, hint, nearest, shown
from onething.core.catalogue.forms import ID, Form, form_of
from onething.core.catalogue.reading import Mapping_, Node, Scalar, read_yaml
from onething.core.catalogue.shapes import Shape
from onething.core.findings import Finding, Level
from onething.core.register.entries import Entry
from onething.core.register.filed import DEFINED, HERE
from onething.core.register.mapping import LISTS, Mapping
from onething.core.register.reading import ListSource, Source, TableSource
from onething.core.source import Text, Where

MAPPING = Shape(
    "对应表",
    "a mapping",
    ("id", "name", "key", "elements"),
    ("area", "scene", "materials", "steps", "fees", "faq", "tables", "ignored", "optional", "skip"),
)
SOURCE = Shape("列", "a column", ("column",), ("table", "separator", "instead"))
SCENE = Shape("一件事的标志", "the mark of a scene", ("column", "contains"))
LIST = Shape("明细", "a list of lines", ("elements",), ("column", "skip", "table"))
TABLE = Shape(
    "单独的表",
    "a table of its own",
    ("item",),
    ("by", "order", "sheet", "skip", "ignored", "optional", "elements"),
)
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
        skip=_skip(form),
    )
    name = {made.elements["name"].column} if "name" in made.elements else set()
    _check_needed(form, {made.key, *name})
    return made


def _list(
    form: Form, key: str, made: type, tables: Mapping_of[str, Mapping_of[str, str]]
) -> ListSource | None:
    inner = form.form(key, LIST)
    if inner is None:
        return None
    elements = _sources(inner, made, tables, must="name")
    if not inner.has("column") and not inner.has("table"):
        form.found.error(
            "missing_key",
            inner.at,
            "要写明细在哪里：column（在事项那一行里面），或者 table（单独的表）。",
            "say where the lines are: `column` (inside the row of the item), or `table` (a table of their own).",
        )
    return ListSource(inner.string("column"), elements, _skip(inner), _table(inner, made, elements, tables))


def _table(
    form: Form,
    made: type,
    elements: Mapping_of[str, Source],
    tables: Mapping_of[str, Mapping_of[str, str]],
) -> TableSource | None:
    inner = form.form("table", TABLE)
    if inner is None:
        return None
    own = _sources(inner, made, tables, must="name") if inner.has("elements") else elements
    source = TableSource(
        item=inner.string("item"),
        elements=own,
        by=inner.string("by"),
        order=inner.string("order"),
        sheet=inner.string("sheet"),
        skip=_skip(inner),
        ignored=frozenset(inner.strings("ignored")),
        optional=frozenset(inner.strings("optional")),
    )
    _check_needed(inner, {source.item, own["name"].column} if "name" in own else {source.item})
    return source


def _skip(form: Form) -> dict[str, frozenset[str]]:
    """Return column → values by which a row or line is none."""
    return {
        column.text: frozenset(one.text for one in node.items if isinstance(one, Scalar))
        for column, node in form.pairs("skip")
        if hasattr(node, "items")
    }


def _check_needed(form: Form, needed: Collection[str]) -> None:
    for one in sorted(set(form.strings("optional")).intersection(needed)):
        form.found.error(
            "bad_value",
            form.place("optional"),
            f"列“{shown(one)}”是编号或者名称，每份文件都要有；从 optional 里去掉。",
            f"column {shown(one)!r} is the key or the name, which no file may lack; take it out of optional.",
        )


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
    return Source(
        inner.string("column"),
        tables.get(table) if table else None,
        inner.string("separator"),
        inner.string("instead"),
    )


def unread(
    mapping: Mapping, columns: Sequence[str], *, file: str, tables: Collection[str] = ()
) -> list[Finding]:
    """Return a warning for each column that the mapping does not name, and an error for each that it needs and is not there.

    tables: lists that came in tables of their own. One that came neither so nor inside the rows is a warning.
    """
    apart = mapping.tables
    inside = {mapping.lists[name].column for name in apart}
    joins = {one.by for one in apart.values() if one.by}
    needed = mapping.columns - mapping.ignored - inside | {
        apart[name].by for name in tables if apart[name].by
    }
    found = _unread(mapping.columns | joins, needed, mapping.optional, columns, file)
    for name, table in apart.items():
        column = mapping.lists[name].column
        if name in tables and column in columns:
            found.append(_told_twice(name, column, Where(file, 1, 0)))
        elif name not in tables and column not in columns:
            found.append(_table_absent(name, table.sheet, Where(file, 1, 0)))
    return found


def unread_table(mapping: Mapping, name: str, columns: Sequence[str], *, file: str) -> list[Finding]:
    """Return the same of a table with lines of this list."""
    source = mapping.tables[name]
    return _unread(source.columns, source.columns - source.ignored, source.optional, columns, file)


def _unread(
    known: Collection[str],
    needed: Collection[str],
    may_lack: Collection[str],
    columns: Sequence[str],
    file: str,
) -> list[Finding]:
    return [*_not_read(known, columns, file), *_not_there(needed, may_lack, columns, file)]


def _not_read(known: Collection[str], columns: Sequence[str], file: str) -> Iterator[Finding]:
    for number, one in enumerate(columns, start=1):
        if one not in known:
            yield Finding(
                "import.column_not_read",
                Level.WARNING,
                Text(
                    f"列“{shown(one)}”没有对应的要素，不导入；写进对应表，或者列在 ignored 里。",
                    f"column {shown(one)!r} is no element and is not read; map it, or name it under ignored.",
                ),
                Where(file, 1, number),
            )


def _not_there(
    needed: Collection[str], may_lack: Collection[str], columns: Sequence[str], file: str
) -> Iterator[Finding]:
    for one in sorted(set(needed).difference(columns)):
        optional = one in may_lack
        yield Finding(
            "import.column_absent" if optional else "import.column_missing",
            Level.WARNING if optional else Level.ERROR,
            _absent(one) if optional else _missing(one, columns),
            Where(file, 1, 0),
        )


def _told_twice(name: str, column: str, at: Where) -> Finding:
    return Finding(
        "import.told_twice",
        Level.ERROR,
        Text(
            f"“{name}”给了两份：事项文件的列“{shown(column)}”，和单独的表；只留一份。",
            f"{name} came twice: in column {shown(column)!r} of the items, and in a table of their own; keep one.",
        ),
        at,
    )


def _table_absent(name: str, sheet: str, at: Where) -> Finding:
    zh = f"工作表“{shown(sheet)}”，或者 " if sheet else ""
    en = f"sheet {shown(sheet)!r}, or " if sheet else ""
    return Finding(
        "import.table_absent",
        Level.WARNING,
        Text(
            f"没有给“{name}”（{zh}--with {name}=文件）；事项库里已有的保持原样。",
            f"no {name} came ({en}--with {name}=FILE); what the register has of them stays.",
        ),
        at,
    )


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
