"""Taking a file from the wire without letting it fill the disk."""

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from onething.adapters.uploads.limits import STANDARD


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
