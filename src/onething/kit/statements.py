"""SQL that is written once, for the few statements that run with every submission and every act.

Django writes the text of a query anew each time, which takes ten times as long as the database needs for it. Here the
text is made at the first use and kept; names, conversions and quoting are the models' own. Everything else stays with
querysets, which can be read and changed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


class Lookup(Generic[Row]):
    """Whole rows whose `fields` equal the values asked for, in the order of the key.

    last: in the reverse order. lock: hold the rows until the transaction ends, where the database locks rows.
    """

    def __init__(self, model: type[Row], *fields: str, last: bool = False, lock: bool = False) -> None:
        self._model, self._names, self._last, self._lock = model, fields, last, lock

    def first(self, *values: Any) -> Row | None:
        """Return the first row, None if there is none."""
        return next(iter(self._rows(values, one=True)), None)

    def all(self, *values: Any) -> list[Row]:
        return self._rows(values, one=False)

    def _rows(self, values: Sequence[Any], *, one: bool) -> list[Row]:
        database = connections[DEFAULT_DB_ALIAS]  # looked up once: each look costs more than a conversion
        asked = [self._model._meta.get_field(name) for name in self._names]
        given = [field.get_db_prep_value(value, database) for field, value in zip(asked, values, strict=True)]
        text = _select(self._model, self._names, self._last, self._lock, one, database.vendor)
        with database.cursor() as cursor:
            cursor.execute(text, given)
            found = cursor.fetchall()
        names, converters = _reading(self._model, database.vendor)
        rows = []
        for values in found:
            read = dict(zip(names, values, strict=True))
            for name, column, steps in converters:
                if read[name] is not None:
                    for step in steps:
                        read[name] = step(read[name], column, database)
            rows.append(_row(self._model, read, database.alias))
        return rows


class Columns:
    """Some columns of many rows, as the database gives them: who reads millions converts only what is needed.

    by: the field by which rows are asked for. order: names of fields. equal: what else must hold. Fields of other tables have no
    place here.
    """

    def __init__(
        self,
        model: type[models.Model],
        *fields: str,
        by: str,
        order: tuple[str, ...] = (),
        equal: Mapping[str, Any] | None = None,
    ) -> None:
        self._model, self._fields, self._by = model, fields, by
        self._order, self._equal = order or (by,), dict(equal or {})

    def rows(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows with one of these values."""
        places = ", ".join(["%s"] * len(values))
        return self._asked(f"{self._which} IN ({places})", values)

    def between(self, after: Any | None, upto: Any | None = None, *, most: int = 0) -> list[tuple[Any, ...]]:
        """Return the rows after one value and up to another, both where given. most: rows at most, 0 for all."""
        limits = [
            f"{self._which} {sign} %s" for sign, value in ((">", after), ("<=", upto)) if value is not None
        ]
        values = [value for value in (after, upto) if value is not None]
        return self._asked(" AND ".join(limits) or "1 = 1", values, f" LIMIT {most}" if most else "")

    def reader(self, field: str) -> Callable[[Any], Any]:
        """Return what makes of a value of this column what the model would; it remembers what it was asked."""
        database = connections[DEFAULT_DB_ALIAS]
        wanted = self._model._meta.get_field(field).attname
        for name, column, steps in _reading(self._model, database.vendor)[1]:
            if name == wanted:
                return lru_cache(4096)(partial(_read, column=column, steps=steps, database=database))
        return lambda value: value

    @property
    def _which(self) -> str:
        return _quoted(self._model._meta.get_field(self._by).column)

    def _asked(self, condition: str, values: Sequence[Any], ending: str = "") -> list[tuple[Any, ...]]:
        database, meta = connections[DEFAULT_DB_ALIAS], self._model._meta
        columns, ordered = (
            ", ".join(_quoted(meta.get_field(name).column) for name in some)
            for some in (self._fields, self._order)
        )
        conditions = [condition, *(f"{_quoted(meta.get_field(name).column)} = %s" for name in self._equal)]
        by = meta.get_field(self._by)
        given = [by.get_db_prep_value(value, database) for value in values]
        given += [meta.get_field(name).get_db_prep_value(one, database) for name, one in self._equal.items()]
        text = f"SELECT {columns} FROM {_table(self._model)} WHERE {' AND '.join(conditions)} ORDER BY {ordered}{ending}"
        with database.cursor() as cursor:
            _execute(cursor, text, given, database.vendor)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


