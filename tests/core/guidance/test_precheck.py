"""What is other on the signed sheet than on the one that a window had read."""

from hypothesis import given
from hypothesis import strategies as st

from onething.core.guidance.advice import AdviceLine
from onething.core.guidance.precheck import changed
from onething.core.source import Text

lines = st.lists(
    st.builds(
        AdviceLine,
        st.sampled_from(["fields", "materials"]),
        st.sampled_from([Text("照片", "Photo"), Text("姓名", "Name"), Text("电话", "Phone")]),
        st.sampled_from([Text("甲"), Text("乙")]),
    ),
    max_size=6,
)


@given(lines)
def test_nothing_changed_where_both_say_the_same_in_any_order(read):
    assert changed(read, reversed(read)) == ()


@given(lines, lines)
def test_each_name_that_is_other_is_told_once(read, signed):
    told = changed(read, signed)
    assert len(told) == len(set(told))
    for label in {one.label for one in (*read, *signed)}:
        before = sorted((one.section, one.value.zh) for one in read if one.label == label)
        after = sorted((one.section, one.value.zh) for one in signed if one.label == label)
        assert (label in told) is (before != after)


@given(lines, lines)
def test_it_does_not_matter_for_what_is_told_which_came_first(read, signed):
    assert set(changed(read, signed)) == set(changed(signed, read))
