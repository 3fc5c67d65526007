"""Seals: signature over a document's data, and the red picture for print (docs/documents.md)."""

from onething.adapters.seals.canonical import canonical_json
from onething.adapters.seals.picture import seal_svg
from onething.adapters.seals.sealing import SealedDocument, is_intact, seal_document, sm3
from onething.adapters.seals.signers import (
    TEST_MARK,
    Ed25519Signer,
    SealUnavailable,
    Signature,
    Signer,
    Sm2Command,
    Sm2Library,
    open_test_signer,
)

__all__ = [
    "TEST_MARK",
    "Ed25519Signer",
    "SealUnavailable",
    "SealedDocument",
    "Signature",
    "Signer",
    "Sm2Command",
    "Sm2Library",
    "canonical_json",
    "is_intact",
    "open_test_signer",
    "seal_document",
    "seal_svg",
    "sm3",
]
