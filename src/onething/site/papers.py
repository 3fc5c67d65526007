"""The seal and the printer of this installation, behind the protocols of `core.papers`."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

from onething.adapters.printing import SealImage, check_before, edition, render, render_pictures
from onething.adapters.seals import (
    SealedDocument,
    Signature,
    Signer,
    canonical_json,
    is_intact,
    open_test_signer,
    picture,
    seal_document,
    seal_svg,
    sm3,
)
from onething.core.papers import SealValue


class TestSeal:
    """Seals with the test key of this installation, which is made at its first use and has no legal force."""

    __test__ = False  # no class of tests, whatever its name says

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _signer(self) -> Signer:
        self._folder.mkdir(parents=True, exist_ok=True)
        return open_test_signer(self._folder)

    @property
    def is_test(self) -> bool:
        return self._signer.is_test

    def digest(self, data: Mapping[str, Any]) -> str:
        return sm3(canonical_json(data))

    def seal(self, data: Mapping[str, Any]) -> SealValue:
        sealed = seal_document(data, self._signer)
        signature = sealed.signature
        return SealValue(sealed.hash_sm3, signature.algorithm, signature.key_id, signature.value)

    def is_intact(self, data: Mapping[str, Any], sealed: SealValue) -> bool:
        signature = Signature(sealed.algorithm, sealed.key_id, sealed.value)
        return is_intact(data, SealedDocument(canonical_json(data), sealed.hash, signature), self._signer)


class TypstPrinter:
    """Prints with the templates of `adapters.printing`."""

    def __init__(self, *, demo: bool) -> None:
        self._demo = demo

    @property
    def edition(self) -> str:
        printing = edition(Path(__file__), Path(picture.__file__))
        return f"{printing} demo" if self._demo else printing

    def check(self, kind: str, values: Mapping[str, Any], *, number: str, glyphs: bool = True) -> None:
        check_before(kind, values, number=number, glyphs=glyphs)

    def print(
        self,
        kind: str,
        values: Mapping[str, Any],
        *,
        number: str,
        on: date,
        verify_url: str,
        organ: str,
        language: str = "zh",
    ) -> bytes:
        seal = SealImage(seal_svg(organ), f"{organ}（测试印章，无法律效力）") if organ and number else None
        return render(
            kind,
            values,
            number=number,
            on=on,
            demo=self._demo,
            verify_url=verify_url,
            seal=seal,
            language=cast(Literal["zh", "en"], language),
        )

    def pictures(
        self, kind: str, values: Mapping[str, Any], *, number: str, on: date, language: str = "zh"
    ) -> list[bytes]:
        return render_pictures(
            kind,
            values,
            number=number,
            on=on,
            demo=self._demo,
            verify_url="",
            language=cast(Literal["zh", "en"], language),
        )
