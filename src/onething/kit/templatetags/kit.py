"""The template tags of the house: texts in the reader's language, days, icons, forms."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onething.core.actors import Role
from onething.core.source import Text
from onething.kit import problems
from onething.kit.icons import ICONS

register = template.Library()

ROLE_NAMES = {
    Role.CITIZEN: _("群众"),
    Role.CLERK: _("窗口收件"),
    Role.REVIEWER: _("审批"),
    Role.MANAGER: _("部门负责人"),
    Role.ITEM_MANAGER: _("事项管理"),
    Role.ITEM_STANDARD: _("事项标准组"),
    Role.DATA_STEWARD: _("数据管理"),
    Role.SUPERVISOR: _("督查"),
    Role.HOTLINE: _("热线坐席"),
    Role.AUDITOR: _("审计"),
    Role.ADMIN: _("系统管理"),
    Role.SYSTEM: _("部门系统"),
    Role.VISITOR: _("访客"),
}


@register.filter
def role_name(role: Role) -> str:
    """The role as the reader calls it."""
    return str(ROLE_NAMES[role])


@register.filter
def say(value: Any) -> Any:
    """A `Text` in the reader's language; anything else as it is."""
    return value.say(get_language() or "zh-hans") if isinstance(value, Text) else value


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """`3 月 19 日 周四` or `Thu 19 Mar`."""
    return problems.written_day(_day(value), get_language() or "", year=False) if value else ""


@register.filter
def full_day(value: date | datetime | None) -> str:
    """`2026 年 3 月 19 日` or `19 Mar 2026`."""
    return problems.written_day(_day(value), get_language() or "", weekday=False) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`3 月 19 日 周四 10:24`."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def yuan(fen: int | None) -> str:
    """Whole fen as yuan: `1,234.50`."""
    return "" if fen is None else f"{fen // 100:,}.{fen % 100:02d}"


@register.filter
def masked(number: str) -> str:
    """An identity number with its middle covered: `4419**********0027`; a phone `138****6207`."""
    shown = (3, 4) if len(number) == 11 else (4, 4)
    if len(number) <= sum(shown):
        return "*" * len(number)
    return number[: shown[0]] + "*" * (len(number) - sum(shown)) + number[-shown[1] :]


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """One of the drawn icons (`kit.icons`), hidden from readers of the screen: a word stands beside it."""
    return mark_safe(
        f'<svg width="{int(size)}" height="{int(size)}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{ICONS[name]}</svg>'
    )


@register.simple_tag(takes_context=True)
def error_summary(context: template.Context, form: Any) -> str:
    """All errors of a form on top of the page, each a link to its field."""
    count = sum(len(errors) for errors in form.errors.values())
    return render_to_string("kit/error_summary.html", {"form": form, "count": count}) if count else ""


@register.simple_tag
def form_field(bound: Any, **extra: Any) -> str:
    """Label, help, error and control of one field. Choices become cards."""
    return render_to_string("kit/field.html", {"field": bound, **extra})
