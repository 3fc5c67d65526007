"""The parts of an item and of a scene as an editor shows them: which keys, in which order, and how each is typed.

The keys are those of `catalogue.shapes`; a key that no part names is left as it stands in the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onething.core.catalogue import shapes
from onething.core.catalogue.words import ElementKind, Way
from onething.core.clock import PROFILES
from onething.core.source import Text

#: How the value of a key is typed.
TEXT, LINE, NUMBER, BOUND, FLAG, ONE, MANY, LIST, CHOICES, CONDITION, REFER, KEYS = (
    "text",  # in two languages
    "line",  # one line without translation
    "number",  # whole
    "bound",  # a whole number or a day
    "flag",
    "one",  # of some options
    "many",  # of some options
    "list",  # one text a line
    "choices",  # id = 中文 | English, one a line
    "condition",
    "refer",  # the id of something in the package
    "keys",  # key = value, one a line
)

Options = tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Input:
    """One key as it is typed. kind: see above. options: for ONE and MANY. refers: collection, for REFER. must: not empty."""

    key: str
    label: Text
    kind: str
    options: Options = ()
    refers: str = ""
    must: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part. path: where it stands; many: a list of lines, one form each; else one form. order: of the keys in a line.

    fresh: what a new line has beside what is typed.
    """

    id: str
    title: Text
    path: tuple[str, ...]
    inputs: tuple[Input, ...]
    many: bool = True
    order: tuple[str, ...] = ()
    fresh: Mapping[str, Any] = field(default_factory=dict)


def _options(*pairs: tuple[str, str, str]) -> Options:
    return tuple((id, Text(zh, en)) for id, zh, en in pairs)


WAYS = _options(
    (Way.SHARE, "共享", "share"),
    (Way.LICENCE, "电子证照", "licence"),
    (Way.RESULT, "本次结果", "result"),
    (Way.UPLOAD, "上传", "upload"),
    (Way.PAPER, "纸件", "paper"),
    (Way.DECLARATION, "承诺代替", "declaration"),
    (Way.LATER, "容缺后补", "later"),
)
LEVELS = _options(("city", "市", "city"), ("town", "镇街", "town"), ("village", "村（社区）", "village"))
STEPS = _options(
    ("intake", "受理", "intake"),
    ("first_check", "初审", "first check"),
    ("check", "审核", "check"),
    ("decision", "决定", "decision"),
    ("certificate", "制证", "certificate"),
)
RESULTS = _options(
    ("certificate", "证件", "certificate"),
    ("document", "文书", "document"),
    ("approval", "批文", "approval"),
    ("proof", "证明", "proof"),
    ("record", "登记", "record"),
)
QUESTION_KINDS = _options(
    ("choice", "选一个", "one choice"),
    ("multi", "选几个", "several"),
    ("integer", "整数", "whole number"),
    ("date", "日期", "date"),
)
OFFICES = _options(
    ("household_town", "户籍镇街", "town of the household"),
    ("residence_town", "居住镇街", "town of residence"),
    ("city", "市级", "the city"),
    ("hospital", "医院", "hospital"),
    ("any", "任一窗口", "any"),
)
CHANNELS = _options(
    ("window", "窗口", "window"),
    ("online", "网上", "online"),
    ("app", "手机", "app"),
    ("kiosk", "自助机", "kiosk"),
    ("courier", "寄递", "courier"),
    ("video", "视频", "video"),
    ("phone", "电话", "phone"),
)
PROFILE_OPTIONS: Options = tuple((name, profile.name) for name, profile in PROFILES.items())
DAY_KINDS = _options(("working", "工作日", "working days"), ("calendar", "自然日", "calendar days"))
ELEMENT_KINDS: Options = tuple((kind.value, Text(kind.value, kind.value)) for kind in ElementKind)

BECAUSE = Input("because", Text("为什么可以这样", "why this may be so"), LINE)
_WHEN = Input("when", Text("什么情况下", "when"), CONDITION)
_LAW = Input("law", Text("依据", "law"), LINE)
_ROLE = Input("role", Text("谁的", "whose"), REFER, refers="role", must=True)

