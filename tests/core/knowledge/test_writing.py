"""Answers as files again: what is written reads as the same, and what nobody changed stays byte for byte."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onething.core.knowledge import Content, Law, as_in_a_file, read_answers, write_answers
from onething.core.source import Text
from tests.core.knowledge.world import CONTENT, ON, content, package

EMPTY = replace(package(), sources={})
CITY = read_answers(package(), on=ON).answers
FILES = {path: data for path, data in package().sources.items() if path.startswith("knowledge/")}

words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=30,
).filter(str.strip)
lines = st.lists(words, min_size=1, max_size=3).map("\n".join)
names = st.lists(words, max_size=3).map(tuple)
days = st.none() | st.dates(date(2000, 1, 1), date(2099, 1, 1))
contents = st.builds(
    Content,
    question=st.builds(Text, words, st.just("") | words),
    text=st.builds(Text, lines, st.just("") | lines),
    owner=st.just("public-security"),
    variants=names,
    items=st.lists(st.sampled_from(sorted(package().items)), max_size=2).map(tuple),
    scenes=st.lists(st.sampled_from(sorted(package().scenes)), max_size=2).map(tuple),
    places=st.just(()) | st.just(("441900004000",)),
    from_on=days,
    to_on=days,
    laws=st.lists(st.builds(Law, words, st.just("") | words), max_size=2).map(tuple),
    source=st.just("") | words,
)


def read(files):
    return read_answers(replace(package(), sources=files), on=ON).answers


class TestAnswersAsFiles:
    def test_that_nobody_changed_go_out_byte_for_byte(self):
        assert write_answers(CITY, package()) == FILES

    @given(
        st.dictionaries(
            st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True), contents, max_size=3
        )
    )
    def test_read_as_what_was_written_and_written_again_are_the_same_bytes(self, answers):
        files = write_answers(answers, EMPTY)
        assert read(files) == {key: as_in_a_file(one) for key, one in answers.items()}
        assert write_answers(read(files), replace(package(), sources=files)) == files

    def test_touch_only_the_file_in_which_something_changed_and_keep_its_head(self):
        files = write_answers({**CITY, "birth-surname": content("改了")}, package())
        assert {path for path in FILES if files[path] != FILES[path]} == {"knowledge/birth.yaml"}
        assert files["knowledge/birth.yaml"].splitlines()[0] == FILES["knowledge/birth.yaml"].splitlines()[0]
        assert list(read(files)) == list(CITY)

    def test_come_new_into_the_file_of_their_scene_and_go_when_they_are_withdrawn(self):
        answers = {key: one for key, one in CITY.items() if key != "birth-surname"}
        files = write_answers({**answers, "a-1": CONTENT}, package())
        assert b"birth-surname" not in files["knowledge/birth.yaml"]
        assert list(read({"knowledge/birth.yaml": files["knowledge/birth.yaml"]}))[-1] == "a-1"
        assert write_answers({}, package()) == {}
