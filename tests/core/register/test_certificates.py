"""What an imported catalogue asks of a village and nobody may demand, with what replaces it."""

import pytest

from onething.core.register.certificates import demand_of, forbidden_of
from tests.core.catalogue.journey import city

KINDS = forbidden_of(city())


def asked(name, notes=""):
    found = demand_of(name, notes, KINDS)
    return (found.kind.kind, found.certain) if found else None


class TestAMaterial:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
    def test_of_each_of_the_twenty_kinds_is_found_by_every_word_for_it(self, kind):
        assert len(KINDS) == 20
        for word in kind.called:
            name = word if word.endswith("证明") else f"{word}证明"
            assert asked(f"村委会开具的{name}") == (kind.kind, True), word

    @pytest.mark.parametrize(
        ("name", "notes", "found"),
        [
            ("婚育情况证明", "由所在社区居民委员会盖章", ("婚育状况", True)),
            ("亲属关系证明", "", ("亲属关系", False)),
            ("死亡证明", "", ("死亡", False)),
            ("死亡医学证明", "", None),
            ("公安部门出具的无犯罪记录证明", "", None),
            ("亲属关系公证书", "", None),
            ("身份证明", "", None),
            ("居民身份证", "村委会复印", None),
            ("住所使用承诺书", "", None),
            ("疾病诊断证明", "", None),
        ],
    )
    def test_counts_by_its_name_and_by_whoever_issues_it(self, name, notes, found):
        assert asked(name, notes) == found

    def test_that_is_kept_may_be_asked_for(self):
        assert asked("村委会开具的农村宅基地使用情况证明") is None

    def test_is_told_with_the_source_that_replaces_it(self):
        found = demand_of("社区居民委员会出具的婚姻状况证明", "", KINDS)
        assert "民政婚姻登记信息" in found.message.zh
        assert "东莞市民政局" in found.message.zh
        assert "民发〔2020〕20号" in found.message.zh
