"""How a caller shows that an application is theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.cases.calling import Caller

LI = "990000196808120017"
KNOWN = {"code": "K7M2QD", "name": "黎国安", "document": LI}


class TestACaller:
    @pytest.mark.parametrize(
        "caller",
        [
            Caller(code="K7M2QD"),
            Caller(code=" k7m2qd "),
            Caller(code="Ｋ７Ｍ２ＱＤ"),
            Caller(name="黎国安", last=LI[-4:]),
            Caller(code="K7M2QD", name="黎国安"),
        ],
    )
    def test_who_names_the_code_or_name_and_end_of_the_number_is_shown(self, caller):
        assert caller.is_shown(**KNOWN)

    @pytest.mark.parametrize(
        "caller",
        [
            Caller(),
            Caller(name="黎国安"),
            Caller(last=LI[-4:]),
            Caller(code="K7M2QE"),
            Caller(name="黎国安", last="0000"),
            Caller(name="李国安", last=LI[-4:]),
            Caller(code="K7M2QD", name="李国安"),  # something that does not fit weighs more than what does
        ],
    )
    def test_who_names_less_or_something_else_is_not(self, caller):
        assert not caller.is_shown(**KNOWN)

    @given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=4))
    def test_is_never_shown_by_chance_and_never_repeated(self, code, name, last):
        caller = Caller(code, name, last)
        plain = "".join(code.split()).casefold()
        assert not caller.is_shown(**KNOWN) or plain == "k7m2qd" or (name, last) == ("黎国安", LI[-4:])
        assert repr(caller) == "Caller()"
