"""What may be picked where a key has a closed list of values, as people read it."""

from onething.core.catalogue.words import TOWN, Level, Way
from onething.core.clock import PROFILES
from onething.core.editing.inputs import Options
from onething.core.editing.inputs import options as _options

WAYS = _options(
    (Way.SHARE, "共享", "share"),
    (Way.LICENCE, "电子证照", "licence"),
    (Way.RESULT, "本次结果", "result"),
    (Way.UPLOAD, "上传", "upload"),
    (Way.PAPER, "纸件", "paper"),
    (Way.CONFIRM, "对方网上确认", "confirmed online"),
    (Way.DECLARATION, "承诺代替", "declaration"),
    (Way.LATER, "容缺后补", "later"),
)
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
COMPETENT = _options(
    ("household_town", "户籍所在的镇街", "town of the household"),
    ("residence_town", "居住地的镇街", "town of residence"),
    ("city", "市级", "the city"),
    ("hospital", "医院", "the hospital"),
    ("any", "任一窗口", "any window"),
    (TOWN, "表上某个地址所在的镇街", "town of an address in the form"),
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
YES_NO = _options(("true", "是", "yes"), ("false", "否", "no"))
LEVELS = _options(
    ("nation", "国家", "nation"),
    ("province", "省", "province"),
    ("city", "市", "city"),
    ("county", "县", "county"),
    ("town", "镇街", "town"),
    ("village", "村（社区）", "village"),
)
OBJECTS = _options(
    ("person", "自然人", "persons"),
    ("company", "企业", "companies"),
    ("institution", "事业单位", "institutions"),
    ("association", "社会组织", "associations"),
    ("unincorporated", "非法人企业", "unincorporated businesses"),
    ("agency", "行政机关", "agencies"),
    ("other", "其他组织", "others"),
)
SCOPES = _options(
    ("town", "本镇街", "the town"),
    ("city", "全市", "the city"),
    ("bay-area", "大湾区", "the bay area"),
    ("province", "全省", "the province"),
    ("cross-province", "跨省", "across provinces"),
    ("country", "全国", "the country"),
    ("cross-border", "跨境", "across the border"),
)
FACT_TYPES = _options(
    ("bool", "是或否", "yes or no"),
    ("int", "整数", "whole number"),
    ("decimal", "小数", "decimal"),
    ("date", "日期", "date"),
    ("choice", "选项", "choice"),
)
DEPTHS = _options(
    (Level.LINK, "L0 只给链接，到别处办", "L0: a link only"),
    (Level.PUSHED, "L1 在别处办，事后把结果交来", "L1: handled elsewhere and handed over"),
    (
        Level.DECIDED_THERE,
        "L2 在这里收件，由部门系统办",
        "L2: taken in here, decided in the department's system",
    ),
    (Level.HERE, "L3 全部在这里办", "L3: all of it here"),
)
