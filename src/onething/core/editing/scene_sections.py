"""The parts of a scene as an editor shows them: which keys, in which order, and how each is typed."""

from onething.core.catalogue import shapes
from onething.core.editing.inputs import (
    CONDITION,
    DAY,
    FLAG,
    FORM,
    LINE,
    LIST,
    MANY,
    NAMED,
    NUMBER,
    PLAIN,
    REFER,
    ROWS_ONE,
    TEXT,
    Input,
    Section,
)
from onething.core.editing.shared_sections import BECAUSE, FACTS, QUESTIONS, SOURCE, WHEN
from onething.core.source import Text

SCENE: tuple[Section, ...] = (
    Section(
        "basics",
        Text("基本", "Basics"),
        (),
        (
            Input("name", Text("名称", "name"), TEXT, must=True),
            Input("summary", Text("一句话", "summary"), TEXT, must=True),
            Input("lead", Text("牵头", "lead"), REFER, refers="department", must=True),
            Input("topic", Text("主题", "topic"), REFER, refers="topic", must=True),
            Input("words", Text("群众的说法，一行一个", "everyday words, one a line"), LIST),
            Input(
                "joint_visits", Text("只跑一次的地方，一行一个", "places of one joint stop, one a line"), LIST
            ),
            Input("version", Text("版本名", "version"), LINE),
            Input("effective_from", Text("从哪天起", "from the day"), DAY),
            SOURCE,
        ),
        FORM,
        order=shapes.SCENE.keys,
    ),
    Section(
        "roles",
        Text("角色", "Roles"),
        ("roles",),
        (
            Input("id", Text("标识", "id"), LINE, must=True),
            Input("label", Text("怎么称呼", "what people call it"), TEXT, must=True),
            Input("many", Text("可以有几个", "there may be several"), FLAG),
            Input("min", Text("至少几个", "at least"), NUMBER),
            Input("max", Text("最多几个", "at most"), NUMBER),
        ),
        NAMED,
        order=shapes.ROLE.keys,
    ),
    QUESTIONS,
    FACTS,
    Section(
        "constraints",
        Text("总是成立的", "Always true"),
        ("constraints",),
        (Input("constraint", Text("条件", "condition"), CONDITION, must=True),),
        PLAIN,
        say=Text(
            "现实里不会同时出现的情况，写在这里，证明就不去走。",
            "What never happens in the world; the proof does not walk there.",
        ),
    ),
    Section(
        "items",
        Text("事项、顺序和角色", "Items, order and roles"),
        ("items",),
        (
            Input("item", Text("事项", "item"), REFER, refers="item", must=True),
            WHEN,
            Input("optional", Text("选了才办（问题.选项）", "only if chosen (question.choice)"), LINE),
            Input("proactive", Text("免申即享", "comes by itself"), FLAG),
            Input("needs", Text("要哪几项先准予", "granted first"), MANY, refers="member"),
            Input("after", Text("要哪几项先办完", "ended first"), MANY, refers="member"),
            Input(
                "roles",
                Text("事项里的谁，是这件事里的谁", "who of the item is who here"),
                ROWS_ONE,
                refers="role",
            ),
            BECAUSE,
        ),
        order=shapes.SCENE_ITEM.keys,
    ),
    Section(
        "promise",
        Text("联办承诺", "Joint promise"),
        ("promise",),
        (
            Input("days", Text("一共几个工作日", "working days together"), NUMBER, must=True),
            Input("items", Text("管哪几项", "of these items"), MANY, refers="member", must=True),
            SOURCE,
        ),
        FORM,
        order=shapes.PROMISE.keys,
        optional=True,
        say=Text("全部空着：各项按自己的时限。", "All empty: each item by its own clock."),
    ),
    Section(
        "periods",
        Text("哪些日子可以申请", "Days in which one may apply"),
        ("periods",),
        (
            Input(
                "from",
                Text("从哪天（04-01 每年，2027-04-01 一次）", "from (04-01, or 2027-04-01)"),
                LINE,
                must=True,
            ),
            Input("to", Text("到哪天，含当天", "to, included"), LINE, must=True),
            Input("note", Text("说明", "note"), TEXT),
            SOURCE,
        ),
        order=shapes.PERIOD.keys,
        say=Text("一段也没有：天天可以申请。", "None: on every day."),
    ),
    Section(
        "outcomes",
        Text("一项也办不了时的去向", "Where to go when nothing applies"),
        ("outcomes",),
        (
            Input("if", Text("条件", "condition"), CONDITION, must=True),
            Input("text", Text("告诉他什么", "what is said"), TEXT, must=True),
            SOURCE,
        ),
        order=shapes.OUTCOME.keys,
    ),
)
