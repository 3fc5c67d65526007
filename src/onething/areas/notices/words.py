"""The words of every kind of message, in two languages. What a message says is made from its facts."""

from collections.abc import Mapping
from typing import Any

from onething.core.source import Text

#: kind -> (title, body); `{…}` are facts.
WORDS: Mapping[str, tuple[Text, Text]] = {
    "received": (
        Text("已收到：{scene}", "Received: {scene}"),
        Text(
            "已收到您的申请，编号 {number}。进度随时可查。",
            "We have your application {number}. You can follow it at any time.",
        ),
    ),
    "asked": (
        Text("还差 {points} 处：{scene}", "{points} things to put right: {scene}"),
        Text(
            "请在 {supplement_on} 前补上；几个部门要的都在一份告知书里，每处各有最后一天。编号 {number}。",
            "Please put them right by {supplement_on}; one notice holds what all offices ask, each with its last day. "
            "Application {number}.",
        ),
    ),
    "asked_more": (
        Text("又有 {points} 处要补：{scene}", "{points} more things to put right: {scene}"),
        Text(
            "这是同一份补正告知书的第 {page} 页。请在 {supplement_on} 前补上这一页要的；前面要的，仍按前面的日期。编号 {number}。",
            "This is page {page} of the same notice. Please put right what it asks by {supplement_on}; what was asked before keeps its day. Application {number}.",
        ),
    ),
    "decided": (
        Text("有结果了：{item}", "Decided: {item}"),
        Text(
            "“{item}”已经作出决定。打开看内容和文书。",
            "“{item}” has been decided. Open it for the content and the document.",
        ),
    ),
    "delivered": (
        Text("送到了：{item}", "Delivered: {item}"),
        Text(
            "“{item}”的结果已经电子送达，登录后可以看和下载，不用去取。",
            "The result of “{item}” was delivered electronically. Sign in to see and download it; nothing has to be fetched.",
        ),
    ),
    "declined": (
        Text("没有受理：{item}", "Not taken up: {item}"),
        Text(
            "“{item}”没有受理，文书里写了原因和该找谁。",
            "“{item}” was not taken up; the document says why and whom to ask.",
        ),
    ),
    "ended": (
        Text("已结束：{item}", "Ended: {item}"),
        Text("“{item}”没有再办下去：{reason}", "“{item}” does not go on: {reason}"),
    ),
    "paused": (
        Text("暂停计时：{item}", "Clock stopped: {item}"),
        Text(
            "“{item}”要做特别程序，告知书写了需要几天。",
            "“{item}” needs a special procedure; the notice says how many days.",
        ),
    ),
    "extended": (
        Text("延长了期限：{item}", "Extended: {item}"),
        Text(
            "“{item}”延长了办理期限，告知书写了原因和新的日期。",
            "“{item}” takes longer; the notice gives the reason and the new day.",
        ),
    ),
    "parcel_sent": (
        Text("结果已寄出：{scene}", "Sent: {scene}"),
        Text(
            "全部能寄的结果在一个包裹里：{courier} {parcel}。",
            "All results that are ready are in one parcel: {courier} {parcel}.",
        ),
    ),
    "parcel_returned": (
        Text("包裹退回了：{scene}", "The parcel came back: {scene}"),
        Text(
            "包裹没有送到：{reason} 请看看地址和电话，我们重新寄。",
            "The parcel could not be delivered: {reason} Please check address and telephone; it is sent again.",
        ),
    ),
    "promise_due": (
        Text("{until} 前要补：{item}", "Due by {until}: {item}"),
        Text(
            "您承诺后补的材料，{until} 前要交。到期没有交，按撤回申请处理，以后还能再申请。",
            "The paper that you promised for later is due by {until}. Without it the application counts as withdrawn; "
            "you may apply again.",
        ),
    ),
    "declaration_broken": (
        Text("承诺核查有问题：{item}", "A declaration was not confirmed: {item}"),
        Text(
            "“{item}”里您承诺的事，核查和实际不一样：{finding} 打开文书看怎么说明、怎么补。",
            "What you declared for “{item}” is not what was found: {finding} The letter says how to explain or prove it.",
        ),
    ),
    "hearing_offered": (
        Text("可以申请听证：{item}", "You may ask for a hearing: {item}"),
        Text(
            "“{item}”决定以前，您可以申请听证，不收费。要的话，{until} 前在进度页上点“我要听证”，或者到窗口说。",
            "Before “{item}” is decided you may ask for a hearing, free of charge: until {until}, on the page of your "
            "application or at a window.",
        ),
    ),
    "hearing_set": (
        Text("听证定好了：{item}", "The hearing is set: {item}"),
        Text(
            "“{item}”的听证：{on} {time}，{place}。可以自己来，也可以请人代理。",
            "The hearing on “{item}”: {on}, {time}, {place}. Come yourself, or let somebody represent you.",
        ),
    ),
    "date_moved": (
        Text("日期变了：{item}", "The day has moved: {item}"),
        Text(
            "放假安排公布了，“{item}”的日期重新算过。",
            "The holidays are published; the day of “{item}” was computed again.",
        ),
    ),
    "started": (
        Text("开始计时：{item}", "Started: {item}"),
        Text(
            "前一项的结果到了，“{item}”从 {since} 起计时，{next}。",
            "What it waited for is there. The time of “{item}” counts from {since}; {next}.",
        ),
    ),
    "reopened": (
        Text("重新办理：{item}", "Open again: {item}"),
        Text(
            "原来的不予决定被撤销，“{item}”恢复办理，{next}。",
            "The refusal was annulled. “{item}” is open again; {next}.",
        ),
    ),
    "righting_proposed": (
        Text("请在 {heard_until} 前陈述申辩：{item}", "You may state and defend by {heard_until}: {item}"),
        Text(
            "部门拟{what}“{item}”的准予决定，告知书写了事实和理由。您可以在 {heard_until} 前陈述、申辩。",
            "The office means to take the grant of “{item}” back ({what}); the notice gives the facts and reasons. "
            "You may state and defend until {heard_until}.",
        ),
    ),
    "righting_dropped": (
        Text("不再继续：{item}", "Dropped: {item}"),
        Text(
            "先前提出的更正、撤销或者注销“{item}”不再继续，原来的决定不变。",
            "What was proposed for “{item}” is dropped; the decision stands as it is.",
        ),
    ),
    "corrected": (
        Text("决定已更正：{item}", "Corrected: {item}"),
        Text(
            "“{item}”的决定有写错的地方，已经更正。更正决定书写了改了什么；电子证照已换成新版本。",
            "The decision on “{item}” was corrected. The document says what was changed; an electronic licence has a new version.",
        ),
    ),
    "taken_back": (
        Text("准予决定已{what}：{item}", "Taken back: {item}"),
        Text(
            "“{item}”的准予决定已{what}。决定书写了事实、依据和怎样申请复议、起诉。",
            "The grant of “{item}” was taken back ({what}). The document gives the facts, the law, and how to have it reviewed.",
        ),
    ),
    "restored": (
        Text("恢复效力：{item}", "Stands again: {item}"),
        Text("“{item}”的准予决定恢复效力。", "The grant of “{item}” stands again."),
    ),
    "closed": (
        Text("全部办完：{scene}", "All done: {scene}"),
        Text(
            "编号 {number} 已全部办完。办得怎么样，请您评一评。",
            "Application {number} is done. Please tell us how it went.",
        ),
    ),
    "authority_confirmed": (
        Text("可以替{principal}办事了", "You may act for {principal}"),
        Text(
            "窗口看过证明材料，已确认。起止日期在“家人代办”里。",
            "The window has seen the paper and confirmed it. The dates are on the page of representatives.",
        ),
    ),
    "authority_refused": (
        Text("没能确认：替{principal}办事", "Not confirmed: acting for {principal}"),
        Text("原因：{reason}", "Reason: {reason}"),
    ),
    "represented": (
        Text("{representative}可以替您办事了", "{representative} may act for you"),
        Text(
            "窗口看过证明材料，已确认。不对的话，到“家人代办”收回，或者去窗口说明。",
            "The window has seen the paper and confirmed it. If it is wrong, end it on the page of representatives, or tell a window.",
        ),
    ),
    "draft_ends": (
        Text("草稿快到期了：{scene}", "A draft is about to end: {scene}"),
        Text(
            "草稿 {ends_on} 后删除。打开一次就再留一段时间。",
            "The draft is deleted after {ends_on}. Open it once to keep it.",
        ),
    ),
}
OTHER = (Text("有新消息", "News"), Text("请打开办件看看。", "Please open your application."))


def title_of(kind: str, facts: Mapping[str, Any]) -> Text:
    return _filled(WORDS.get(kind, OTHER)[0], facts)


def body_of(kind: str, facts: Mapping[str, Any]) -> Text:
    return _filled(WORDS.get(kind, OTHER)[1], facts)


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _filled(words: Text, facts: Mapping[str, Any]) -> Text:
    return Text(words.zh.format_map(_said(facts, "zh")), words.en.format_map(_said(facts, "en")))


def _said(facts: Mapping[str, Any], language: str) -> _Facts:
    """Facts as text; a mapping {zh, en} in the language, Chinese where there is no other."""
    return _Facts(
        (name, str(value.get(language) or value.get("zh", "")) if isinstance(value, Mapping) else str(value))
        for name, value in facts.items()
    )
