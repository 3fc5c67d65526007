"""Every key that a package may have, by the kind of mapping that it stands in: what `docs/package-format.md` names.

`because` and `source` may stand in any mapping and are not repeated here.
"""

from dataclasses import dataclass

EVERYWHERE = ("because", "source")


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of mapping. zh, en: what it is called in a finding."""

    zh: str
    en: str
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    reasons: bool = False  # `because` may also be a mapping: code of a finding → reason

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self.must, *self.may, *EVERYWHERE)


TEXT = Shape("双语文字", "a text", ("zh",), ("en",))

CITY = Shape(
    "城市",
    "the city",
    ("id", "name", "division"),
    (
        "minutes",
        "sign_in",
        "settings",
        "kept_certificates",
        "forbidden_certificates",
        "reviewed_certificates",
    ),
)
CERTIFICATE = Shape(
    "村级证明", "a certificate", (), ("en", "instead", "department", "share", "basis", "use", "called")
)
SETTINGS = Shape(
    "城市规则",
    "the settings",
    (),
    (
        "draft_days",
        "draft_warning_days",
        "supplement_days",
        "declaration_check_days",
        "inquiry_days",
        "inquiry_confirm_days",
        "archive_days",
        "retention_years",
        "lapse_ground",
        "tolerance_lapse_ground",
        "publication",
        "letters",
        "addresses",
        "identity_kinds",
        "identity_elements",
        "delivery_elements",
        "delivery_ways",
        "messages",
        "ratings",
        "problems",
        "knowledge",
        "lights",
        "stuck_hours",
        "rank_from",
    ),
)
LETTERS = Shape(
    "文书用语", "the letters", (), ("tolerance", "declaration", "declaration_broken", "correction_notice")
)
LETTER_WORDS: dict[str, Shape] = {
    "tolerance": Shape("容缺受理的用语", "words of a tolerance", ("promise", "consequence")),
    "declaration": Shape(
        "告知承诺的用语", "words of a declaration", ("promise", "consequence", "checked_how")
    ),
    "declaration_broken": Shape("承诺不实的用语", "words of a broken declaration", ("consequence",)),
    "correction_notice": Shape("补正告知的用语", "words of a correction", ("consequence",)),
}
LIGHT = Shape("红黄灯", "a light", (), ("half", "most", "days_left"))
MESSAGES = Shape(
    "消息规则",
    "the messages",
    (),
    ("quiet_from", "quiet_until", "merge_minutes", "sms_segments", "receipt_hours", "owner"),
)
RATINGS = Shape(
    "评价规则",
    "the ratings",
    ("version",),
    (
        "default_level",
        "default_days",
        "start_days",
        "at_once_days",
        "simple_days",
        "complex_days",
        "appeal_days",
        "burst_count",
        "burst_minutes",
    ),
)
PROBLEMS = Shape(
    "办不成事的时限",
    "the problems",
    (),
    ("classify_days", "answer_days", "cross_days", "unit_days", "confirm_days"),
)
KNOWLEDGE = Shape("知识库规则", "the knowledge base", ("team",), ("confirm_months", "answer_days"))
MINUTES = Shape("用时系数", "minutes", (), ("choice", "typed", "confirmed", "upload"))
OFFICE = Shape("办事处", "an office", ("department", "division"), ("address", "phone", "hours"))
DEPARTMENT = Shape("部门", "a department", ("name", "code", "division"), ("short", "phone", "review"))
ELEMENT = Shape(
    "数据元",
    "an element",
    ("label", "kind"),
    ("choices", "constraints", "sensitivity", "unit", "help"),
)
CONSTRAINTS = Shape("取值限制", "constraints", (), ("min", "max", "min_length", "max_length", "allowed"))
CHOICE = Shape("选项", "a choice", ("label",), ("help",))
LICENCE = Shape("电子证照", "a licence", ("label", "type_code"), ("fields", "valid_years", "sample"))
MATERIAL = Shape(
    "材料",
    "a material",
    ("label",),
    ("issuer", "licence", "form", "village_certificate", "shows", "help", "sample"),
)
SHARE = Shape(
    "共享数据",
    "a share",
    ("label", "department", "system"),
    ("fields", "materials", "facts", "needs_consent", "basis", "grants"),
)
GRANT = Shape("授权", "a grant", ("items", "purpose", "basis"), ("roles", "fields", "materials", "until"))
BLOCK = Shape("字段组", "a block", ("fields",), ("name",))
BLOCK_LINE = Shape("字段组的一行", "a line of a block", ("element",), ("required", "when", "constraints"))

ITEM = Shape(
    "事项",
    "an item",
    ("id", "name", "code", "kind", "department", "clock"),
    (
        "levels",
        "service_object",
        "law",
        "subject",
        "roles",
        "questions",
        "facts",
        "eligible",
        "fields",
        "materials",
        "steps",
        "result",
        "fees",
        "visits",
        "competent",
        "scope",
        "channels",
        "depth",
        "tolerance",
        "declaration",
        "automatic",
        "retention_years",
        "exceptions",
        "integration",
    ),
    reasons=True,
)
INTEGRATION = Shape("对接方式", "an integration", ("level",), ("system", "answer_hours", "link"))
CLOCK = Shape("时限", "a clock", ("profile", "promised_days"), ("statutory_days", "day_kind", "own_grounds"))
ELIGIBILITY = Shape("办理条件", "a condition of eligibility", ("id", "if", "text", "law"), ("way_forward",))
FIELD = Shape("字段行", "a field line", ("role", "element"), ("required", "when", "constraints"))
BLOCK_USE = Shape("字段组的引用", "the use of a block", ("block", "role"), ("required", "when"))
MATERIAL_LINE = Shape(
    "材料行",
    "a material line",
    ("role", "material", "accepts"),
    ("form", "required", "when", "copies", "original", "valid_days", "law", "confirms"),
)
CONFIRMS = Shape("要确认的内容", "what is confirmed", ("text", "repeats"))
STEP = Shape(
    "办理环节", "a step", ("kind", "name", "department", "level"), ("days", "officers", "department_by")
)
RESULT = Shape(
    "结果",
    "a result",
    ("id", "name", "kind"),
    ("licence", "stands_for", "role", "gives", "facts", "sample", "number", "valid", "conditions"),
)
FEE = Shape("收费", "a fee", ("name", "fen"), ("basis", "when"))
VISIT = Shape("到场", "a visit", ("place", "purpose"), ("reason", "when"))
CASE = Shape("分情形的一行", "a case of a choice", ("when", "value"))
ELSE_CASE = Shape("分情形的最后一行", "the last case of a choice", ("else",))
LOCAL_EXCEPTION = Shape(
    "地方例外", "a local exception", ("division", "approved", "ends_on"), ("promised_days", "ways")
)
APPROVAL = Shape("批准", "an approval", ("number", "on"), ("by",))

SCENE = Shape(
    "一件事",
    "a scene",
    ("id", "name", "summary", "lead", "topic", "roles", "items"),
    (
        "words",
        "version",
        "effective_from",
        "questions",
        "facts",
        "constraints",
        "outcomes",
        "promise",
        "joint_visits",
        "periods",
    ),
    reasons=True,
)
PERIOD = Shape("申请期", "a period of application", ("from", "to"), ("note",))
TOPIC = Shape("专题", "a topic", ("name",), ("for", "themes"))
SITUATION = Shape("情形", "a situation", ("id", "name"), ("answers",))
ROLE = Shape("角色", "a role", ("label",), ("many", "min", "max"))
QUESTION = Shape(
    "情形问题",
    "a question",
    ("id", "text", "kind"),
    (
        "choices",
        "help",
        "known_from",
        "answers_by_fact",
        "fills",
        "fills_with",
        "is_role",
        "min",
        "max",
        "required_choice",
    ),
)
FACT = Shape(
    "已知信息",
    "a fact",
    ("label", "type"),
    ("choices", "scale", "share", "given_by", "stands_in"),
)
SCENE_ITEM = Shape(
    "一件事中的事项",
    "an item of a scene",
    ("item",),
    ("when", "optional", "proactive", "after", "needs", "roles"),
    reasons=True,
)
OUTCOME = Shape("去向提示", "an outcome", ("if", "text"))
PROMISE = Shape("联办承诺", "a promise", ("days", "items"))

EXAMPLE = Shape(
    "示例",
    "an example",
    ("scene", "on"),
    ("division", "answers", "facts", "supplies", "bearers", "dropped", "overrides", "expect"),
)
SUPPLIES = Shape("可用来源", "supplies", (), ("shares", "licences"))
OVERRIDES = Shape("示例的假设", "overrides", (), ("accepts",))
EXPECT = Shape(
    "示例的应有数值",
    "expected figures",
    (),
    ("alone", "together", "saving", "asked_of_person", "schedule", "items", "ways"),
)
COUNT = Shape("数量", "counts", (), ("forms", "materials", "fields", "visits", "working_days"))
ASKED = Shape("需本人提供", "what is asked of the person", (), ("materials", "fields"))
SCHEDULE = Shape(
    "日程",
    "a schedule",
    (),
    ("promised_days", "promised_on", "statutory_days", "statutory_on", "provisional", "path"),
)
ANSWER = Shape(
    "答案",
    "an answer",
    ("question", "answer", "owner"),
    ("variants", "items", "scenes", "places", "from", "to", "laws"),
)
EXAM_QUESTION = Shape(
    "试题",
    "an exam question",
    ("kind", "stem", "explanation", "owner"),
    ("options", "holds", "items", "from", "to", "laws"),
)
EXAM_OPTION = Shape("选项", "an option", ("text",), ("right",))
LAW = Shape("依据", "a law", ("name",), ("article",))
