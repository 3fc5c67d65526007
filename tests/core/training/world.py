"""An exam question about an item of the city, for the tests of training."""

from dataclasses import replace

from onething.core.knowledge import Facts, Law
from onething.core.source import Text
from onething.core.training import Kind, Option, Question, true_or_false
from tests.core.knowledge.world import ON, facts, package, with_item

__all__ = ["ON", "QUESTION", "facts", "facts_with", "package", "question", "statement"]

QUESTION = Question(
    stem=Text("{birth-voucher.name}承诺多久办好？", "How long does it take: {birth-voucher.name}?"),
    kind=Kind.SINGLE,
    options=(
        Option(Text("{birth-voucher.promised_days}", "{birth-voucher.promised_days}"), True),
        Option(Text("{birth-voucher.statutory_days}", "{birth-voucher.statutory_days}")),
        Option(Text("9 个工作日", "9 working days")),
    ),
    explanation=Text("承诺{birth-voucher.promised_days}。"),
    owner="health",
    items=("birth-voucher",),
    laws=(Law("广东省人口与计划生育条例"),),
)


def question(**more):
    return replace(QUESTION, **more)


def statement(stem, holds=True):
    return question(stem=Text(stem), kind=Kind.TRUE_FALSE, options=true_or_false(holds))


def facts_with(id, **changed):
    """Return what the city would say with one item made otherwise."""
    return Facts(with_item(id, **changed), ON)
