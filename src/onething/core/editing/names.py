"""Names as departments write them, folded until what means the same is written the same.

"申请人有效身份证件（原件及复印件）" is the identity card of the applicant. Folding takes away what says nothing about
which datum or paper it is (brackets, 有效, 复印件, 的 …) and reads off whose it is.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from onething.core.source import Text

#: Who is meant, as forms and lists of materials say it. The first that fits counts, longer ones first.
ROLE_WORDS: tuple[tuple[str, str], ...] = (
    ("法定代表人", "legal_representative"),
    ("法定代理人", "representative"),
    ("被委托人", "representative"),
    ("受委托人", "representative"),
    ("委托代理人", "representative"),
    ("受托人", "representative"),
    ("代理人", "representative"),
    ("代办人", "representative"),
    ("经办人", "representative"),
    ("监护人", "representative"),
    ("新生儿", "newborn"),
    ("婴儿", "newborn"),
    ("产妇", "mother"),
    ("母亲", "mother"),
    ("父亲", "father"),
    ("配偶", "spouse"),
    ("残疾人本人", "applicant"),
    ("残疾人", "applicant"),
    ("申请人", "applicant"),
    ("参保人", "applicant"),
    ("申报人", "applicant"),
    ("当事人", "applicant"),
    ("办理人", "applicant"),
    ("本人", "applicant"),
)

#: What the roles of these words are called before the item that has them says it itself.
ROLE_LABELS: Mapping[str, Text] = {
    "applicant": Text("申请人", "applicant"),
    "representative": Text("代办人或监护人", "representative"),
    "legal_representative": Text("法定代表人", "legal representative"),
    "newborn": Text("宝宝", "newborn"),
    "mother": Text("妈妈", "mother"),
    "father": Text("爸爸", "father"),
    "spouse": Text("配偶", "spouse"),
}

#: Words of one meaning; the first is the one into which the others are folded. Our own list, kept with the program.
SYNONYMS: tuple[tuple[str, ...], ...] = (
    (
        "身份证",
        "居民身份证",
        "身份证件",
        "身份证明",
        "身份证明文件",
        "身份证明材料",
        "二代身份证",
        "公民身份证",
        "身份证明证件",
    ),
    (
        "身份号码",
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "公民身份证号码",
        "证件号码",
        "身份证件号码",
        "居民身份证号",
        "居民身份证号码",
        "证件号",
        "身份证明号码",
    ),
    ("证件类型", "证件种类", "身份证件类型", "证件类别", "身份证件种类"),
    ("户口簿", "户口本", "居民户口簿", "居民户口本", "户口册", "户籍证明", "户籍本"),
    (
        "照片",
        "相片",
        "证件照",
        "免冠照片",
        "近期免冠照片",
        "寸照",
        "一寸照片",
        "两寸照片",
        "白底照片",
        "彩色照片",
        "近照",
    ),
    (
        "联系电话",
        "电话",
        "手机",
        "手机号",
        "手机号码",
        "移动电话",
        "电话号码",
        "联系方式",
        "联系手机",
        "联系电话号码",
    ),
    ("姓名", "名字", "姓名全称", "真实姓名"),
    ("性别", "男女"),
    ("民族", "所属民族"),
    ("出生日期", "出生年月日", "生日", "出生年月", "出生时间"),
    (
        "户籍地址",
        "户口地址",
        "户口所在地",
        "户籍所在地",
        "户籍详细地址",
        "户口所在地址",
        "户籍地",
        "户籍住址",
    ),
    (
        "现居住地址",
        "居住地址",
        "现住址",
        "现住地址",
        "居住地",
        "家庭住址",
        "现居住地",
        "常住地址",
        "居住详细地址",
        "住址",
    ),
    ("户口性质", "户籍性质", "户口类型", "户籍类型", "户口类别"),
    ("婚姻状况", "婚姻情况", "婚姻状态", "婚否"),
    ("文化程度", "学历", "受教育程度", "教育程度", "最高学历"),
    (
        "银行账号",
        "银行卡号",
        "银行账户",
        "卡号",
        "账号",
        "收款账号",
        "银行卡账号",
        "开户账号",
        "帐号",
        "银行帐号",
    ),
    ("开户银行", "开户行", "银行名称", "开户银行名称", "开户行名称"),
    ("户名", "账户名", "开户名", "账户名称", "开户人", "银行户名", "账户姓名"),
    ("授权委托书", "委托书", "代办委托书", "委托授权书", "授权书"),
    ("结婚证", "结婚证明", "婚姻证明", "结婚证书"),
    ("残疾人证", "残疾证", "中华人民共和国残疾人证", "残疾证书", "残疾证件"),
    ("残疾人证号", "残疾证号", "残疾人证号码", "残疾证号码", "残疾证件号"),
    ("残疾类别", "残疾类型", "残疾种类"),
    ("残疾等级", "残疾级别", "残疾程度"),
    ("低保证", "最低生活保障证", "低保证明", "城乡居民最低生活保障证"),
    ("营业执照", "工商营业执照", "企业营业执照", "法人营业执照"),
    ("与申请人关系", "与残疾人关系", "与本人关系", "关系", "与被代理人关系", "和申请人的关系"),
    ("就业状况", "就业情况", "工作状况", "就业状态", "工作情况"),
)

_FOLD = {word: group[0] for group in SYNONYMS for word in group}

#: What a name may have in brackets or beside it without becoming another paper.
_ASIDE = re.compile(r"[（(【\[《][^）)】\]》]*[）)】\]》]")
_EMPTY = re.compile(
    r"有效的?|合法的?|真实的?|原件|复印件|影印件|扫描件|电子版|电子件|副本|正本|一份|[一二两三1-9][式份张寸]|"
    r"及其?(?=$)|正反面|信息页|首页|近期|本人页|(?<=.)材料$|(?<=.)一寸|(?<=.)两寸|必填|选填|[\s·:：、，,。;；*＊_\-/]"
)
_OF = re.compile(r"的")


@dataclass(frozen=True, slots=True)
class FoldedName:
    """role: whose it is as the name says, "" if it does not. core: what is left, in the usual word for it."""

    role: str
    core: str


def fold(name: str) -> FoldedName:
    """Return a name folded; the same for every way of writing the same thing that the lists above know."""
    text = unicodedata.normalize("NFKC", name)
    text = _ASIDE.sub("", text) or text
    text = _EMPTY.sub("", text).casefold()
    if text in _FOLD:
        return FoldedName("", _FOLD[text])
    role = ""
    for word, who in ROLE_WORDS:
        if text.startswith(word) and len(text) > len(word):
            role, text = who, text.removeprefix(word)
            break
    text = _OF.sub("", text) if text not in _FOLD else text
    return FoldedName(role, _FOLD.get(text, text))


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text; a single character is its own pair."""
    return frozenset(text[n : n + 2] for n in range(max(1, len(text) - 1)))


def likeness(one: str, other: str) -> float:
    """Return how much two folded names have in common, 0 to 1: common pairs of characters (Dice)."""
    if one == other:
        return 1.0
    a, b = pairs(one), pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
