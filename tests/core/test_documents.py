"""The number of an identity document, as every door takes it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.core.codes import CodeBroken, citizen_check_character, make_citizen_number
from onething.core.documents import SHAPES, DocumentMisread, parse_document
from onething.core.people import Document, DocumentKind

TODAY = date(2026, 3, 5)
BORN = date(1985, 7, 23)


class TestANumber:
    @pytest.mark.parametrize(
        ("kind", "typed", "kept"),
        [
            ("citizen_number", "９９0000 19920315 002６", "990000199203150026"),
            ("residence_permit_hmt", make_citizen_number(BORN, 2, region="810000"), None),
            ("hong_kong_macao", "h12345678", "H12345678"),
            ("taiwan", "12345678", None),
            ("passport", "e1234 5678", "E12345678"),
            ("foreign_permanent", "usa123456789012", "USA123456789012"),
            ("foreign_permanent", "911840198507230021", None),
            ("birth_certificate", "A 12", "A12"),
        ],
    )
    def test_is_kept_in_one_spelling(self, kind, typed, kept):
        assert parse_document(DocumentKind(kind), typed, on=TODAY) == Document(
            DocumentKind(kind), kept or typed
        )

    @pytest.mark.parametrize("kind", ["citizen_number", "residence_permit_hmt", "foreign_permanent"])
    @given(serial=st.integers(0, 999), wrong=st.sampled_from("0123456789X"))
    def test_of_eighteen_characters_must_check(self, kind, serial, wrong):
        first = {"citizen_number": "990000", "residence_permit_hmt": "830000", "foreign_permanent": "911840"}
        body = f"{first[kind]}19850723{serial:03}"
        right = wrong == citizen_check_character(body)
        try:
            parse_document(DocumentKind(kind), body + wrong, on=TODAY)
        except CodeBroken:
            assert not right
        else:
            assert right

    @pytest.mark.parametrize(
        ("kind", "typed", "said"),
        [
            ("citizen_number", make_citizen_number(BORN, 2, region="810000"), "81, 82 or 83"),
            ("residence_permit_hmt", "990000199203150026", "81, 82 or 83"),
            ("hong_kong_macao", "X12345678", "H or M"),
            ("taiwan", "123", "8 digits"),
            ("passport", "990000199203150026", "5 to 20"),
            ("foreign_permanent", "USA12", "3 letters"),
        ],
    )
    def test_that_no_such_document_has_is_refused_with_what_it_has(self, kind, typed, said):
        with pytest.raises(DocumentMisread) as refused:
            parse_document(DocumentKind(kind), typed, on=TODAY)
        assert said in refused.value.reason.en
        assert SHAPES[DocumentKind(kind)].said.zh in refused.value.reason.zh

    @pytest.mark.parametrize("kind", ["passport", "taiwan", "hong_kong_macao", "residence_permit_hmt"])
    def test_that_is_a_citizen_number_says_that_the_kind_is_probably_wrong(self, kind):
        with pytest.raises(DocumentMisread, match="kind is probably wrong"):
            parse_document(DocumentKind(kind), "990000199203150026", on=TODAY)
