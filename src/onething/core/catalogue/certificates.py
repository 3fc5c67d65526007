"""Reads the kinds of village certificates of a city: kept, forbidden with what replaces them, under review."""

from collections.abc import Iterator

from onething.core.catalogue import shapes
from onething.core.catalogue.context import Context
from onething.core.catalogue.findings import shown
from onething.core.catalogue.forms import Form, form_of
from onething.core.catalogue.reading import Mapping_, Node, Scalar, Sequence_
from onething.core.catalogue.words import CertificateKind, CertificateStatus
from onething.core.source import Text, Where

_KEYS = {f"{status.value}_certificates": status for status in CertificateStatus}
#: `source` of what was chosen by us.
CALIBRATED = "calibrated"


def read_certificates(ctx: Context, city: Form) -> dict[str, CertificateKind]:
    """Return every kind by its Chinese name: a list of names, or name → what is said of it, a text being what replaces it."""
    found: dict[str, CertificateKind] = {}
    for key, status in _KEYS.items():
        for name, at, node in _kinds(city, key):
            if name in found:
                city.found.error(
                    "duplicate_id",
                    at,
                    f"村级证明“{shown(name)}”写了两次；请删除一个。",
                    f"The village certificate {shown(name)!r} stands twice; delete one.",
                )
                continue
            found[name] = _kind(ctx, name, status, at, node, key)
    return found


def _kinds(city: Form, key: str) -> Iterator[tuple[str, Where, Node | None]]:
    if isinstance(city.get(key), Sequence_):
        for name, at in city.marked(key):
            yield name, at, None
    else:
        for scalar, node in city.pairs(key):
            yield scalar.text, scalar.at, node


def _kind(
    ctx: Context, name: str, status: CertificateStatus, at: Where, node: Node | None, key: str
) -> CertificateKind:
    if node is None or (isinstance(node, Scalar) and node.text.strip()):
        instead = Text(node.text.strip()) if isinstance(node, Scalar) else None
        return _checked(ctx, CertificateKind(name, Text(name), status, instead, at=at))
    form = form_of(ctx.found, node, shapes.CERTIFICATE, key, name=name, at=at)
    if form is None:
        return CertificateKind(name, Text(name), status, at=at)
    kind = CertificateKind(
        name,
        Text(name, form.string("en")),
        status,
        instead=form.optional_text("instead"),
        department=ctx.refer(form, "department", "department"),
        share=ctx.refer(form, "share", "share"),
        basis=form.string("basis"),
        use=form.optional_text("use"),
        unsourced=form.string("source") == CALIBRATED,
        at=at,
        called=form.strings("called"),
    )
    return kind if isinstance(node, Mapping_) and node.broken else _checked(ctx, kind)


def _checked(ctx: Context, kind: CertificateKind) -> CertificateKind:
    """Say so of a forbidden kind that nothing replaces: whoever is refused must know what to bring instead."""
    if kind.status is CertificateStatus.FORBIDDEN and kind.instead is None:
        ctx.found.error(
            "missing_key",
            kind.at,
            f"不得出具的“{shown(kind.id)}”缺少“instead”；请写明用什么代替。",
            f"The forbidden certificate {shown(kind.id)!r} needs 'instead'; say what replaces it.",
        )
    return kind
