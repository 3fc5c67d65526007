"""The few words that charts say themselves, in both languages."""

from collections.abc import Iterable
from datetime import date

from onething.core.charts.drawing import Look
from onething.core.charts.model import ItemCard
from onething.core.source import Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SAID = {
    "inquiry_title": Text("{name}：问政清单", "{name}: inquiry list"),
    "inquiry_text": Text(
        "依次问 {questions} 个问题，每个回答引出要办的事项，一共 {items} 项。旁边有同样内容的文字版。",
        "{questions} questions in their order; each answer leads to items, {items} in all. The same stands beside it as text.",
    ),
    "sheet": Text("{title}（第 {number} 张，共 {sheets} 张）", "{title} (sheet {number} of {sheets})"),
    "more": Text("{question}（接上）", "{question} (continued)"),
    "order_title": Text("{name}：办理顺序", "{name}: order of handling"),
    "order_text": Text(
        "一共 {items} 个事项，箭头从先办的指向后办的；最长的一条要 {days} 个工作日。旁边有同样内容的文字版。",
        "{items} items; an arrow goes from what is done first to what waits for it. The longest way takes {days} working days. "
        "The same stands beside it as text.",
    ),
    "own_title": Text(
        "{name}：按您的回答，先办哪样后办哪样", "{name}: what is done after what, by your answers"
    ),
    "own_text": Text(
        "您要办 {items} 个事项，箭头从先办的指向后办的；{on}交齐，{day}前都办好。旁边有同样内容的文字版。",
        "Your {items} items; an arrow goes from what is done first to what waits for it. If handed in on {on}, all is done by {day}. "
        "The same stands beside it as text.",
    ),
    "by": Text("{day}前", "by {day}"),
    "maybe": Text("可能要办", "possible"),
    "tree_title": Text("{name}：事项结构", "{name}: structure of items"),
    "tree_text": Text(
        "{items} 个实施事项，按主项、子项、办理项分层。旁边有同样内容的文字版。",
        "{items} items in layers: main, sub and handling items. The same stands beside it as text.",
    ),
    "handling": Text("{n} 个业务办理项", "{n} handling items"),
    "counted": Text("{n} 个业务办理项，点开看清单", "{n} handling items, opens their list"),
    "here": Text("您正在看的", "looked at"),
    "always": Text("不论怎么回答，都要办", "Whatever the answers"),
    "legend": Text(
        "实线框：这样回答就要办。虚线框：可能要办，还要看别的回答。",
        "Solid frame: this answer alone is enough. Dashed frame: possible, other answers decide.",
    ),
    "every": Text("{items}都可能要办", "all {items} stay possible"),
    "none": Text("这样回答，{items}都不办", "with this answer none of {items} is handled"),
    "others": Text("另外 {items}不办", "Not handled: {items}"),
    "out": Text("不办：{names}", "Not handled: {names}"),
    "asks": Text("要交：{names}", "To hand in: {names}"),
    "spares": Text("不用交：{names}", "Not needed: {names}"),
    "decides": Text("这个数决定办不办", "It decides whether these are handled"),
    "only_lines": Text("只影响要填什么、交什么", "It only changes what is filled in or handed in"),
    "applies": Text("{name}，要办，{days}", "{name}, handled, {days}"),
    "possible": Text("{name}，可能要办，{days}", "{name}, possible, {days}"),
    "out_item": Text("{name}，不办", "{name}, not handled"),
    "waits": Text("{name}，{office}，{days}，等：{names}", "{name}, {office}, {days}, waits for: {names}"),
    "first": Text("{name}，{office}，{days}，可以先办", "{name}, {office}, {days}, can begin at once"),
    "waits_for": Text("等：{names}", "After: {names}"),
    "gives": Text("办出：{names}", "Gives: {names}"),
    "same_day": Text("当天", "same day"),
    "working": Text("{n} 个工作日", "{n} working days"),
    "calendar": Text("{n} 个自然日", "{n} days"),
    "by_itself": Text("自动办", "comes by itself"),
    "items": Text("{n} 个事项", "{n} items"),
    "choice": Text("选一个", "Choose one"),
    "multi": Text("可以选几个", "Choose any"),
    "integer": Text("填一个数", "A number"),
    "date": Text("填一个日期", "A day"),
}


def sentence(key: str, look: Look, **facts: object) -> str:
    """Return one of the chart's own sentences, filled in."""
    return _SAID[key].say(look.language).format(**facts)


def say(texts: Iterable[Text], look: Look) -> str:
    return (", " if look.english else "、").join(one.say(look.language) for one in texts)


def days_said(card: ItemCard, look: Look) -> str:
    if card.proactive:
        return sentence("by_itself", look)
    if not card.days:
        return sentence("same_day", look)
    return sentence("calendar" if card.day_kind == "calendar" else "working", look, n=card.days)


def day_said(day: date, look: Look, *, since: date) -> str:
    """Return a day, with its year only where that is another than that of `since`."""
    if look.english:
        text = f"{day.day} {_MONTHS[day.month - 1]}"
        return text if day.year == since.year else f"{text} {day.year}"
    text = f"{day.month} 月 {day.day} 日"
    return text if day.year == since.year else f"{day.year} 年 {text}"


def count_of_items(count: int, look: Look) -> str:
    return sentence("items", look, n=count)


def kind_said(kind: str, look: Look) -> str:
    return sentence(kind, look)
