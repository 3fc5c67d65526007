"""What a reference to an entry of the register (事项库) says: `{fangchenggang/KEY.promised_days}`, in the entry's own words."""

from collections.abc import Callable

from onething.core.knowledge.references import Aspect
from onething.core.knowledge.wording import days, listed, visits_of
from onething.core.register.entries import Entry, Need, Project, State
from onething.core.source import Text

#: (source, key) -> the entry as the register has it now, None if there is none.
Entries = Callable[[str, str], Entry | None]


def say_of_entry(entry: Entry, aspect: Aspect) -> Text | None:
    """Return the words of an aspect, None where the entry does not say it, or is cancelled, or the aspect is no entry's."""
    if entry.state is State.CANCELLED:
        return None
    match aspect:
        case Aspect.NAME:
            return Text(entry.name)
        case Aspect.PROMISED_DAYS:
            number = (
                0
                if entry.promised_days is None and entry.project is Project.IMMEDIATE
                else entry.promised_days
            )
            return None if number is None else days(number, entry.day_kind)
        case Aspect.STATUTORY_DAYS:
            return None if entry.statutory_days is None else days(entry.statutory_days, entry.day_kind)
        case Aspect.FEE:
            return _fee(entry)
        case Aspect.MATERIALS:
            return _materials(entry)
        case Aspect.VISITS:
            return None if entry.visits is None else visits_of(entry.visits)
        case _:
            return _plain(entry, aspect)


def _plain(entry: Entry, aspect: Aspect) -> Text | None:
    texts = {
        Aspect.DEPARTMENT: entry.department,
        Aspect.ADDRESS: entry.address,
        Aspect.PHONE: entry.inquiry_phone,
        Aspect.HOURS: entry.hours,
        Aspect.LAW: entry.basis,
        Aspect.RESULT: entry.result,
    }
    said = texts.get(aspect, "").strip()
    return Text(said) if said else None


def _fee(entry: Entry) -> Text | None:
    if entry.fee is False:
        return Text("不收费", "free of charge")
    lines = [Text(" ".join(part for part in (one.name, one.standard) if part)) for one in entry.fees]
    return listed(lines) or (
        Text("收费，标准见依据", "there is a fee, as its basis says") if entry.fee else None
    )


def _materials(entry: Entry) -> Text | None:
    always = listed(Text(one.name) for one in entry.materials if one.need in (None, Need.ALWAYS))
    maybe = listed(Text(one.name) for one in entry.materials if one.need not in (None, Need.ALWAYS))
    if always is None or maybe is None:
        return always or (maybe and Text(f"视情况交{maybe.zh}", f"depending on your situation: {maybe.zh}"))
    return Text(
        f"{always.zh}，视情况还要{maybe.zh}", f"{always.zh}; depending on your situation also {maybe.zh}"
    )
