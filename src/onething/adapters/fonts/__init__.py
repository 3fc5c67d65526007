"""The free fonts that go into every document, and which characters they can draw (docs/fonts.md)."""

from onething.adapters.fonts.coverage import FAMILIES, FOLDER, missing_glyphs

__all__ = ["FAMILIES", "FOLDER", "missing_glyphs"]
