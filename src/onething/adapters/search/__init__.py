"""Full-text search in this process: an inverted index, words, sounds and simplified characters of Chinese."""

from onething.adapters.search.index import IndexedFinder, TextSearching, general_words

__all__ = ["IndexedFinder", "TextSearching", "general_words"]
