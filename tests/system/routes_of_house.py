"""Walks every address of the house."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> Iterator[URLPattern]:
    """Return every pattern below the root."""

    def below(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from below(pattern.url_patterns)
            else:
                yield pattern

    yield from below(get_resolver().url_patterns)