QUESTIONS = Section(
    "questions",
    Text("问题", "Questions"),
    ("questions",),
    (
        Input("id", Text("标识", "id"), LINE, must=True),
        Input("text", Text("问什么", "the question"), TEXT, must=True),
        Input("help", Text("说明", "help"), TEXT),
        Input("kind", Text("怎么答", "kind of answer"), ONE, QUESTION_KINDS, must=True),
        Input(
            "choices",
            Text("选项，一行一个：标识 = 中文 | English", "choices, one a line: id = 中文 | English"),
            CHOICES,
        ),
        Input("min", Text("最小", "least"), BOUND),
        Input("max", Text("最大", "most"), BOUND),
        Input("required_choice", Text("至少选一个", "at least one"), FLAG),
        Input("known_from", Text("由哪条已知信息回答", "answered by the fact"), REFER, refers="fact"),
        Input("fills", Text("填到哪个字段（角色/要素）", "fills the field"), LINE),
        BECAUSE,
    ),
    order=shapes.QUESTION.keys,
)

ITEM: tuple[Section, ...] = (
    Section(
        "basics",
        Text("基本", "Basics"),
        (),
        (
            Input("name", Text("名称", "name"), TEXT, must=True),
            Input("code", Text("事项编码", "code"), LINE, must=True),
            Input("kind", Text("类型（国标两位）", "kind (two digits)"), LINE, must=True),
            Input("department", Text("谁决定", "who decides"), REFER, refers="department", must=True),
            Input("law", Text("依据，一行一条", "laws, one a line"), LIST),
            Input("channels", Text("在哪里办", "channels"), MANY, CHANNELS),
            Input("depth", Text("网办深度 1–4", "online depth 1–4"), NUMBER),
        ),
        many=False,
        order=shapes.ITEM.keys,
    ),
    Section(
        "clock",
        Text("时限", "Clock"),
        ("clock",),
        (
            Input("profile", Text("时限类型", "profile"), ONE, PROFILE_OPTIONS, must=True),
            Input("promised_days", Text("承诺天数", "promised days"), NUMBER, must=True),
            Input("statutory_days", Text("法定天数", "statutory days"), NUMBER),
            Input("day_kind", Text("按什么天", "kind of days"), ONE, DAY_KINDS),
        ),
        many=False,
        order=shapes.CLOCK.keys,
    ),
    Section(
        "tolerance",
        Text("容缺与承诺", "Tolerance and declaration"),
        (),
        (
            Input("tolerance", Text("可以容缺受理", "papers may follow"), FLAG),
            Input("declaration", Text("可以告知承诺", "declaration instead of proof"), FLAG),
        ),
        many=False,
        order=shapes.ITEM.keys,
    ),
    QUESTIONS,
    Section(
        "eligible",
        Text("办理条件", "Conditions of the law"),
        ("eligible",),
        (
            Input("id", Text("标识", "id"), LINE, must=True),
            Input("if", Text("条件", "condition"), CONDITION, must=True),
            Input("text", Text("要求什么", "what it asks"), TEXT, must=True),
            Input("law", Text("依据", "law"), LINE, must=True),
            Input("way_forward", Text("不符合怎么办", "the way forward"), TEXT),
            BECAUSE,
        ),
        order=shapes.ELIGIBILITY.keys,
    ),
    Section(
        "roles",
        Text("角色", "Roles"),
        (),
        (
            Input("roles", Text("涉及哪些人，一行一个标识", "role ids, one a line"), LIST),
            Input("subject", Text("一人一件，按谁", "subject"), LINE),
        ),
        many=False,
        order=shapes.ITEM.keys,
    ),
    Section(
        "fields",
        Text("字段", "Fields"),
        ("fields",),
        (
            _ROLE,
            Input("element", Text("要素（标识或名称）", "element (id or name)"), REFER, refers="element"),
            Input("block", Text("或者整组", "or a block"), REFER, refers="block"),
            Input(
                "required",
                Text("必填", "required"),
                ONE,
                _options(("true", "是", "yes"), ("false", "否", "no")),
            ),
            _WHEN,
            BECAUSE,
        ),
        order=("role", "element", "block", "required", "when", "constraints", "because"),
    ),
    Section(
        "materials",
        Text("材料", "Materials"),
        ("materials",),
        (
            _ROLE,
            Input(
                "material",
                Text("材料（标识或名称）", "material (id or name)"),
                REFER,
                refers="material",
                must=True,
            ),
            Input("accepts", Text("可以怎么交", "ways"), MANY, WAYS, must=True),
            Input("form", Text("是本事项的申请表", "this item's own form"), FLAG),
            Input("original", Text("要看原件", "original to be seen"), FLAG),
            Input("copies", Text("留几份复印件", "copies kept"), NUMBER),
            Input("valid_days", Text("几天内开的", "how old at most, days"), NUMBER),
            _WHEN,
            _LAW,
            BECAUSE,
        ),
        order=shapes.MATERIAL_LINE.keys,
    ),
    Section(
        "steps",
        Text("环节", "Steps"),
        ("steps",),
        (
            Input("kind", Text("环节", "step"), ONE, STEPS, must=True),
            Input("name", Text("名称", "name"), TEXT, must=True),
            Input("department", Text("谁", "who"), REFER, refers="department", must=True),
            Input("level", Text("哪一级", "level"), ONE, LEVELS, must=True),
            Input("days", Text("几天", "days"), NUMBER),
            Input("department_by", Text("由哪一项定", "by which field"), LINE),
        ),
        order=shapes.STEP.keys,
    ),
    Section(
        "result",
        Text("结果", "Results"),
        ("result",),
        (
            Input("id", Text("标识", "id"), LINE, must=True),
            Input("name", Text("名称", "name"), TEXT, must=True),
            Input("kind", Text("哪一种", "kind"), ONE, RESULTS, must=True),
            Input("licence", Text("电子证照", "licence"), REFER, refers="licence"),
            Input("stands_for", Text("顶替哪种材料", "stands for the material"), REFER, refers="material"),
            Input("role", Text("谁的", "whose"), REFER, refers="role"),
            Input(
                "gives",
                Text(
                    "带出哪些字段，一行一个：角色/要素 = officer",
                    "fields it gives, one a line: role/element = officer",
                ),
                KEYS,
            ),
            Input("number", Text("证号是哪个字段", "the field that is its number"), LINE),
            Input("valid", Text("有效期", "how long it holds"), TEXT),
            Input("sample", Text("样张", "sample"), LINE),
            BECAUSE,
        ),
        order=shapes.RESULT.keys,
    ),
    Section(
        "fees",
        Text("收费", "Fees"),
        ("fees",),
        (
            Input("name", Text("名称", "name"), TEXT, must=True),
            Input("fen", Text("金额，分", "fen"), NUMBER, must=True),
            Input("basis", Text("依据", "basis"), LINE),
            _WHEN,
        ),
        order=shapes.FEE.keys,
    ),
    Section(
        "visits",
        Text("到场", "Visits"),
        ("visits",),
        (
            Input("place", Text("去哪里（标识）", "place (id)"), LINE, must=True),
            Input("purpose", Text("做什么（标识）", "purpose (id)"), LINE, must=True),
            Input("reason", Text("为什么要到场", "why"), LINE),
            _WHEN,
        ),
        order=shapes.VISIT.keys,
    ),
)

