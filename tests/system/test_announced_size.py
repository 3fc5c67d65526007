"""An upload that is announced too large is refused before its body is read, on every way in."""

from uuid import UUID

import pytest
from django.core.handlers.wsgi import WSGIHandler

pytestmark = pytest.mark.django_db
DRAFT = UUID(int=1)


class Unread:
    """A body that nobody may read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def send(path: str, *, length: int, cookie: str = "", **more: str) -> tuple[str, str]:
    """Send a form as a WSGI server hands it over; return the status and what is said."""
    began: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(length),
        "HTTP_COOKIE": cookie,
        "wsgi.input": Unread(),
        "wsgi.url_scheme": "http",
        **more,
    }
    body = b"".join(WSGIHandler()(environ, lambda status, headers, *_: began.append(status)))
    return began[0], body.decode()


@pytest.mark.parametrize(
    "path",
    [
        f"/drafts/{DRAFT}/papers",
        f"/desk/drafts/{DRAFT}/sign",
        "/desk/supplements/20261105441900W001000123K/",
        "/api/v1/files",
        f"/api/v1/drafts/{DRAFT}/files",
    ],
)
def test_two_gigabytes_are_refused_unread(path):
    status, said = send(path, length=2 * 1024**3)
    assert status.startswith("422")
    assert "超过 20 MB 的上限，没有收下" in said
    assert "uploads.too_large" in said
    _, said = send(path, length=2 * 1024**3, cookie="language=en")
    assert "is larger than the limit of 20 MB and was not taken" in said


def test_a_machine_sends_one_file_at_a_time():
    assert send("/api/v1/files", length=30 * 1024**2)[0].startswith("422")


def test_a_page_may_send_several_photos_at_once():
    _, said = send(f"/drafts/{DRAFT}/papers", length=100 * 1024**2)
    assert "uploads.too_large" not in said
