"""Reads the environment into settings, and refuses what is unsafe with one sentence each. No Django here."""

import hashlib
import hmac
import logging
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from runpy import run_path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import structlog
import yaml

from onething.core.source import Text

LEAST_KEY = 50  # characters
LEAST_SYSTEM_KEY = 32
DEMO_SYSTEM_KEY = "demo-key-of-the-stand-ins"


class UnsafeSettings(Exception):
    """The settings refuse to load; the message says what is wrong and what to do."""


def _truth(value: str) -> bool:
    return value.strip().lower() in {"1", "true", "yes", "on"}


def demo_mode(env: Mapping[str, str]) -> bool:
    return _truth(env.get("ONETHING_DEMO", ""))


def var_folder(env: Mapping[str, str], root: Path) -> Path:
    """Return the folder of everything that changes: database, files, key."""
    return Path(env.get("ONETHING_VAR") or root / "var").resolve()


def public_address(env: Mapping[str, str]) -> str:
    """Return the address under which people and machines reach the house, without a slash at the end."""
    return env.get("ONETHING_ADDRESS", "http://127.0.0.1:8000").rstrip("/")


def debug(env: Mapping[str, str], *, demo: bool) -> bool:
    """Raises UnsafeSettings for debug outside the demo mode."""
    wanted = _truth(env.get("ONETHING_DEBUG", ""))
    if wanted and not demo:
        raise UnsafeSettings(
            "ONETHING_DEBUG is on, which shows data and source code to every visitor; "
            "unset it, or set ONETHING_DEMO=1 on a machine without real data."
        )
    return wanted


def secret_key(env: Mapping[str, str], *, demo: bool, var: Path) -> str:
    """Return the key; in demo mode one is made and kept in the var folder. Raises UnsafeSettings."""
    given = env.get("ONETHING_SECRET_KEY", "")
    if given and (len(given) < LEAST_KEY or len(set(given)) < 10 or given.startswith("django-insecure")):
        raise UnsafeSettings(
            f"ONETHING_SECRET_KEY is a default or too simple a key; give at least {LEAST_KEY} random characters, "
            "for example from: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if given:
        return given
    if not demo:
        raise UnsafeSettings(
            "ONETHING_SECRET_KEY is not set, so sessions and signatures could be forged; "
            f"set it to at least {LEAST_KEY} random characters that only this installation knows."
        )
    return _kept_key(var / "demo.key")


def system_keys(env: Mapping[str, str], *, demo: bool, systems: Mapping[str, str]) -> dict[str, bytes]:
    """Return the key of each department system, derived from ours, so that none of them can sign for another.

    Raises UnsafeSettings if systems are named without a good key of ours.
    """
    given = env.get("ONETHING_SYSTEM_KEY", "") or (DEMO_SYSTEM_KEY if demo else "")
    if (
        not demo
        and systems
        and (given == DEMO_SYSTEM_KEY or len(given) < LEAST_SYSTEM_KEY or len(set(given)) < 10)
    ):
        raise UnsafeSettings(
            "ONETHING_SYSTEMS or ONETHING_SMS names other systems, but ONETHING_SYSTEM_KEY is missing, a default or too simple, so "
            f"that anybody could answer for them; give at least {LEAST_SYSTEM_KEY} random characters that only we know."
        )
    return {name: derived_key(given, name) for name in systems}


def derived_key(ours: str, system: str) -> bytes:
    """Return the key that one department system signs with: HMAC-SHA256 over its name, in hex."""
    return hmac.new(ours.encode(), system.encode(), hashlib.sha256).hexdigest().encode()


def _kept_key(path: Path) -> str:
    if path.is_file():
        return path.read_text("ascii")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError:
        return path.read_text("ascii")
    except OSError as error:
        raise UnsafeSettings(
            f"The folder {path.parent} cannot be written ({error.strerror}); "
            "set ONETHING_VAR to a folder that this user may write."
        ) from None
    key = secrets.token_urlsafe(LEAST_KEY)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key


def allowed_hosts(env: Mapping[str, str], *, demo: bool) -> list[str]:
    """Raises UnsafeSettings when no host, or every host, is allowed outside the demo mode."""
    hosts = [host.strip() for host in env.get("ONETHING_HOSTS", "").split(",") if host.strip()]
    if demo:
        return [*hosts, "localhost", "127.0.0.1", "[::1]", ".localhost"]
    if not hosts or "*" in hosts:
        raise UnsafeSettings(
            "ONETHING_HOSTS names no host (or every host), so links in letters could lead elsewhere; "
            "set it to the names under which this city is reached, for example ONETHING_HOSTS=one.example.gov.cn"
        )
    return hosts


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
)
#: PostgreSQL is sent the values beside the text, and reads and plans what has come three times on a connection once for all.
PREPARED = {"server_side_binding": True, "prepare_threshold": 3}


