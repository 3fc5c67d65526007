"""Items that could be wholly online by their definitions, and what keeps the others from it."""

from dataclasses import replace
from datetime import date

import pytest

from onething.core.catalogue.model import Visit
from onething.core.catalogue.words import Way
from onething.core.register.candidates import candidates
from onething.core.register.upgrading import Obstacle
from tests.core.impact.dongguan import PACKAGE

ON = date(2026, 3, 5)
FOUND = {one.item.id: one for one in candidates(PACKAGE, on=ON)}


def one(change, id="hardship-allowance"):
    """Assess an item without visits, made otherwise."""
    item = change(replace(PACKAGE.items[id], visits=()))
    package = replace(PACKAGE, items={**PACKAGE.items, id: item})
    return next(each for each in candidates(package, on=ON) if each.item.id == id)


def only(*ways, material="photo"):
    """The item asks for nothing but this material, in these ways."""

    def change(item):
        line = replace(item.materials[1], material=material, accepts=ways, original=False)
        return replace(item, materials=(line,))

    return change


class TestCandidates:
    def test_look_at_every_item(self):
        assert FOUND.keys() == PACKAGE.items.keys()

    def test_agree_with_the_definitions_item_by_item(self):
        """By brute force: the rule in one line, from the lines of the definition."""
        for id, found in FOUND.items():
            item = PACKAGE.items[id]
            paper_only = [
                m for m in item.materials if m.required and set(m.accepts) <= {Way.PAPER} and not m.form
            ]
            blocked = bool(
                item.visits or any(m.original for m in item.materials) or "online" not in item.channels
            )
            if blocked or paper_only:
                assert found.barriers, id
            if not found.barriers:
                assert not item.visits
                assert not paper_only

    def test_an_item_without_a_visit_whose_papers_are_uploaded_could_be(self):
        found = one(lambda item: replace(item, depth=3))
        assert found.barriers == ()
        assert found.could
        assert not found.contradicts

    def test_one_that_is_wholly_online_already_is_no_candidate(self):
        assert not one(lambda item: replace(item, depth=4)).could

    def test_a_visit_keeps_it_from_it_and_contradicts_depth_four(self):
        visit = Visit("bank", "open-account", "要本人开户")
        found = one(lambda item: replace(item, visits=(visit,), depth=4))
        assert [each.obstacle for each in found.barriers] == [Obstacle.PRESENCE]
        assert found.contradicts
        assert "要本人开户" in found.barriers[0].text.zh

    def test_a_visit_to_the_site_is_an_inspection_and_no_presence_that_a_law_requires(self):
        visit = Visit("site", "survey", "接口要在现场看定")
        (barrier,) = one(lambda item: replace(item, visits=(visit,))).barriers
        assert (barrier.obstacle, barrier.text.zh) == (Obstacle.SITE, "要现场勘查：接口要在现场看定")

    def test_an_original_is_told_with_its_line(self):
        def shown(item):
            return replace(item, materials=(replace(item.materials[1], original=True),))

        (barrier,) = one(shown).barriers
        assert barrier.obstacle is Obstacle.ORIGINAL
        assert barrier.at.file == "items/hardship-allowance.yaml"

    @pytest.mark.parametrize(
        ("change", "could"),
        [
            (only(Way.PAPER), False),
            (only(Way.PAPER, Way.DECLARATION), False),
            (only(Way.PAPER, Way.UPLOAD), True),
            (only(Way.LICENCE, Way.PAPER, material="id-card"), True),
            (only(Way.LICENCE, Way.PAPER), False),  # nothing is a licence of a photo
            (only(Way.SHARE, Way.PAPER, material="low-income-certificate"), True),
            (only(Way.SHARE, Way.PAPER), False),  # no share has photos
            (only(Way.RESULT, Way.PAPER, material="disability-certificate"), True),
            (only(Way.RESULT, Way.PAPER), False),
        ],
    )
    def test_every_material_needs_an_electronic_source_that_there_is(self, change, could):
        assert (one(change).barriers == ()) is could

    def test_a_share_counts_only_while_its_grant_holds(self):
        change = only(Way.SHARE, material="low-income-certificate")
        shares = {
            id: replace(share, grants=tuple(replace(grant, until=date(2026, 1, 1)) for grant in share.grants))
            for id, share in PACKAGE.shares.items()
        }
        item = change(replace(PACKAGE.items["hardship-allowance"], visits=()))
        package = replace(PACKAGE, shares=shares, items={**PACKAGE.items, item.id: item})
        found = next(each for each in candidates(package, on=ON) if each.item.id == item.id)
        assert len(found.barriers) == 1

    def test_without_an_online_channel_it_is_none(self):
        assert one(lambda item: replace(item, channels=("window",))).barriers[0].obstacle is Obstacle.OTHER
