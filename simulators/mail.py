"""A mail server: speaks SMTP (RFC 5321, as much as a client of ours uses) and shows on a page what it was given.

The port above its own answers HTTP: `/` for the operator, `/sent` for machines, `POST /control {mode}`.
"""

import email
import json
import signal
import socketserver
import threading
import time
from dataclasses import dataclass, field
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from simulators.sms import page_of

#: normal · busy: says "not now" to every address · reject: knows no address · hang_up: takes a letter and hangs up
MODES = ("normal", "busy", "reject", "hang_up")
MOST_LINES = 20_000
KEPT = 500


@dataclass
class Post:
    """What the server was given, oldest first, one for each Message-ID."""

    mode: str = "normal"
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: int = 0

    def take(self, to: list[str], raw: bytes) -> None:
        letter = email.message_from_bytes(raw, policy=default)
        text = letter.get_content() if letter.get_content_maintype() == "text" else ""
        self.asked += 1
        key = str(letter["Message-ID"] or self.asked)
        what = {"from": str(letter["From"]), "subject": str(letter["Subject"]), "body": text}
        said = {"key": key, "to": ", ".join(to), "text": f"{what['subject']}\n{text}", **what}
        self.sent.setdefault(key, {**said, "at": time.strftime("%F %T")})
        if len(self.sent) > KEPT:
            del self.sent[next(iter(self.sent))]


class Conversation(socketserver.StreamRequestHandler):
    """One client. Each line is answered with a code."""

    post: Post
    timeout = 60

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 mail.example ready")
        to: list[str] = []
        while line := self.rfile.readline(2048).decode("utf-8", "replace").strip():
            word = line.split(" ")[0].upper()
            if word in ("EHLO", "HELO"):
                self.say("250 mail.example")
            elif word == "RCPT" and self.post.mode == "busy":
                self.say("451 not now")
            elif word == "RCPT" and self.post.mode == "reject":
                self.say("550 no such mailbox")
            elif word == "RCPT":
                to.append(line.partition("<")[2].partition(">")[0])
                self.say("250 yes")
            elif word == "DATA":
                self.say("354 go on")
                self.post.take(to, self._content())
                to = []
                if self.post.mode == "hang_up":
                    return
                self.say("250 kept")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 well")

    def _content(self) -> bytes:
        lines = []
        for _ in range(MOST_LINES):
            line = self.rfile.readline(4096)
            if line in (b".\r\n", b""):
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)


class Looking(BaseHTTPRequestHandler):
    post: Post

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: letters are personal."""

    def do_GET(self) -> None:
        sent = list(self.post.sent.values())
        if self.path in ("/sent", "/health"):
            self._send(
                json.dumps({"sent": sent, "asked": self.post.asked}, ensure_ascii=False).encode(),
                "application/json",
            )
        else:
            self._send(page_of("mail", sent), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        if body.get("mode") in MODES:
            self.post.mode = body["mode"]
        self._send(json.dumps({"mode": self.post.mode}).encode(), "application/json")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def serve(port: int) -> None:
    """Serve SMTP on `port` and the page on the next one, both on loopback, until TERM or INT. Raises OSError."""
    post = Post()
    server = _Server(("127.0.0.1", port), type("BoundConversation", (Conversation,), {"post": post}))
    looking = ThreadingHTTPServer(("127.0.0.1", port + 1), type("BoundLooking", (Looking,), {"post": post}))
    threading.Thread(target=looking.serve_forever, daemon=True).start()

    def end(*_: Any) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    looking.server_close()
