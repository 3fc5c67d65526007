"""What the register keeps of one item: the elements of the implementation list (实施清单), its materials, its steps.

An element that nobody gave is None (or empty), which is not the same as "no": a rule that needs it says nothing then.
Source of the elements and their values: domain §3.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from onething.core.catalogue.words import ADDED
from onething.core.source import Text


class Named(StrEnum):
    """A choice that knows how it is called."""

    label: Text

    def __new__(cls, value: str, zh: str, en: str) -> "Named":
        made = str.__new__(cls, value)
        made._value_ = value
        made.label = Text(zh, en)
        return made


class Kind(Named):
    """Kinds of items (事项类型) in the national numbering; Guangdong's portal has 20 and 21 for OTHER and SERVICE."""

    PERMIT = "01", "行政许可", "permit"
    PENALTY = "02", "行政处罚", "penalty"
    COERCION = "03", "行政强制", "coercion"
    LEVY = "04", "行政征收", "levy"
    BENEFIT = "05", "行政给付", "benefit"
    INSPECTION = "06", "行政检查", "inspection"
    CONFIRMATION = "07", "行政确认", "confirmation"
    REWARD = "08", "行政奖励", "reward"
    RULING = "09", "行政裁决", "ruling"
    OTHER = "10", "其他行政权力", "other power"
    SERVICE = "20", "公共服务", "public service"

    @property
    def provincial(self) -> str:
        """The number of the kind on Guangdong's portal."""
        return {"10": "20", "20": "21"}.get(self.value, self.value)


class UseLevel(Named):
    """行使层级."""

    STATE = "1", "国家级", "the state"
    PROVINCE = "2", "省级", "the province"
    CITY = "3", "市级", "the city"
    COUNTY = "4", "县级", "the county"
    TOWN = "5", "镇（乡、街道）级", "the town"
    VILLAGE = "6", "村（社区）级", "the village"


class State(Named):
    """事项状态."""

    DRAFT = "draft", "草稿", "draft"
    IN_USE = "in_use", "在用", "in use"
    SUSPENDED = "suspended", "暂停", "suspended"
    CANCELLED = "cancelled", "取消", "cancelled"


class Nature(Named):
    """实施主体性质."""

    STATUTORY = "statutory", "法定机关", "body by law"
    AUTHORISED = "authorised", "授权组织", "authorised organisation"
    ENTRUSTED = "entrusted", "受委托组织", "entrusted organisation"


class Project(Named):
    """办件类型."""

    IMMEDIATE = "1", "即办件", "on the spot"
    PROMISED = "2", "承诺件", "within a promised time"


class HandleForm(Named):
    """办理形式."""

    WINDOW = "window", "窗口办理", "at a window"
    ONLINE = "online", "网上办理", "online"
    COURIER = "courier", "快递申请", "by courier"
    KIOSK = "kiosk", "自助办理", "at a kiosk"


class Scope(Named):
    """通办范围: where it can be handed in."""

    COUNTRY = "country", "全国", "the whole country"
    PROVINCE = "province", "全省（自治区）", "the whole province"
    CITY = "city", "全市", "the whole city"
    COUNTY = "county", "区县", "the county"


class ResultKind(Named):
    """审批结果类型."""

    APPROVAL = "approval", "批文", "official reply"
    CERTIFICATE = "certificate", "证照", "certificate"
    PROOF = "proof", "证明文件", "proof"
    REPORT = "report", "鉴定报告", "report"
    WORK = "work", "其他", "other"


class Need(Named):
    """材料必要性."""

    ALWAYS = "1", "必要", "needed"
    SOMETIMES = "2", "非必要", "not always needed"
    LATER = "3", "容缺后补", "may follow later"


class MaterialKind(Named):
    """材料类型."""

    CERTIFICATE = "1", "证件证书证明", "document, certificate or proof"
    FORM = "2", "申请表格文书", "application form or letter"
    OTHER = "3", "其他", "other"


class Form(Named):
    """材料形式."""

    PAPER = "paper", "纸质", "paper"
    ELECTRONIC = "electronic", "电子", "electronic"
    EITHER = "either", "纸质或电子", "paper or electronic"
    BOTH = "both", "纸质和电子", "paper and electronic"


class Sheet(Named):
    """原件或复印件."""

    ORIGINAL = "original", "原件", "original"
    COPY = "copy", "复印件", "copy"
    EITHER = "either", "原件或复印件", "original or copy"
    BOTH = "both", "原件和复印件", "original and copy"


class Source(Named):
    """材料来源渠道."""

    APPLICANT = "10", "申请人自备", "of the applicant"
    GOVERNMENT = "20", "政府部门核发", "issued by an office"
    OTHER = "99", "其他", "other"


class Phase(Named):
    """Groups of steps (办理环节)."""

    INTAKE = "intake", "收件与受理", "intake and acceptance"
    DECISION = "decision", "审查与决定", "review and decision"
    DELIVERY = "delivery", "颁证与送达", "certificate and delivery"