def database(env: Mapping[str, str], *, var: Path) -> dict[str, Any]:
    """Return Django's database entry: SQLite in `var`, or PostgreSQL by the DSN in ONETHING_DATABASE.

    Raises UnsafeSettings for any other address.
    """
    dsn = env.get("ONETHING_DATABASE", "")
    if not dsn or dsn.startswith("sqlite:"):
        name = dsn.removeprefix("sqlite:").removeprefix("//") or str(var / "onething.sqlite3")
        return {
            "ENGINE": "onething.kit.sqlite",
            "NAME": name,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(dsn)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise UnsafeSettings(
            "ONETHING_DATABASE is not a PostgreSQL address; write postgresql://USER:PASSWORD@HOST:PORT/NAME, "
            "or leave it unset for SQLite in the var folder."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**PREPARED, **dict(parse_qsl(parts.query))},
    }


def named_addresses(env: Mapping[str, str], variable: str, demo: Mapping[str, int]) -> dict[str, str]:
    """Return name -> base address, as `NAME=URL NAME=URL` says it, in its order; else the stand-ins of the demo."""
    said = dict(entry.split("=", 1) for entry in env.get(variable, "").split() if "=" in entry)
    return said or {name: f"http://127.0.0.1:{port}" for name, port in demo.items()}


def mail_servers(env: Mapping[str, str]) -> list[tuple[str, int]]:
    """Return host and port of each mail server in ONETHING_MAIL_HOST (`HOST[:PORT] …`), in its order.

    Raises UnsafeSettings for a port that is no number.
    """
    usual = env.get("ONETHING_MAIL_PORT", "25")
    pairs = [entry.partition(":") for entry in env.get("ONETHING_MAIL_HOST", "").split()]
    servers = [(host, port or usual) for host, _, port in pairs]
    if wrong := [port for _, port in servers if not port.isdecimal()]:
        raise UnsafeSettings(
            f"The port of a mail server is {wrong[0]!r}; write ONETHING_MAIL_HOST as HOST or HOST:PORT."
        )
    return [(host, int(port)) for host, port in servers]


def stand_ins(env: Mapping[str, str], root: Path, *, kind: str = "SYSTEMS") -> dict[str, int]:
    """Return the stand-ins of a kind (SYSTEMS, GATEWAYS, MAIL) and the port of each; none where their folder is not shipped.

    Their file is read, not imported: they are other programs. ONETHING_SYSTEM_PORTS is added to each port, so that
    several demo cities run side by side. Raises UnsafeSettings for what is no number.
    """
    file = root / "simulators" / "__init__.py"
    if not file.is_file():
        return {}
    given = env.get("ONETHING_SYSTEM_PORTS", "") or "0"
    ports: dict[str, int] = run_path(str(file))[kind]
    if not given.isdecimal() or int(given) + max(ports.values()) > 65535:
        raise UnsafeSettings(
            f"ONETHING_SYSTEM_PORTS is {given!r}; give a small number that is added to each port, such as 100."
        )
    return {name: port + int(given) for name, port in ports.items()}


def brand_of(folder: Path) -> Text:
    """Return the name in the header, from the city's own name."""
    try:
        name = yaml.safe_load((folder / "city.yaml").read_text("utf-8"))["name"]
    except (OSError, KeyError, TypeError, yaml.YAMLError):
        return Text("一件事一次办", "One Thing, Once")
    zh, en = (name["zh"], name.get("en", "")) if isinstance(name, dict) else (str(name), "")
    return Text(zh.removesuffix("市") + "政务", f"{en} Services".strip())


def logging_config(*, debug: bool) -> None:
    """Write one line of JSON for each event to standard error, never with personal data."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    logging.getLogger("rust-sugiyama").setLevel(logging.WARNING)  # it tells every step of a drawing
    for noisy in ("django.db.backends", "django.template", "asyncio", "PIL", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.INFO)
    logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are counted by kit, bugs stay
