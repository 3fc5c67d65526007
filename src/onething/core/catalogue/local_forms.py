"""Reads the local exceptions of an item: where, by which approval, until when, and what is otherwise there."""

from collections.abc import Mapping, Sequence
from datetime import date

from onething.core.catalogue import shapes
from onething.core.catalogue.basics import ways_of
from onething.core.catalogue.context import Context
from onething.core.catalogue.forms import Form, form_of
from onething.core.catalogue.model import Approval, LocalException, LocalWays, MaterialLine


def read_exceptions(ctx: Context, form: Form, lines: Sequence[MaterialLine]) -> tuple[LocalException, ...]:
    """Return the exceptions of an item. lines: its materials, of which an exception may name some."""
    keys = {line.key: None for line in lines}
    #: A line that could not be read may be the one that is meant.
    whole = len(lines) == len(form.nodes("materials")) and all(
        line.material in ctx.names["material"] for line in lines
    )
    found: dict[str, LocalException] = {}
    for part in form.forms("exceptions", shapes.LOCAL_EXCEPTION):
        one = _read_exception(ctx, part, keys if whole else None)
        if one.division in found:
            form.found.error(
                "duplicate_id",
                part.place("division"),
                f"本事项在区划 {one.division} 已有一条例外；请并成一条，延期时改 approved 和 ends_on。",
                f"The item has an exception for {one.division} already; merge them, renew one by its approval and end.",
            )
        elif one.division:
            found[one.division] = one
    return tuple(found.values())


def _read_exception(ctx: Context, form: Form, keys: Mapping[str, None] | None) -> LocalException:
    approved, ends_on = _read_approval(ctx, form), _day(form, "ends_on")
    if ends_on is not None and ends_on < approved.on:
        form.wrong(
            "ends_on",
            form.node.get("ends_on") or form.node,
            f"批准之日（{approved.on}）或以后的日期",
            f"the day of the approval ({approved.on}) or a later one",
            code="bad_value",
        )
    if not form.has("promised_days") and not form.pairs("ways"):
        form.found.error(
            "missing_key",
            form.at,
            "这条例外什么也没有改变；请写明 promised_days 或 ways，或者删除它。",
            "This exception changes nothing; add 'promised_days' or 'ways', or delete it.",
        )
    return LocalException(
        division=ctx.refer(form, "division", "town"),
        approved=approved,
        ends_on=ends_on or date.min,
        promised_days=form.optional_integer("promised_days", least=0, most=3650),
        ways=_read_ways(ctx, form, keys),
        because=form.because(),
        at=form.at,
    )


def _read_approval(ctx: Context, form: Form) -> Approval:
    node = form.node.get("approved")
    part = None if node is None else form_of(ctx.found, node, shapes.APPROVAL, "approved")
    if part is None:
        return Approval("", date.min)
    return Approval(part.string("number"), _day(part, "on") or date.min, part.string("by"))


def _day(form: Form, key: str) -> date | None:
    """Return a day that must be there: null is none."""
    node = form.node.get(key)
    return None if node is None else form.day_of(node, key)


def _read_ways(ctx: Context, form: Form, keys: Mapping[str, None] | None) -> tuple[LocalWays, ...]:
    """Return the ways of each material named. keys: materials of the item, None if they are not all known."""
    ways = []
    for key, node in form.pairs("ways"):
        accepts = ways_of(form, key, node)
        if keys is not None and key.text not in keys:
            ctx.unknown("本事项的材料", "material of this item", key.text, key.at, keys)
        else:
            ways.append(LocalWays(key.text, accepts, at=key.at))
    return tuple(ways)
