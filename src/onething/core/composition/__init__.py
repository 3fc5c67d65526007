"""Items × this person's answers × what is known → one plan, with the saving computed."""

from onething.core.composition.compose import compose
from onething.core.composition.known import AnswerRefused
from onething.core.composition.order import OrderCircular
from onething.core.composition.plan import Circumstances, ItemState, Plan

__all__ = ["AnswerRefused", "Circumstances", "ItemState", "OrderCircular", "Plan", "compose"]
