"""A draft as people fill it in, in a word or two."""

from io import BytesIO

from PIL import Image

from onething.areas.guidance import api as guidance
from onething.areas.guidance.api import Change
from onething.core.submission import Delivery
from tests.areas.guidance.people import LIANG, NOW, citizen

FULL = {
    "certified": "none", "household": "dongguan", "wants": ["pension", "hardship", "care"], "kind": "limb", "level": "1", "age": "40",
    "income": "dibao", "by": "self", "student": "no", "pension": "none", "drawing": [], "account": "card",
}  # fmt: skip


def picture(color: int = 0) -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (40, 40), (color, 90, 90)).save(made, "PNG")
    return BytesIO(made.getvalue())


def begin(actor, scene="disabled-services", answers=None, **more):
    return guidance.open_draft(actor, scene=scene, now=NOW, change=Change(answers=answers or {}), **more)


def change(actor, view, now=NOW, guest="", **parts):
    return guidance.change_draft(
        actor, draft_id=view.id, version=view.version, change=Change(**parts), now=now, guest=guest
    )


def get(actor, view, now=NOW, **more):
    return guidance.get_draft(actor, draft_id=view.id, now=now, **more)


def field(view, key):
    return next(one for one in view.fields if one.key == key)


def material(view, line):
    return next(one for one in view.materials if one.line == line)


TYPED = {
    "applicant/person.residence_address": "东莞市南城街道示例路 11 号 302", "applicant/disability.cause": "illness", "applicant/disability.since": "2020年5月",
    "applicant/pension.tier": "tier1", "applicant/pension.start": "2026-04", "applicant/care.carer": "family",
}  # fmt: skip
UPLOADED = (
    "applicant/id-card",
    "applicant/household-book",
    "applicant/photo",
    "applicant/disability-assessment",
    "applicant/bank-account",
)


def filled():
    """Fill in everything for one person; returns the actor and what the page shows."""
    me = citizen(LIANG)
    view = begin(me)
    view = guidance.agree(
        me, draft_id=view.id, version=view.version, sources=[one.id for one in view.offer], now=NOW
    )
    view = change(me, view, answers={**FULL, "student": None, "income": None})
    view = change(
        me, view, values=TYPED, delivery=Delivery("post", "梁志恒", "13800000119", "东莞市示例路 11 号")
    )
    for at, line in enumerate(UPLOADED):
        view = guidance.add_file(
            me, draft_id=view.id, line=line, content=picture(at), name=f"{at}.png", now=NOW
        )
    return me, view


def submit(me, view, **more):
    told = {"signed_hash": guidance.make_sheet(me, draft_id=view.id, now=NOW).hash, "now": NOW, **more}
    return guidance.submit_draft(me, draft_id=view.id, version=view.version, **told)
