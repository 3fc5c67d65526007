"""Code lists as concepts, said in the data itself so that a reader needs no other file."""

from collections.abc import Mapping

from onething.core.linked.statements import Node, common
from onething.core.linked.uris import Uris
from onething.core.register.definitions import OBJECTS
from onething.core.register.entries import Kind, Need, Project, ResultKind
from onething.core.source import Text

CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"
YUAN = "http://publications.europa.eu/resource/authority/currency/CNY"

#: Ways in which an item is applied for, as definitions and lists name them.
CHANNELS = {
    "window": Text("窗口办理", "At a window"),
    "online": Text("网上办理", "Online"),
    "app": Text("手机办理", "By app"),
    "kiosk": Text("自助办理", "At a kiosk"),
    "courier": Text("快递申请", "By courier"),
    "video": Text("视频办理", "By video"),
    "phone": Text("电话办理", "By telephone"),
}
_OBJECTS_ENGLISH = {
    "person": "natural person",
    "company": "company",
    "institution": "public institution",
    "association": "association",
    "unincorporated": "business without legal personality",
    "agency": "administrative body",
    "other": "other organisation",
}
_SCHEMES: Mapping[str, tuple[Text, Mapping[str, Text]]] = {
    "kind": (Text("事项类型", "Kind of item"), {one.value: one.label for one in Kind}),
    "project": (Text("办件类型", "Kind of handling"), {one.value: one.label for one in Project}),
    "result": (Text("审批结果类型", "Kind of result"), {one.value: one.label for one in ResultKind}),
    "need": (Text("材料必要性", "Whether a material is needed"), {one.value: one.label for one in Need}),
    "channel": (Text("办理形式", "Way of applying"), CHANNELS),
    "object": (
        Text("服务对象", "Whom an item serves"),
        {id: Text(zh, _OBJECTS_ENGLISH[id]) for id, zh in OBJECTS.items()},
    ),
    "rule": (
        Text("规则类型", "Kind of rule"),
        {
            "time": Text("办理时限", "Time limit"),
            "condition": Text("受理条件", "Condition of acceptance"),
            "order": Text("办理顺序", "Order of handling"),
        },
    ),
    "status": (
        Text("状态", "Status"),
        {
            "in-force": Text("施行中", "In force"),
            "superseded": Text("已被新版替代", "Superseded"),
            "withdrawn": Text("已撤下", "Withdrawn"),
        },
    ),
}


def concept(uris: Uris, scheme: str, value: str, label: Text | str = "") -> Node:
    """Return the concept of a value. label: of one that no list of ours knows; the value itself without it."""
    name, known = _SCHEMES.get(scheme, (Text(scheme), {}))
    node = common(uris.concept(scheme, value), "skos:Concept")
    node.say("skos:prefLabel", label or known.get(value) or value).put("skos:notation", value)
    return node.say("skos:definition", name)


def is_known(scheme: str, value: str) -> bool:
    """Say whether one of our lists has the value."""
    return scheme in _SCHEMES and value in _SCHEMES[scheme][1]


def languages() -> list[Node]:
    return [
        common(CHINESE, "dct:LinguisticSystem").say("skos:prefLabel", Text("中文", "Chinese")),
        common(ENGLISH, "dct:LinguisticSystem").say("skos:prefLabel", Text("英文", "English")),
    ]


def yuan() -> Node:
    return (
        common(YUAN, "skos:Concept")
        .say("skos:prefLabel", Text("人民币元", "yuan"))
        .put("skos:notation", "CNY")
    )