class Place(models.Expression):
    """Where the value with this number will stand in a `Written` query."""

    def __init__(self, number: int, field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.number = number

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


class Written:
    """A queryset whose text is made once, for queries of every act that are no `Lookup`: with days, relations, conditions.

    build: makes it, ending in `values_list`, from a place for each of the fields, of which the values will be. None is no
    value here: it is not compared.
    """

    def __init__(
        self, build: "Callable[..., models.QuerySet[Any, Any]]", *fields: "models.Field[Any, Any]"
    ) -> None:
        self._build, self._fields = build, fields
        self._texts: dict[str, tuple[str, list[Any], list[tuple[Any, Sequence[Any]]]]] = {}

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """Return what the queryset would, asked with these values."""
        database = connections[DEFAULT_DB_ALIAS]
        if database.vendor not in self._texts:
            self._texts[database.vendor] = self._text()
        text, given, reading = self._texts[database.vendor]
        asked = [
            field.get_db_prep_value(value, database)
            for field, value in zip(self._fields, values, strict=True)
        ]
        with database.cursor() as cursor:
            cursor.execute(text, [asked[one.number] if isinstance(one, Place) else one for one in given])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return [
            tuple(
                _read(value, column=column, steps=steps, database=database)
                for value, (column, steps) in zip(row, reading, strict=True)
            )
            for row in found
        ]

    def _text(self) -> tuple[str, list[Any], list[tuple[Any, Sequence[Any]]]]:
        """Return the text, what is given with places among it, and how each column is read."""
        places = [Place(number, field) for number, field in enumerate(self._fields)]
        compiler = self._build(*places).query.get_compiler(DEFAULT_DB_ALIAS)
        text, given = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        steps = compiler.get_converters(columns)
        return text, list(given), [(column, steps.get(n, ((),))[0]) for n, column in enumerate(columns)]


def _read(value: Any, *, column: Any, steps: Sequence[Any], database: Any) -> Any:
    for step in steps:
        value = step(value, column, database)
    return value


def _row(model: type[Row], values: Mapping[str, Any], alias: str) -> Row:
    """Return the row as `from_db` makes it, which asks each field and sends two signals that nobody here hears."""
    row = model.__new__(model)
    row.__dict__.update(values)
    row._state = ModelState()
    row._state.adding, row._state.db = False, alias
    return row


def insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    """Insert rows of one model in one statement. Keys that the database counts are not read back."""
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]
    fields = _writing(type(rows[0]))
    text = _insert(type(rows[0]), len(rows), ignore_conflicts, database.vendor)
    values = [_given(row, field, plain, database) for row in rows for field, plain in fields]
    with database.cursor() as cursor:
        _execute(cursor, text, values, database.vendor)
    for row in rows:
        row._state.adding, row._state.db = False, database.alias


