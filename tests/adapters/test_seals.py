"""Seals: canonical data, signatures that three ways agree on, and a picture that says it is a test."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.adapters.seals import (
    TEST_MARK,
    Ed25519Signer,
    SealUnavailable,
    Signature,
    Sm2Command,
    Sm2Library,
    canonical_json,
    is_intact,
    open_test_signer,
    seal_document,
    seal_svg,
    sm3,
)

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


class TestCanonicalJson:
    def test_follows_the_example_of_rfc_8785(self):
        data = {
            "€": "Euro Sign",
            "\r": "CR",
            "\ufb33": "Hebrew",
            "1": "One",
            "\U0001f600": "Smiley",
            "\x80": "Control",
            "ö": "o",
        }
        keys = list(json.loads(canonical_json(data)))
        assert keys == ["\r", "1", "\x80", "ö", "€", "\U0001f600", "\ufb33"]

    def test_escapes_as_the_rfc_does(self):
        assert (
            canonical_json({"a": '€$\x0f\nA\'B"\\"/龘'}) == '{"a":"€$\\u000f\\nA\'B\\"\\\\\\"/龘"}'.encode()
        )

    @given(values)
    def test_says_the_same_as_the_data(self, value):
        assert json.loads(canonical_json(value)) == value

    @given(st.dictionaries(st.text(st.characters(codec="utf-8")), values, max_size=6))
    def test_does_not_depend_on_the_order_of_keys(self, data):
        assert canonical_json(dict(reversed(data.items()))) == canonical_json(data)

    @pytest.mark.parametrize("value", [1.5, 2**53, {1: "a"}, b"x", object()])
    def test_refuses_what_readers_could_see_differently(self, value):
        with pytest.raises(TypeError):
            canonical_json(value)

    def test_refuses_half_characters(self):
        with pytest.raises(UnicodeEncodeError):
            canonical_json("\ud800")


class TestSm3:
    def test_gives_the_example_of_the_standard(self):
        assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"

    def test_gives_the_same_by_the_openssl_command(self):
        answer = subprocess.run(
            ["openssl", "dgst", "-sm3"], input=b"x" * 1000, capture_output=True, check=True
        )
        assert sm3(b"x" * 1000) in answer.stdout.decode()


WAYS = [way for way in (Sm2Library, Sm2Command, Ed25519Signer) if way.works()]


class TestSigners:
    def test_on_this_machine_include_sm2(self):
        assert {Sm2Library, Sm2Command} & set(WAYS)

    @pytest.mark.parametrize("way", WAYS)
    def test_verify_their_own_signature_and_no_other(self, way):
        signer, other = way(*way.new_key()), way(*way.new_key())
        signature = signer.sign(b"content")
        assert signer.verify(b"content", signature)
        assert not signer.verify(b"content!", signature)
        assert not other.verify(b"content", signature)
        assert not signer.verify(b"content", Signature(signature.algorithm, signature.key_id, "AAAA"))
        assert not signer.verify(b"content", Signature("RSA", signature.key_id, signature.value))
        assert signer.is_test

    @pytest.mark.parametrize("first", [way for way in WAYS if way is not Ed25519Signer])
    @pytest.mark.parametrize("second", [way for way in WAYS if way is not Ed25519Signer])
    def test_of_sm2_agree_whichever_way_key_and_signature_were_made(self, first, second):
        key = first.new_key()
        assert second(*key).verify("龘".encode(), first(*key).sign("龘".encode()))
        assert first(*key).key_id == second(*key).key_id


class TestTestKey:
    def test_is_made_once_marked_and_kept_from_others(self, tmp_path):
        folder = tmp_path / "data" / "seals"
        signature = open_test_signer(folder).sign(b"x")
        assert open_test_signer(folder).verify(b"x", signature)
        path = folder / "test-seal-key.json"
        assert TEST_MARK in path.read_text(encoding="utf-8")
        assert path.stat().st_mode & 0o077 == 0
        assert [file.name for file in folder.iterdir()] == [path.name]

    def test_is_one_for_processes_that_start_together(self, tmp_path):
        program = (
            "import sys; from pathlib import Path; from onething.adapters.seals import open_test_signer; "
        )
        program += "print(open_test_signer(Path(sys.argv[1])).key_id)"
        running = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(tmp_path)],
                stdout=subprocess.PIPE,
                env={"PYTHONPATH": "src"},
            )
            for _ in range(4)
        ]
        assert len({process.communicate()[0] for process in running}) == 1

    @pytest.mark.parametrize("content", ["", "{}", '{"algorithm": "SM9", "private": "", "public": ""}'])
    def test_that_is_unusable_is_named_with_its_file(self, tmp_path, content):
        (tmp_path / "test-seal-key.json").write_text(content)
        with pytest.raises(SealUnavailable, match=r"test-seal-key\.json"):
            open_test_signer(tmp_path)


class TestSealedDocument:
    def test_is_its_data_whatever_the_order_and_nothing_else(self, tmp_path):
        signer = open_test_signer(tmp_path)
        data = {"number": "1 号", "values": {"to": "陈大文", "materials": [{"name": "身份证", "copies": 1}]}}
        sealed = seal_document(data, signer)
        assert is_intact(dict(reversed(data.items())), sealed, signer)
        assert not is_intact({**data, "number": "2 号"}, sealed, signer)
        assert sealed.hash_sm3 == sm3(sealed.content)
        assert sealed.hash_sm3.startswith(sealed.digest.replace(" ", ""))
        assert len(sealed.digest) == 19


class TestSealPicture:
    @pytest.mark.parametrize("organ", ["局", "东莞市残疾人联合会", "东莞市" * 10 + "局", "A&B<局>"])
    def test_is_an_image_with_every_character_and_the_test_mark(self, organ):
        root = ElementTree.fromstring(seal_svg(organ, line="行政许可专用章"))
        said = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        assert "".join(said) == organ + "行政许可专用章" + "测试"

    def test_of_a_real_seal_says_nothing_of_a_test(self):
        assert "测试" not in seal_svg("东莞市民政局", test=False)
