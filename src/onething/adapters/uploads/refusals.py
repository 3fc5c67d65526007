"""Why a file is not taken. The words for the reader are in `sentences.py`, by code."""

from onething.core.errors import NotFound, RuleBroken, Unavailable


class UploadRefused(RuleBroken):
    """The family of all refusals here; `name` is the file's name made safe to show."""

    code = "uploads.refused"
    meaning = "was not taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: {self.meaning}")
        self.name = name


class EmptyFile(UploadRefused):
    code = "uploads.empty"
    meaning = "has no content (0 bytes)"


class TooLarge(UploadRefused):
    """`limit_megabytes`: the most that one file may have."""

    code = "uploads.too_large"

    def __init__(self, name: str, *, limit_bytes: int) -> None:
        self.meaning = f"is larger than {limit_bytes} bytes"
        super().__init__(name)
        del self.meaning
        self.limit_megabytes = limit_bytes // (1024 * 1024)


class TypeNotAllowed(UploadRefused):
    """`found`: what the content is (SVG, HTML, Word …), or "" if unknown."""

    code = "uploads.type_not_allowed"
    meaning = "is of a type that is not taken"

    def __init__(self, name: str, *, found: str) -> None:
        super().__init__(name)
        self.found = found or "?"


class NotWhatItsNameSays(UploadRefused):
    code = "uploads.not_what_its_name_says"
    meaning = "is not what its name says"

    def __init__(self, name: str, *, says: str, found: str) -> None:
        super().__init__(name)
        self.says = says
        self.found = found


class DoubleExtension(UploadRefused):
    code = "uploads.double_extension"
    meaning = "hides a program's ending in its name"


class DeceivingName(UploadRefused):
    """The name holds characters that turn the reading direction or cannot be seen."""

    code = "uploads.deceiving_name"
    meaning = "has invisible or direction-turning characters in its name"


class Truncated(UploadRefused):
    code = "uploads.truncated"
    meaning = "ends in the middle"


class Unreadable(UploadRefused):
    code = "uploads.unreadable"
    meaning = "cannot be read"


class TooManyPixels(UploadRefused):
    code = "uploads.too_many_pixels"
    meaning = "has too many pixels"

    def __init__(self, name: str, *, width: int, height: int) -> None:
        super().__init__(name)
        self.width = width
        self.height = height


class TooManyPages(UploadRefused):
    code = "uploads.too_many_pages"
    meaning = "has too many pages"

    def __init__(self, name: str, *, pages: int, limit: int) -> None:
        super().__init__(name)
        self.pages = pages
        self.limit = limit


class Bomb(UploadRefused):
    """Unpacked it would be far larger than it is; found without unpacking it whole."""

    code = "uploads.bomb"
    meaning = "would unpack to far more than it is"


class UnsafeArchive(UploadRefused):
    code = "uploads.unsafe_archive"
    meaning = "holds entries with unsafe names, links, encryption or other archives"


class Encrypted(UploadRefused):
    code = "uploads.encrypted"
    meaning = "is protected by a password"


class ActiveContent(UploadRefused):
    """`what`: the thing in the file that could act when it is opened (JavaScript, Launch …)."""

    code = "uploads.active_content"
    meaning = "holds content that acts by itself"

    def __init__(self, name: str, *, what: str) -> None:
        super().__init__(name)
        self.what = what


class EmbeddedFile(UploadRefused):
    code = "uploads.embedded_file"
    meaning = "holds other files inside"


class Polyglot(UploadRefused):
    """One file that is two kinds at once."""

    code = "uploads.polyglot"
    meaning = "is two kinds of file at once"


class Malware(UploadRefused):
    code = "uploads.malware"
    meaning = "holds a known harmful sequence"


class StorageFull(Unavailable):
    code = "uploads.storage_full"

    def __init__(self) -> None:
        super().__init__("the disk for uploaded files is full: free space, then send the file again")


class FileMissing(NotFound):
    code = "uploads.file_missing"

    def __init__(self, address: str) -> None:
        super().__init__(f"no stored file {address}")
        self.address = address


class FileDamaged(Unavailable):
    """What lies under the address is not what was put there."""

    code = "uploads.file_damaged"

    def __init__(self, address: str) -> None:
        super().__init__(f"stored file {address} does not match its address: restore it from the backup")
        self.address = address
