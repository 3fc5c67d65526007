"""Items × this person's answers × what is known → one plan, with the saving computed."""

from onething.core.catalogue.circumstances import Circumstances
from onething.core.composition.compare import Difference, Effect, compare
from onething.core.composition.compose import compose, explain_line, misfits, unknown_names
from onething.core.composition.examples import check_example, circumstances_of, compose_example, with_accepts
from onething.core.composition.known import AnswerRefused
from onething.core.composition.order import OrderCircular
from onething.core.composition.plan import ItemState, Plan, Reason
from onething.core.composition.render import plan_to_json, question_to_json

__all__ = [
    "AnswerRefused",
    "Circumstances",
    "Difference",
    "Effect",
    "ItemState",
    "OrderCircular",
    "Plan",
    "Reason",
    "check_example",
    "circumstances_of",
    "compare",
    "compose",
    "compose_example",
    "explain_line",
    "misfits",
    "plan_to_json",
    "question_to_json",
    "unknown_names",
    "with_accepts",
]
