"""From "I want" to "submitted": drafts, what their fields hold, what may be looked up, the sheet that is signed."""

from onething.core.confirmations import Reply, Statement
from onething.core.guidance.confirming import (
    Confirmable,
    Confirming,
    NotConfirmed,
    NothingToWithdraw,
    RefusalWithoutReason,
    Standing,
    StatementChanged,
    StatementNotFound,
    asked_of,
    confirming_of,
    must_be_confirmed,
    record_of,
    reply,
    standing_of,
    take_back,
    with_confirmed,
)
from onething.core.guidance.correcting import corrected, handed_on
from onething.core.guidance.delivering import DeliveryDiffers, agreeing, proposed
from onething.core.guidance.draft import (
    BearersOutside,
    Change,
    ChosenWay,
    Draft,
    LineUnknown,
    Looked,
    PromiseOutside,
    QuestionUnknown,
    WayRefused,
    circumstances,
    differs,
    draft_from_data,
    draft_to_data,
)
from onething.core.guidance.fitting import fitting, miscounted, set_aside
from onething.core.guidance.form import FieldIssue, FieldView, ItemLine, MaterialView, materials_of
from onething.core.guidance.handover import WindowCode
from onething.core.guidance.lists import KeptList
from onething.core.guidance.lookups import OfferLine, lookups_of, offer_of, typed_with
from onething.core.guidance.originals import Compared, Paper, Told, papers_of
from onething.core.guidance.ports import FileKeeper, FileUses, Glyphs, HeldLicence, HeldLicences
from onething.core.guidance.requesting import Awaited, Requested
from onething.core.guidance.search import SceneLine, find, lines_of
from onething.core.guidance.sheet import Sheet, SheetLine, sheet_of
from onething.core.guidance.together import fields_of
from onething.core.guidance.views import BearerCount, DraftLine, DraftView

__all__ = [
    "Awaited",
    "BearerCount",
    "BearersOutside",
    "Change",
    "ChosenWay",
    "Compared",
    "Confirmable",
    "Confirming",
    "DeliveryDiffers",
    "Draft",
    "DraftLine",
    "DraftView",
    "FieldIssue",
    "FieldView",
    "FileKeeper",
    "FileUses",
    "Glyphs",
    "HeldLicence",
    "HeldLicences",
    "ItemLine",
    "KeptList",
    "LineUnknown",
    "Looked",
    "MaterialView",
    "NotConfirmed",
    "NothingToWithdraw",
    "OfferLine",
    "Paper",
    "PromiseOutside",
    "QuestionUnknown",
    "RefusalWithoutReason",
    "Reply",
    "Requested",
    "SceneLine",
    "Sheet",
    "SheetLine",
    "Standing",
    "Statement",
    "StatementChanged",
    "StatementNotFound",
    "Told",
    "WayRefused",
    "WindowCode",
    "agreeing",
    "asked_of",
    "circumstances",
    "confirming_of",
    "corrected",
    "differs",
    "draft_from_data",
    "draft_to_data",
    "fields_of",
    "find",
    "fitting",
    "handed_on",
    "lines_of",
    "lookups_of",
    "materials_of",
    "miscounted",
    "must_be_confirmed",
    "offer_of",
    "papers_of",
    "proposed",
    "record_of",
    "reply",
    "set_aside",
    "sheet_of",
    "standing_of",
    "take_back",
    "typed_with",
    "with_confirmed",
]