SCENE: tuple[Section, ...] = (
    Section(
        "basics",
        Text("基本", "Basics"),
        (),
        (
            Input("name", Text("名称", "name"), TEXT, must=True),
            Input("summary", Text("一句话", "summary"), TEXT, must=True),
            Input("lead", Text("牵头", "lead"), REFER, refers="department", must=True),
            Input("topic", Text("主题（标识）", "topic (id)"), LINE, must=True),
            Input("words", Text("群众的说法，一行一个", "everyday words, one a line"), LIST),
            Input(
                "joint_visits", Text("只跑一次的地方，一行一个", "places of one joint stop, one a line"), LIST
            ),
        ),
        many=False,
        order=shapes.SCENE.keys,
    ),
    QUESTIONS,
    Section(
        "items",
        Text("事项、顺序和角色", "Items, order and roles"),
        ("items",),
        (
            Input("item", Text("事项", "item"), REFER, refers="item", must=True),
            _WHEN,
            Input("optional", Text("选了才办（问题.选项）", "only if chosen (question.choice)"), LINE),
            Input("proactive", Text("免申即享", "comes by itself"), FLAG),
            Input("needs", Text("要哪几项先准予，一行一个", "granted first, one a line"), LIST),
            Input("after", Text("要哪几项先办完，一行一个", "ended first, one a line"), LIST),
            Input(
                "roles",
                Text(
                    "角色对应，一行一个：事项的角色 = 这件事的角色",
                    "roles, one a line: of the item = of the scene",
                ),
                KEYS,
            ),
        ),
        order=shapes.SCENE_ITEM.keys,
    ),
    Section(
        "outcomes",
        Text("一项也办不了时的去向", "Where to go when nothing applies"),
        ("outcomes",),
        (
            Input("if", Text("条件", "condition"), CONDITION, must=True),
            Input("text", Text("告诉他什么", "what is said"), TEXT, must=True),
        ),
        order=shapes.OUTCOME.keys,
    ),
)

SECTIONS: Mapping[str, tuple[Section, ...]] = {"items": ITEM, "scenes": SCENE}


def section_of(folder: str, id: str) -> Section | None:
    """Return a part of an item or scene by its id; None if there is none."""
    return next((one for one in SECTIONS.get(folder, ()) if one.id == id), None)
