"""The chain of hashes over log entries."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core import audit

ENTRIES = st.lists(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5)), min_size=1, max_size=8
)


def chain(entries, algorithm=""):
    links = []
    for entry in entries:
        links.append(audit.link(links[-1] if links else None, entry, algorithm=algorithm))
    return links


class TestAChain:
    @given(entries=ENTRIES, algorithm=st.sampled_from(audit.ALGORITHMS))
    def test_holds_as_it_was_written(self, entries, algorithm):
        assert audit.verify(chain(entries, algorithm)) is None

    @given(entries=ENTRIES, data=st.data())
    def test_breaks_where_an_entry_was_changed(self, entries, data):
        links = chain(entries)
        at = data.draw(st.integers(0, len(links) - 1))
        links[at] = replace(links[at], entry={**links[at].entry, "new": "x"})
        assert audit.verify(links) == audit.Break(at + 1, "hash")

    @given(entries=ENTRIES.filter(lambda e: len(e) > 1), data=st.data())
    def test_breaks_where_an_entry_was_dropped(self, entries, data):
        links = chain(entries)
        at = data.draw(st.integers(0, len(links) - 2))
        del links[at]
        assert audit.verify(links) == audit.Break(at + 1, "sequence")

    def test_breaks_when_the_hash_of_a_changed_entry_is_made_anew(self):
        links = chain([{"a": 1}, {"b": 2}])
        links[0] = audit.link(None, {"a": 9})
        assert audit.verify(links) == audit.Break(2, "previous")

    def test_is_verified_in_parts(self):
        links = chain([{"n": n} for n in range(6)])
        assert audit.verify(links[3:], after=links[2]) is None
        assert audit.verify(links[3:], after=links[1]) == audit.Break(3, "sequence")

    def test_names_its_digest_and_refuses_another(self):
        links = chain([{"a": 1}])
        assert links[0].algorithm == audit.best_algorithm()
        assert audit.verify([replace(links[0], algorithm="md5")]) == audit.Break(1, "algorithm")

    def test_does_not_depend_on_the_order_of_keys(self):
        assert audit.append(audit.GENESIS, {"a": 1, "b": 2}) == audit.append(audit.GENESIS, {"b": 2, "a": 1})

    def test_takes_no_entry_that_json_does_not_know(self):
        with pytest.raises(TypeError):
            audit.append(audit.GENESIS, {"a": object()})