@dataclass(frozen=True, slots=True)
class EntryMaterial:
    """A material of an item as the list gives it. originals, copies: how many sheets."""

    name: str
    need: Need | None = None
    form: Form | None = None
    sheet: Sheet | None = None
    source: Source | None = None
    originals: int | None = None
    copies: int | None = None
    signed: bool | None = None
    shared: bool | None = None  # another office can supply it
    licence: bool | None = None  # an electronic licence stands for it
    tolerated: bool | None = None  # 容缺: may follow later
    waived: bool | None = None  # 免提交: need not be handed in
    blank: bool | None = None
    sample: bool | None = None
    paper: str = ""
    fill_note: str = ""
    standard: str = ""
    kind: MaterialKind | None = field(default=None, metadata=ADDED)
    source_note: str = field(default="", metadata=ADDED)  # 来源渠道说明
    basis: str = field(default="", metadata=ADDED)  # by which law it is asked for
    blank_at: str = field(default="", metadata=ADDED)  # number or address of the blank form, of the sample
    sample_at: str = field(default="", metadata=ADDED)


@dataclass(frozen=True, slots=True)
class EntryStep:
    name: str
    phase: Phase | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class EntryFee:
    name: str
    standard: str = ""
    basis: str = ""
    reduction: str = ""


@dataclass(frozen=True, slots=True)
class EntryQuestion:
    """A frequent question and its answer. name: the question."""

    name: str
    answer: str = ""


#: What stands in the tables of an entry, line by line.
LINES = (EntryMaterial, EntryStep, EntryFee, EntryQuestion)


@dataclass(frozen=True, slots=True)
class Entry:
    """One handling item of the register.

    key: what makes it the same item next time, in its source. code: as given, in any shape. kind_given: what the source said
    where no list knows it. promised_days, statutory_days: in `day_kind` days, None = none is given. visits: how often one must
    come. depth: 1–4, wholly online (全程网办) is 4. scene: it is a one-thing scene itself.
    """

    key: str
    name: str
    main_item: str = ""
    code: str = ""
    kind: Kind | None = None
    kind_given: str = ""
    department: str = ""
    department_code: str = ""
    area: str = ""
    project: Project | None = None
    promised_days: int | None = None
    statutory_days: int | None = None
    day_kind: str = "working"
    visits: int | None = None
    visit_reason: str = ""
    online: bool | None = None
    depth: int | None = None
    forms: tuple[HandleForm, ...] = ()
    scope: Scope | None = None
    objects: tuple[str, ...] = ()
    in_hall: bool | None = None  # 一门: handled in a government hall
    one_window: bool | None = None  # 一窗: at an integrated window there
    fee: bool | None = None
    fee_basis: str = ""
    pays_online: bool | None = None
    condition: str = ""
    basis: str = ""
    address: str = ""
    hours: str = ""
    inquiry_phone: str = ""
    complaint_phone: str = ""
    result: str = ""
    result_kind: ResultKind | None = None
    result_sample: bool | None = None
    topics: tuple[str, ...] = ()
    questions: int | None = None
    scene: bool = False
    materials: tuple[EntryMaterial, ...] = ()
    steps: tuple[EntryStep, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)
    catalogue_code: str = field(default="", metadata=ADDED)  # 基本编码
    local_catalogue_code: str = field(default="", metadata=ADDED)
    level: UseLevel | None = field(default=None, metadata=ADDED)
    state: State | None = field(default=None, metadata=ADDED)
    version: str = field(default="", metadata=ADDED)  # as the source counts it
    effective_on: str = field(default="", metadata=ADDED)  # as given: sources write days in many ways
    cancelled_on: str = field(default="", metadata=ADDED)
    nature: Nature | None = field(default=None, metadata=ADDED)
    entrusted_by: str = field(default="", metadata=ADDED)
    power_source: str = field(default="", metadata=ADDED)
    statutory_note: str = field(default="", metadata=ADDED)
    promised_note: str = field(default="", metadata=ADDED)
    special_procedure: str = field(default="", metadata=ADDED)
    flow: str = field(default="", metadata=ADDED)
    quota: str = field(default="", metadata=ADDED)
    appointment: bool | None = field(default=None, metadata=ADDED)
    single_login: bool | None = field(default=None, metadata=ADDED)
    online_address: str = field(default="", metadata=ADDED)
    mobile_address: str = field(default="", metadata=ADDED)
    joint_departments: tuple[str, ...] = field(default=(), metadata=ADDED)
    intermediary: str = field(default="", metadata=ADDED)
    personal_topics: tuple[str, ...] = field(default=(), metadata=ADDED)
    corporate_topics: tuple[str, ...] = field(default=(), metadata=ADDED)
    town_code: str = field(default="", metadata=ADDED)
    village_code: str = field(default="", metadata=ADDED)
    rights: str = field(default="", metadata=ADDED)
    duties: str = field(default="", metadata=ADDED)
    review_address: str = field(default="", metadata=ADDED)  # 行政复议
    litigation_address: str = field(default="", metadata=ADDED)  # 行政诉讼
    offline_reason: str = field(default="", metadata=ADDED)  # UNONLINEREASON: why it is not wholly online
    handling_code: str = field(default="", metadata=ADDED)  # 业务办理项编码
    result_sample_at: str = field(default="", metadata=ADDED)  # number or address of the sample
    fees: tuple[EntryFee, ...] = field(default=(), metadata=ADDED)
    faq: tuple[EntryQuestion, ...] = field(default=(), metadata=ADDED)
