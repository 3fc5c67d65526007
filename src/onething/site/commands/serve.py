"""`onething serve`: the whole installation in one command, under one supervisor."""

import argparse
import errno
import fcntl
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from onething.site.supervisor import Child

NAME = "serve"
HELP = "start web server, worker and (in demo mode) department systems; Ctrl-C ends all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--workers", type=int, default=int(os.environ.get("ONETHING_WORKERS", "2")))
    parser.add_argument("--no-simulators", action="store_true", help="leave the department systems to others")
    parser.add_argument("--no-data", action="store_true", help="demo accounts only, no invented applications")


def run(args: argparse.Namespace) -> int:
    from onething.site.cli import BadInput, with_django
    from onething.site.supervisor import KeepsDying, Supervisor

    began = time.monotonic()
    _refuse_taken(args.host, args.port, f"choose another port: make run PORT={args.port + 1}")
    shown = "127.0.0.1" if args.host in {"0.0.0.0", "::"} else args.host
    os.environ.setdefault("ONETHING_ADDRESS", f"http://{shown}:{args.port}")
    with_django()
    from django.conf import settings

    _refuse_read_only(settings.VAR)
    lock = _lock(settings.VAR)
    from onething.site import demo
    from onething.site.tables import bring_up_to_date

    bring_up_to_date()

    if settings.DEMO:
        demo.ensure(data=not args.no_data)
    children = _children(args, callback=os.environ["ONETHING_ADDRESS"])
    address = f"http://{shown}:{args.port}"

    def announce() -> bool:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=0.5).close()
        except (OSError, urllib.error.URLError):
            return False
        print(_welcome(address, demo_mode=settings.DEMO, seconds=time.monotonic() - began), flush=True)
        return True

    try:
        Supervisor(children).run(when_started=announce)
    except KeepsDying as error:
        raise BadInput(str(error)) from None
    finally:
        lock.close()
    print("onething: all processes have ended; the data are kept.", flush=True)
    return 0


def _welcome(address: str, *, demo_mode: bool, seconds: float) -> str:
    lines = [f"onething is ready after {seconds:.1f} s"]
    lines.append(f"  citizens   {address}/")
    if demo_mode:
        lines.append(f"  sign in    {address}/sign-in   (demo accounts of every role are listed there)")
        lines += [f"  sent by    http://127.0.0.1:{port}/   ({name})" for name, port in _carriers()]
    for channel, words in (("desk", "window  "), ("review", "review  ")):
        if find_spec(f"onething.channels.{channel}") and find_spec(f"onething.channels.{channel}.urls"):
            lines.append(f"  {words}   {address}/{channel}/")
    if find_spec("onething.channels.rest"):
        lines.append(f"  machines   {address}/api/")
    lines.append("Ctrl-C ends all of it.")
    return "\n".join(lines)


def _carriers() -> list[tuple[str, int]]:
    """Return the pages on which the operator of a demo sees what was sent; that of the mail server is one port above."""
    from django.conf import settings

    mail = {name: port + 1 for name, port in settings.DEMO_MAIL.items()}
    return list((settings.DEMO_GATEWAYS | mail).items())


def _children(args: argparse.Namespace, *, callback: str) -> list["Child"]:
    from django.conf import settings

    from onething.site.supervisor import Child

    logs = settings.VAR / "log"
    python, env = sys.executable, {**os.environ, "PYTHONUNBUFFERED": "1"}
    children = []
    stand_ins = settings.DEMO_SYSTEMS | settings.DEMO_GATEWAYS | settings.DEMO_MAIL
    keys = settings.SYSTEM_KEYS | settings.SMS_KEYS
    for name, port in {} if args.no_simulators else stand_ins.items():
        _refuse_taken("127.0.0.1", port, "move all of these with ONETHING_SYSTEM_PORTS=100 make run")
        command = [python, "-m", "simulators", name, "--port", str(port), "--callback", callback]
        own = {"PYTHONPATH": str(settings.ROOT), "SIMULATOR_KEY": keys.get(name, b"").decode()}
        children.append(Child(name, command, {**env, **own}, logs / f"{name}.log", vital=False))
    if find_spec("onething.site.commands.work"):
        children.append(
            Child("worker", [python, "-m", "onething.site.cli", "work"], env, logs / "worker.log")
        )
    web = [python, "-m", "granian", "--interface", "wsgi", "--host", args.host, "--port", str(args.port)]
    web += [
        "--workers",
        str(args.workers),
        "--blocking-threads",
        "2",
        "--backlog",
        "1024",
        "--respawn-failed-workers",
    ]
    web += [
        "--workers-kill-timeout",
        "5",
        "--log-level",
        "warning",
        "--no-ws",
        "onething.site.wsgi:application",
    ]
    children.append(Child("web", web, env, logs / "web.log"))
    return children


def _port(text: str) -> int:
    """Raises ArgumentTypeError for what is no port."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port; give one from 1 to 65535")
    return int(text)


def _refuse_taken(host: str, port: int, instead: str) -> None:
    """Raises BadInput when another program listens on the port. instead: what else can be done, in words."""
    from onething.site.cli import BadInput

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise BadInput(
                    f"port {port} is taken by another program; end that one, or {instead}"
                ) from None
            raise BadInput(
                f"cannot listen on {host}:{port}: {error.strerror}; give another --host or --port"
            ) from None


def _refuse_read_only(var: Path) -> None:
    """Raises BadInput when the folder of the data cannot be written."""
    from onething.site.cli import BadInput

    try:
        var.mkdir(parents=True, exist_ok=True)
        (var / ".writable").write_bytes(b"")
        (var / ".writable").unlink()
    except OSError as error:
        raise BadInput(
            f"the folder {var} cannot be written ({error.strerror}); "
            "set ONETHING_VAR to a folder that this user may write, for example ONETHING_VAR=$HOME/onething-var"
        ) from None


def _lock(var: Path) -> TextIO:
    """Hold the folder for this supervisor. Raises BadInput when another one runs on it."""
    from onething.site.cli import BadInput

    lock = (var / "serve.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        raise BadInput(
            f"onething already runs on {var} (process {lock.read().strip() or '?'}); end it first, or set ONETHING_VAR to another folder"
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
