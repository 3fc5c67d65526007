"""What items and scenes have in common: their questions and facts, and keys that stand in many lines."""

from onething.core.catalogue import shapes
from onething.core.editing import options
from onething.core.editing.inputs import (
    BOUND,
    CHOICES,
    CONDITION,
    FLAG,
    KEYS,
    LINE,
    LIST,
    NAMED,
    NUMBER,
    ONE,
    REFER,
    TEXT,
    Input,
    Section,
)
from onething.core.source import Text

BECAUSE = Input("because", Text("为什么可以这样", "why this may be so"), LINE, rare=True)
SOURCE = Input("source", Text("出处", "source"), LINE, rare=True)
WHEN = Input("when", Text("什么情况下", "when"), CONDITION)
LAW = Input("law", Text("依据", "law"), LINE)
ROLE = Input("role", Text("谁的", "whose"), REFER, refers="role", must=True)

QUESTIONS = Section(
    "questions",
    Text("问题", "Questions"),
    ("questions",),
    (
        Input("id", Text("标识", "id"), LINE, must=True),
        Input("text", Text("问什么", "the question"), TEXT, must=True),
        Input("help", Text("说明", "help"), TEXT),
        Input("kind", Text("怎么答", "kind of answer"), ONE, options.QUESTION_KINDS, must=True),
        Input(
            "choices",
            Text(
                "选项，一行一个：标识 = 中文 | English | 说明 | help",
                "choices, one a line: id = 中文 | English | 说明 | help",
            ),
            CHOICES,
        ),
        Input("min", Text("最小", "least"), BOUND),
        Input("max", Text("最大", "most"), BOUND),
        Input("required_choice", Text("至少选一个", "at least one"), FLAG),
        Input("known_from", Text("由哪条已知信息回答", "answered by the fact"), REFER, refers="fact"),
        Input(
            "answers_by_fact",
            Text("那条信息的值算哪个回答，一行一个：值 = 选项", "its values as answers: value = choice"),
            KEYS,
            rare=True,
        ),
        Input("fills", Text("填到哪个字段（角色/要素）", "fills the field"), LINE),
        Input(
            "fills_with",
            Text("填什么，一行一个：选项 = 值", "fills it with: choice = value"),
            KEYS,
            rare=True,
        ),
        Input(
            "is_role",
            Text("本人是谁，一行一个：选项 = 角色", "who the person is: choice = role"),
            KEYS,
            rare=True,
        ),
        SOURCE,
        BECAUSE,
    ),
    order=shapes.QUESTION.keys,
)

FACTS = Section(
    "facts",
    Text("已知信息", "Facts"),
    ("facts",),
    (
        Input("id", Text("标识", "id"), LINE, must=True),
        Input("label", Text("叫什么", "what it is called"), TEXT, must=True),
        Input("type", Text("哪一类", "type"), ONE, options.FACT_TYPES, must=True),
        Input("choices", Text("选项，一行一个标识", "choices, one id a line"), LIST),
        Input("scale", Text("几位小数", "digits after the point"), NUMBER, rare=True),
        Input("share", Text("哪条共享数据告诉我们", "the share that tells it"), REFER, refers="share"),
        Input(
            "given_by", Text("哪个事项的结果告诉我们", "the item whose result gives it"), REFER, refers="item"
        ),
        Input(
            "stands_in", Text("不知道时用哪个问题的回答", "unknown: the answer to"), REFER, refers="question"
        ),
        SOURCE,
        BECAUSE,
    ),
    NAMED,
    order=shapes.FACT.keys,
    say=Text(
        "条件里可以用的、不必问人的信息。",
        "What conditions may use and nobody is asked for.",
    ),
)
