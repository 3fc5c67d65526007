"""Papers that the bearer of their role may give by confirming a statement online: docs/confirming.md."""

from onething.core.catalogue import shapes
from onething.core.catalogue.context import Context
from onething.core.catalogue.forms import Form
from onething.core.catalogue.model import FieldLine, Package, ToConfirm
from onething.core.catalogue.words import ElementKind
from onething.core.source import Text

#: Whose number a city names an element for, the organisation first: a firm is known by its code, whoever signs for it.
IDENTITY_KINDS = {
    "organisation": frozenset({ElementKind.CREDIT_CODE}),
    "person": frozenset({ElementKind.CITIZEN_NUMBER, ElementKind.IDENTITY_NUMBER}),
}


def identity_elements(package: Package) -> tuple[str, ...]:
    """Return the elements by whose value the bearer of a role is known, as the city names them."""
    named = package.settings.get("identity_elements", {})
    return tuple(named[kind] for kind in IDENTITY_KINDS if kind in named)


def check_identity_elements(ctx: Context, form: Form) -> None:
    """Find what is wrong with the elements that a city names: unknown, or of a kind that identifies nobody."""
    for name, node in form.pairs("identity_elements"):
        kind = form.value_of(name, "identity_elements", list(IDENTITY_KINDS))
        id = form.text_value(node, "identity_elements")
        if kind and id and ctx.known("element", id, node.at):
            element = ctx.elements.get(id)
            if element is not None and element.kind not in IDENTITY_KINDS[kind]:
                form.wrong(
                    "identity_elements",
                    node,
                    "单位用统一社会信用代码类、个人用身份号码类的数据元",
                    "an element of kind credit_code for organisations, of an identity number for persons",
                    code="bad_value",
                )


def read_to_confirm(
    ctx: Context, form: Form, roles: tuple[str, ...], fields: tuple[FieldLine, ...]
) -> ToConfirm | None:
    """Return what the bearer of a material line confirms, None if the line says nothing. What it repeats is asked by the
    item itself; anything else is a finding.
    """
    part = form.form("confirms", shapes.CONFIRMS)
    if part is None:
        return None
    asked = {line.key: None for line in fields}
    keys = part.marked("repeats")
    for key, at in keys:
        if ctx.key(key, at, roles) and key not in asked:
            ctx.unknown("本事项要填的字段", "field of this item", key, at, asked)
    return ToConfirm(part.text("text") or Text(""), tuple(key for key, _ in keys), at=part.at)
