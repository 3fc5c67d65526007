"""The lines of the report as a table with a column for each thing that is said, for people who go on with it elsewhere."""

from onething.core.source import Text
from onething.core.towns.report import Line

COLUMNS: tuple[Text, ...] = (
    Text("镇街", "town"),
    Text("区划", "division"),
    Text("区划代码", "code of the division"),
    Text("类别", "what it is"),
    Text("办事处或事项", "office or item"),
    Text("哪里不同", "what differs"),
    Text("全市", "master"),
    Text("镇街的", "here"),
    Text("负责", "owner"),
    Text("批准文号", "approval"),
    Text("批准日期", "approved on"),
    Text("批准人", "approved by"),
    Text("到期日", "ends on"),
    Text("理由", "because"),
    Text("怎么办", "what to do"),
)


def row_of(line: Line, language: str) -> list[str]:
    """Return a line in the order of `COLUMNS`."""
    return [
        line.unit_name,
        line.town_name,
        line.town,
        line.what.label.say(language),
        line.subject.say(language),
        line.field.say(language),
        line.master.say(language),
        line.local.say(language),
        line.owner.say(language),
        line.approved,
        line.approved_on.isoformat() if line.approved_on else "",
        line.approved_by,
        line.until.isoformat() if line.until else "",
        line.because,
        line.to_do.say(language),
    ]
