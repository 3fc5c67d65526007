"""The two languages of the house. Chinese is written in the code and is the key; English is in `locale/en.po` of each application.

The files are read when the application starts: no compiler, no build step, no binary beside its source.
`onething manage texts` lists what has no English yet; `--write` puts the missing lines into the files.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import trans_real
from django.utils.translation.template import templatize

from onething.kit.problems import speakers

CALLS = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "gettext_noop",
}
PLURAL_CALLS = {"ngettext", "ngettext_lazy"}
CONTEXT_CALLS = {"pgettext", "pgettext_lazy"}
CONTEXT_MARK = "\x04"
CHINESE = re.compile(r"[㐀-鿿\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence of the source. plural: the Chinese of the plural form, "" if it has none."""

    zh: str
    plural: str = ""
    context: str = ""


class BadText(ValueError):
    """A `locale/en.po` that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Entry:
    message: Message
    en: tuple[str, ...]  # one form, or singular and plural
    line: int


def read_po(text: str, name: str) -> list[Entry]:
    """Read a `.po` file: msgctxt, msgid, msgid_plural, msgstr, msgstr[n]. Raises BadText."""
    entries: list[Entry] = []
    parts: dict[str, str] = {}
    current, started = "", 0

    def close() -> None:
        if parts.get("msgid"):
            message = Message(parts["msgid"], parts.get("msgid_plural", ""), parts.get("msgctxt", ""))
            forms = (
                (parts.get("msgstr[0]", ""), parts.get("msgstr[1]", ""))
                if message.plural
                else (parts.get("msgstr", ""),)
            )
            entries.append(Entry(message, forms, started))
        parts.clear()

    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        keyword, _, rest = line.partition(" ")
        if line.startswith('"'):
            keyword, rest = "", line
        elif keyword == "msgctxt" or (keyword == "msgid" and current != "msgctxt"):
            close()
            started = number
        if keyword:
            current = keyword
        try:
            value = ast.literal_eval(rest.strip())
            assert isinstance(value, str)
        except (ValueError, SyntaxError, AssertionError):
            raise BadText(f"{name}:{number}: expected a keyword and one text in double quotes") from None
        parts[current] = parts.get(current, "") + value
    close()
    return entries


def folders() -> Iterator[tuple[str, Path]]:
    """Return name and folder of each package of ours that speaks: kit, areas, channels, adapters."""
    for name in speakers():
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None, f"{name} has no __init__.py"
        yield name, Path(spec.origin).parent


def po_file(folder: Path) -> Path:
    return folder / "locale" / "en.po"


def entries() -> Iterator[tuple[str, Entry]]:
    """Return every English entry with its application. Raises BadText."""
    for name, folder in folders():
        path = po_file(folder)
        if path.exists():
            for entry in read_po(path.read_text("utf-8"), f"{name}/locale/en.po"):
                yield name, entry


class _English(NullTranslations):
    """A catalogue in the shape that Django merges."""

    def __init__(self, catalog: dict[object, str]) -> None:
        super().__init__()
        self._catalog = catalog
        self.plural = lambda number: int(number != 1)
        self._info = {"plural-forms": "nplurals=2; plural=(n != 1);"}


def install() -> None:
    """Give Django the English of every application."""
    catalog: dict[object, str] = {}
    for _, entry in entries():
        key = (
            f"{entry.message.context}{CONTEXT_MARK}{entry.message.zh}"
            if entry.message.context
            else entry.message.zh
        )
        if entry.message.plural:
            for number, form in enumerate(entry.en):
                if form:
                    catalog[key, number] = form
        elif entry.en[0]:
            catalog[key] = entry.en[0]
    trans_real.translation("en").merge(_English(catalog))


def used_in_python(source: str) -> Iterator[Message]:
    """Return the sentences that Python code gives to gettext."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name not in CALLS or not texts:
            continue
        if name in CONTEXT_CALLS:
            yield Message(texts[1], context=texts[0])
        elif name in PLURAL_CALLS:
            yield Message(texts[0], plural=texts[1])
        else:
            yield Message(texts[0])


_TEMPLATE_CALL = re.compile(
    r"""(?<![\w])(?P<call>_|gettext|ngettext|pgettext|npgettext)\(\s*(?P<args>(?:u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*,?\s*)+)"""
)
_LITERAL = re.compile(r"""u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""")


def used_in_template(source: str) -> Iterator[Message]:
    """Return the sentences that a template translates."""
    for match in _TEMPLATE_CALL.finditer(templatize(source)):
        texts = [ast.literal_eval(literal) for literal in _LITERAL.findall(match["args"])]
        if match["call"] == "ngettext":
            yield Message(texts[0], plural=texts[1])
        elif match["call"] == "pgettext":
            yield Message(texts[1], context=texts[0])
        else:
            yield Message(texts[0])


def used_by(folder: Path) -> Iterator[tuple[Path, Message]]:
    """Return the sentences that one application uses, with the file."""
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        read = used_in_python if path.suffix == ".py" else used_in_template
        for message in read(path.read_text("utf-8")):
            if CHINESE.search(message.zh):
                yield path, message


@dataclass(frozen=True, slots=True)
class Missing:
    app: str
    file: Path
    message: Message


def missing() -> Iterator[Missing]:
    """Return each sentence without English, once."""
    known = {entry.message for _, entry in entries() if all(entry.en)}
    for name, folder in folders():
        for file, message in used_by(folder):
            if message not in known:
                known.add(message)
                yield Missing(name, file, message)


def unused() -> Iterator[tuple[str, Entry]]:
    """Return the English of sentences that nobody says any more."""
    said = {message for _, folder in folders() for _, message in used_by(folder)}
    for name, entry in entries():
        if entry.message not in said:
            yield name, entry


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def written(messages: Iterable[Message]) -> str:
    """Return the lines of a `.po` file that wait for their English."""
    blocks = []
    for message in messages:
        lines = [f"msgctxt {quoted(message.context)}"] if message.context else []
        lines.append(f"msgid {quoted(message.zh)}")
        if message.plural:
            lines += [f"msgid_plural {quoted(message.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
