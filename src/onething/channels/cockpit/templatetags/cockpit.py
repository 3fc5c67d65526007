"""Figures as the cockpit shows them."""

from django import template

register = template.Library()


@register.filter
def per_cent(share: int | None) -> str:
    """Whole per mille as per cent: `98.5%`; a dash where nothing counts."""
    return "—" if share is None else f"{share // 10}.{share % 10}%"
