"""Taking a file from the wire without letting it fill the disk."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from onething.adapters.uploads.inspection import check_announced_size
from onething.adapters.uploads.limits import STANDARD
from onething.adapters.uploads.refusals import TooLarge
from onething.core.guidance.draft import MOST_FILES
from onething.kit.problems import respond


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes a file down to just above the limit and lets the rest go by: `inspect` then says that it is too large,
    beside its line, and the form that came with it is whole.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.kept <= STANDARD.bytes:
            self.kept += len(raw_data)
            super().receive_data_chunk(raw_data, start)


def announced_size(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: refuse a form with files by its announced length, before a byte of its body is read.

    A machine sends one file at a time, a page as many as a line of the materials takes.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            length = request.META.get("CONTENT_LENGTH") or "0"
            files = 1 if request.path.startswith("/api/") else MOST_FILES
            try:
                check_announced_size(
                    int(length) if length.isdecimal() else None, name=_("您选的文件"), files=files
                )
            except TooLarge as error:
                return respond(request, error)
        return get_response(request)

    return handle
