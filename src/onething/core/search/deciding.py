"""Whether anything answers a question: what speaks for the best document and against it, weighed as `deciding.yaml` of the adapter says.

The weights are data. `scripts/calibrate_search.py` fits them on phrasings; each is one number that can be read.
"""

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a question and the document that comes nearest. Each 0 to 1, but `about`, which is at most some 5.

    covered: the share of the question's weight that the document covers. matter: how well it covers the piece that it
    covers best, a matter or a word of titles. told: the share of its title that was asked for. foreign: the share of
    the matters named that the document does not have. other: the share of weight of matters that no office has.
    about: the logarithm of one more than the pieces that stand nowhere. guessed: the best piece was read as something
    else than what stands there. bare: nothing but acts and words of many matters were recognised. alike: how like the
    question the nearest telling is that means the document. unlike: how much more like it one is that means another;
    nowhere: how like it the nearest is, if no document is meant by it: both times the share that is not covered.
    """

    covered: float
    matter: float
    told: float
    foreign: float
    other: float
    about: float
    guessed: float
    bare: float
    alike: float
    unlike: float
    nowhere: float


NAMES = tuple(one.name for one in fields(Evidence))


@dataclass(frozen=True, slots=True)
class Weights:
    """constant and one weight for each part of the evidence; a question is answered where the sum is above zero."""

    constant: float
    of: Mapping[str, float]

    def sum(self, evidence: Evidence) -> float:
        values = zip(NAMES, astuple(evidence), strict=True)
        return self.constant + math.fsum(self.of.get(name, 0.0) * value for name, value in values)

    def answers(self, evidence: Evidence) -> bool:
        return self.sum(evidence) > 0