@contextmanager
def unwaited() -> Iterator[None]:
    """Send statements without waiting for what the server says of each, where it can; its first refusal comes at the end.

    For many inserts: the next are made while the server writes these. Nothing can be read inside.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        yield
        return
    database.ensure_connection()
    with database.wrap_database_errors, database.connection.pipeline():
        yield


def update(row: models.Model, fields: Sequence[str]) -> None:
    """Write these fields of a row. Raises DatabaseError if the row is not there."""
    database = connections[DEFAULT_DB_ALIAS]
    text = _update(type(row), tuple(fields), database.vendor)
    named = {field.name: (field, plain) for field, plain in _writing(type(row))}
    values = [_given(row, *named[name], database) for name in fields]
    key = row._meta.pk.get_db_prep_value(row.pk, database)
    with database.cursor() as cursor:
        cursor.execute(text, [*values, key])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{type(row).__name__} {row.pk} is not there")


def update_each(model: type[models.Model], fields: Sequence[str], rows: Mapping[Any, Any]) -> None:
    """Write these fields of many rows, by their keys. rows: key -> what has the fields as attributes."""
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]
    named = {field.name: (field, plain) for field, plain in _writing(model)}
    written, key = [named[name] for name in fields], model._meta.pk
    values = [
        [
            *(_given(row, field, plain, database) for field, plain in written),
            key.get_db_prep_value(id, database),
        ]
        for id, row in rows.items()
    ]
    with database.cursor() as cursor:
        cursor.executemany(_update(model, tuple(fields), database.vendor), values)


def _execute(cursor: Any, text: str, values: Sequence[Any], vendor: str) -> None:
    """Send a text with any number of places.

    Of a text with more places than these psycopg does not remember where they are, but looks at every character of it each
    time, which takes longer than everything else; so the values are put in here, by its own `as_literal`.
    """
    if vendor != "postgresql" or len(values) <= _REMEMBERED:
        cursor.execute(text, values)
        return
    from psycopg.adapt import Transformer

    literal = Transformer.from_context(cursor.cursor).as_literal
    put = text.encode() % tuple(b"NULL" if one is None else literal(one) for one in values)
    session = cursor.cursor.connection
    often = session.prepare_threshold
    session.prepare_threshold = None  # this text comes once, and is not to be remembered
    try:
        cursor.execute(put.decode())
    finally:
        session.prepare_threshold = often


#: So many places psycopg remembers of a text.
_REMEMBERED = 50


def _given(row: Any, field: "models.Field[Any, Any]", plain: type | None, database: Any) -> Any:
    """Return what is sent for a field; nothing, and a plain value of its own type, need no conversion on any database."""
    value = getattr(row, field.attname)
    return value if value is None or type(value) is plain else field.get_db_prep_save(value, database)


# --- texts: made once for each model, shape and database ------------------------------------------------------------


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _table(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


def _equal(model: type[models.Model], names: Sequence[str]) -> list[str]:
    return [f"{_quoted(model._meta.get_field(name).column)} = %s" for name in names]


@cache
def _select(
    model: type[models.Model], names: tuple[str, ...], last: bool, lock: bool, one: bool, vendor: str
) -> str:
    columns = ", ".join(_quoted(field.column) for field in model._meta.concrete_fields)
    order = f"ORDER BY {_quoted(model._meta.pk.column)}" + (" DESC" if last else "")
    text = f"SELECT {columns} FROM {_table(model)} WHERE {' AND '.join(_equal(model, names))} {order}"
    limit = " LIMIT 1" if one else ""
    for_update = " FOR UPDATE" if lock and connection.features.has_select_for_update else ""
    return text + limit + for_update


@cache
def _insert(model: type[models.Model], count: int, ignore_conflicts: bool, vendor: str) -> str:
    fields = _writing(model)
    columns = ", ".join(_quoted(field.column) for field, _ in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * count)
    ending = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    return f"INSERT INTO {_table(model)} ({columns}) VALUES {places}{ending}"


@cache
def _update(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    key = _quoted(model._meta.pk.column)
    return f"UPDATE {_table(model)} SET {', '.join(_equal(model, names))} WHERE {key} = %s"


#: Kinds of fields whose values of this very type every database takes as they are.
_PLAIN: Mapping[str, type] = {
    "CharField": str,
    "TextField": str,
    "IntegerField": int,
    "PositiveIntegerField": int,
    "PositiveSmallIntegerField": int,
    "BooleanField": bool,
}


@cache
def _writing(model: type[models.Model]) -> "tuple[tuple[models.Field[Any, Any], type | None], ...]":
    """Return the fields that are written, each with the type that needs no conversion."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return tuple((field, _PLAIN.get(field.get_internal_type())) for field in fields)


@cache
def _reading(model: type[models.Model], vendor: str) -> tuple[list[str], list[tuple[str, Any, list[Any]]]]:
    """Return the names of the fields, and for those that are converted: name, column, steps. What is nothing stays so."""
    converters = []
    for field in model._meta.concrete_fields:
        column = field.get_col(model._meta.db_table)
        if steps := [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]:
            converters.append((field.attname, column, steps))
    return [field.attname for field in model._meta.concrete_fields], converters
