"""A zoo of files through the one way in, and what is kept of them."""

import io
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import zoo
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from onething.adapters.uploads import (
    HEIC,
    JPEG,
    PDF,
    PNG,
    STANDARD,
    FileDamaged,
    FileMissing,
    FileStore,
    Limits,
    StorageFull,
    UploadRefused,
    check_announced_size,
    display_copy,
    inspect,
    pages_to_pdf,
    quarter_turn,
)
from onething.adapters.uploads.names import LONGEST_NAME, shown
from onething.adapters.uploads.receiving import BoundedUploadHandler
from onething.adapters.uploads.refusals import TooLarge

SOURCE = Path(__file__).parents[2] / "src"

GOOD = {
    "照片.jpg": (zoo.jpeg, "jpeg", 1),
    "scan.PNG": (zoo.png, "png", 1),
    "picture.webp": (zoo.webp, "webp", 1),
    "IMG_0001.HEIC": (zoo.heic, "heic", 1),
    "申请书 2026.03.05.pdf": (lambda: zoo.pdf(3), "pdf", 3),
    "发票.ofd": (zoo.ofd, "ofd", 2),
}

BAD = {
    "empty.pdf": (lambda: b"", "uploads.empty"),
    "page.pdf": (lambda: zoo.HTML, "uploads.not_what_its_name_says"),
    "program.jpg": (lambda: b"MZ\x90\0" + b"\0" * 500, "uploads.not_what_its_name_says"),
    "notes.png": (lambda: "只是文字".encode(), "uploads.not_what_its_name_says"),
    "photo.pdf": (zoo.jpeg, "uploads.not_what_its_name_says"),
    "paper.jpg": (zoo.pdf, "uploads.not_what_its_name_says"),
    "drawing.png": (lambda: zoo.SVG_SCRIPT, "uploads.not_what_its_name_says"),
    "letter.pdf": (zoo.docx, "uploads.not_what_its_name_says"),
    "invoice.pdf": (zoo.ofd, "uploads.not_what_its_name_says"),
    "letter.docx": (zoo.docx, "uploads.type_not_allowed"),
    "drawing.svg": (lambda: zoo.SVG_SCRIPT, "uploads.type_not_allowed"),
    "page.html": (lambda: zoo.HTML, "uploads.type_not_allowed"),
    "run.exe": (lambda: b"MZ\x90\0", "uploads.type_not_allowed"),
    "packed.gz": (lambda: b"\x1f\x8b\x08\0" + b"\0" * 30, "uploads.type_not_allowed"),
    "packed.zip": (lambda: zoo.zipped({"a.txt": b"hello"}), "uploads.type_not_allowed"),
    "photo.php.jpg": (zoo.jpeg, "uploads.double_extension"),
    "invoice.exe.pdf": (zoo.pdf, "uploads.double_extension"),
    "cod\u202efdp.exe": (zoo.pdf, "uploads.deceiving_name"),
    "a\u200bb.pdf": (zoo.pdf, "uploads.deceiving_name"),
    "a\x00.pdf": (zoo.pdf, "uploads.deceiving_name"),
    "cut.jpg": (lambda: zoo.jpeg((600, 400))[:-900], "uploads.truncated"),
    "cut.png": (lambda: zoo.png()[:60], "uploads.truncated"),
    "cut.pdf": (lambda: zoo.pdf()[:-60], "uploads.truncated"),
    "cut.ofd": (lambda: zoo.ofd()[:-30], "uploads.truncated"),
    "broken.heic": (lambda: zoo.heic()[:80], "uploads.unreadable"),
    "flood.png": (lambda: zoo.png_claiming(50_000, 50_000), "uploads.too_many_pixels"),
    "thin.png": (lambda: zoo.png_claiming(1, 2_000_000), "uploads.too_many_pixels"),
    "many.pdf": (lambda: zoo.pdf(301), "uploads.too_many_pages"),
    "script.pdf": (zoo.pdf_with_script, "uploads.active_content"),
    "escaped.pdf": (zoo.pdf_with_escaped_script, "uploads.active_content"),
    "hidden.pdf": (zoo.pdf_with_hidden_script, "uploads.active_content"),
    "launch.pdf": (zoo.pdf_with_launch, "uploads.active_content"),
    "attachment.pdf": (zoo.pdf_with_attachment, "uploads.embedded_file"),
    "locked.pdf": (zoo.pdf_encrypted, "uploads.encrypted"),
    "bomb.pdf": (zoo.pdf_bomb, "uploads.bomb"),
    "twice.pdf": (zoo.pdf_twice_packed_bomb, "uploads.bomb"),
    "strange.pdf": (zoo.pdf_with_strange_object_stream, "uploads.unreadable"),
    "nopages.pdf": (lambda: b"%PDF-1.4\nstartxref\n0\n%%EOF", "uploads.unreadable"),
    "bomb.zip": (zoo.zip_bomb, "uploads.bomb"),
    "bomb.ofd": (zoo.zip_bomb, "uploads.bomb"),
    "entries.ofd": (zoo.zip_with_many_entries, "uploads.bomb"),
    "shared.ofd": (zoo.zip_with_shared_bytes, "uploads.bomb"),
    "slip.ofd": (lambda: zoo.ofd_with("../../etc/x.xml", b"<a/>"), "uploads.unsafe_archive"),
    "root.ofd": (lambda: zoo.ofd_with("/etc/x.xml", b"<a/>"), "uploads.unsafe_archive"),
    "nested.ofd": (lambda: zoo.ofd_with("a.xml", zoo.zip_bomb()), "uploads.unsafe_archive"),
    "entity.ofd": (
        lambda: zoo.ofd_with("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "uploads.unsafe_archive",
    ),
    "link.ofd": (zoo.zip_with_link, "uploads.unsafe_archive"),
    "locked.ofd": (zoo.zip_encrypted_flag, "uploads.encrypted"),
    "program.ofd": (lambda: zoo.ofd_with("Doc_0/a.exe", b"MZ"), "uploads.embedded_file"),
    "attached.ofd": (
        lambda: zoo.ofd_with("Doc_0/Attachments.xml", b'<ofd:Attachment ID="1"/>'),
        "uploads.embedded_file",
    ),
    "jpegzip.jpg": (lambda: zoo.jpeg() + zoo.zipped({"a.class": b"x"}), "uploads.polyglot"),
    "pdfzip.pdf": (lambda: zoo.pdf() + zoo.zipped({"a.class": b"x"}), "uploads.polyglot"),
    "script.jpg": (
        lambda: zoo.saved(zoo.picture(), "JPEG", comment=b"<script>alert(1)</script>"),
        "uploads.polyglot",
    ),
    "php.jpg": (
        lambda: zoo.saved(zoo.picture(), "JPEG", comment=b"<?php system('id') ?>"),
        "uploads.polyglot",
    ),
    "pdf.jpg": (lambda: zoo.saved(zoo.picture(), "JPEG", comment=b"%PDF-1.4"), "uploads.polyglot"),
    "late.pdf": (lambda: b"GIF89a" + zoo.pdf(), "uploads.not_what_its_name_says"),
    "virus.pdf": (lambda: zoo.EICAR, "uploads.malware"),
    "virus.jpg": (lambda: zoo.jpeg() + zoo.EICAR, "uploads.malware"),
    "virus.ofd": (lambda: zoo.ofd_with("a.xml", b"<a>" + zoo.EICAR + b"</a>"), "uploads.malware"),
}


class TestGoodFiles:
    @pytest.mark.parametrize("name", GOOD)
    def test_are_taken_as_what_they_are(self, name):
        make, kind, pages = GOOD[name]
        taken = inspect(make(), name=name, declared_type="application/octet-stream")
        assert (taken.kind.id, taken.pages, taken.safe_name) == (kind, pages, name)
        assert taken.content == make() or kind == "heic"
        assert taken.size == len(taken.content)
        assert len(taken.sha256) == len(taken.sm3) == 64

    def test_may_come_as_a_stream(self):
        assert inspect(io.BytesIO(zoo.pdf()), name="a.pdf").kind is PDF

    def test_of_a_picture_with_another_pictures_ending_are_renamed_and_it_is_told(self):
        taken = inspect(zoo.heic(), name="IMG_1.jpg")
        assert taken.kind is HEIC
        assert taken.safe_name == "IMG_1.heic"
        assert "ending_corrected" in taken.notes

    def test_without_ending_get_one(self):
        assert inspect(zoo.png(), name="blob").safe_name == "blob.png"

    def test_name_no_folder_and_no_long_name(self):
        assert inspect(zoo.pdf(), name="C:\\Users\\me\\a.pdf").safe_name == "a.pdf"
        assert inspect(zoo.pdf(), name="../../etc/a.pdf").safe_name == "a.pdf"
        long = inspect(zoo.pdf(), name="长" * 300 + ".pdf").safe_name
        assert len(long) == LONGEST_NAME
        assert long.endswith(".pdf")

    def test_from_our_own_printer_are_taken(self):
        from documents import SAMPLES

        from onething.adapters.printing import KINDS, render

        for kind, values in SAMPLES.items():
            number = "1 号" if KINDS[kind].numbered else ""
            on = values.get("submitted_on") or SAMPLES["receipt"]["submitted_on"]
            document = render(
                kind, values, number=number, on=on, demo=True, verify_url="https://onething.example/v/1"
            )
            assert inspect(document, name="回执.pdf").pages == zoo.pages_of(document)


class TestBadFiles:
    @pytest.mark.parametrize("name", BAD)
    def test_are_refused_with_their_own_reason(self, name):
        make, code = BAD[name]
        content = make()
        started = time.process_time()
        with pytest.raises(UploadRefused) as refused:
            inspect(content, name=name)
        assert refused.value.code == code
        assert time.process_time() - started < 5

    @pytest.mark.parametrize(
        "name", ["bomb.pdf", "bomb.zip", "flood.png", "entries.ofd", "nested.ofd", "twice.pdf"]
    )
    def test_that_would_grow_take_little_memory(self, name):
        content = BAD[name][0]()
        tracemalloc.start()
        with pytest.raises(UploadRefused):
            inspect(content, name=name)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 64 * 1024 * 1024

    def test_too_large_are_refused_after_the_limit_without_reading_on(self):
        class Endless:
            given = 0

            def read(self, size: int = -1) -> bytes:
                self.given += size
                return b"\0" * size

        source = Endless()
        with pytest.raises(TooLarge) as refused:
            inspect(source, name="video.jpg")
        assert source.given <= 20 * 1024 * 1024 + (1 << 16)
        assert refused.value.limit_megabytes == 20

    def test_of_two_gigabytes_are_refused_by_their_announced_size(self):
        with pytest.raises(TooLarge):
            check_announced_size(2 * 1024**3, name="film.mp4")
        check_announced_size(None)
        check_announced_size(5 * 1024 * 1024)

    def test_whose_directory_points_before_their_beginning_are_refused(self):
        name = next(name for name in sorted(GOOD) if name.endswith(".ofd"))
        content = bytearray(GOOD[name][0]())
        place = content.rindex(b"PK\x05\x06") + 16
        told = int.from_bytes(content[place : place + 4], "little")
        content[place : place + 4] = (told + 5).to_bytes(4, "little")
        with pytest.raises(UploadRefused):
            inspect(bytes(content), name=name)

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(sorted(GOOD)), st.data())
    def test_made_from_good_ones_by_damage_never_break_the_inspection(self, name, data):
        content = bytearray(GOOD[name][0]())
        for _ in range(data.draw(st.integers(1, 8))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        cut = data.draw(st.integers(0, len(content)))
        for variant in (bytes(content), bytes(content[:cut])):
            try:
                taken = inspect(variant, name=name)
                if taken.kind.is_image:
                    display_copy(variant, taken.kind, name=name)
            except UploadRefused:
                pass

    @given(st.text(max_size=300))
    def test_names_of_any_text_are_made_safe_to_show(self, name):
        safe = shown(name)
        assert 0 < len(safe) <= LONGEST_NAME
        assert not set(safe) & set('/\\<>:"|?*\n\r\t\0\u202e')
        assert safe not in {".", ".."}
        assert shown(safe) == safe


class TestDisplayCopy:
    def test_is_upright_and_says_nothing_of_place_or_camera(self):
        original = zoo.jpeg_with_place_and_turn()
        taken = inspect(original, name="a.jpg")
        assert taken.notes == ("turned", "place_removed")
        assert taken.content == original
        copy = display_copy(original, JPEG)
        assert (copy.width, copy.height) == (40, 60)
        image = Image.open(io.BytesIO(copy.content))
        assert not image.getexif()
        assert b"Exif" not in copy.content
        assert b"Secret" not in copy.content
        red, _, blue = image.getpixel((20, 5))
        assert red > 200
        assert blue < 60  # the left half of the sensor is the top of the turned picture

    @pytest.mark.parametrize(
        ("make", "size"), [(zoo.heic, (64, 48)), (lambda: zoo.heic(turned=True), (48, 64))]
    )
    def test_of_heic_is_an_upright_jpeg(self, make, size):
        copy = display_copy(make(), HEIC)
        assert Image.open(io.BytesIO(copy.content)).format == "JPEG"
        assert (copy.width, copy.height) == size

    def test_of_a_transparent_picture_lies_on_white(self):
        clear = zoo.saved(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG")
        assert Image.open(io.BytesIO(display_copy(clear, PNG).content)).getpixel((5, 5)) == (255, 255, 255)

    def test_is_never_longer_than_asked(self):
        copy = display_copy(zoo.jpeg((3000, 500)), JPEG, side=300)
        assert (copy.width, copy.height) == (300, 50)

    def test_carries_no_script_even_if_the_original_does(self):
        original = zoo.saved(zoo.picture(), "JPEG", comment=b"<script>alert(1)</script>")
        assert b"script" not in display_copy(original, JPEG).content


class TestPagesOfPhotos:
    def test_become_one_pdf_that_we_would_take_ourselves(self):
        photos = [(zoo.jpeg(), JPEG), (zoo.heic(), HEIC), (zoo.png(), PNG)]
        document = pages_to_pdf(photos)
        assert inspect(document, name="a.pdf").pages == 3
        assert zoo.pages_of(document) == 3
        assert pages_to_pdf(photos) == document

    def test_are_turned_and_without_place(self):
        from pypdf import PdfReader

        document = pages_to_pdf([(zoo.jpeg_with_place_and_turn(), JPEG)])
        page = PdfReader(io.BytesIO(document)).pages[0]
        assert page.mediabox.height > page.mediabox.width
        assert page.images[0].image.size == (40, 60)
        assert b"Secret" not in document


class TestFileStore:
    def test_removes_what_nobody_put_since(self, tmp_path):
        store = FileStore(tmp_path)
        address = store.put(b"hello")
        path = next(tmp_path.glob("??/??/*"))
        os.utime(path, (1000, 1000))
        assert not store.remove(address, untouched_since=1000)
        assert store.read(address) == b"hello"
        store.put(b"hello")  # wanted again
        assert not store.remove(address, untouched_since=2000)
        os.utime(path, (1000, 1000))
        assert store.remove(address, untouched_since=2000)
        assert address not in store
        assert store.remove(address, untouched_since=2000)
        assert store.put(b"hello") == address

    def test_loses_nothing_that_is_put_while_it_is_removed(self, tmp_path):
        store = FileStore(tmp_path)
        stop = time.monotonic() + 0.5

        def remove():
            while time.monotonic() < stop:
                for path in tmp_path.glob("??/??/*"):
                    with suppress(FileNotFoundError):
                        os.utime(path, (1000, 1000))
                    store.remove(path.name, untouched_since=2000)

        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(remove)
            while time.monotonic() < stop:
                store.put(b"hello")
            done.result()
        assert store.read(store.put(b"hello")) == b"hello"

    def test_gives_back_what_was_put_under_its_hash(self, tmp_path):
        store = FileStore(tmp_path)
        address = store.put(b"hello")
        assert store.put(io.BytesIO(b"hello")) == address
        assert store.read(address) == b"hello"
        assert store.open(address).read() == b"hello"
        assert address in store
        assert list(store.addresses()) == [address]
        assert list((tmp_path / "drafts").iterdir()) == []

    @pytest.mark.parametrize("address", ["0" * 64, "../../etc/passwd", "", "ABC"])
    def test_knows_no_other_address(self, tmp_path, address):
        assert address not in FileStore(tmp_path)
        with pytest.raises(FileMissing):
            FileStore(tmp_path).open(address)

    def test_tells_when_a_file_was_changed_behind_its_back(self, tmp_path):
        store = FileStore(tmp_path)
        address = store.put(b"hello")
        (tmp_path / address[:2] / address[2:4] / address).write_bytes(b"jello")
        with pytest.raises(FileDamaged):
            store.read(address)

    def test_takes_the_same_content_from_many_at_once(self, tmp_path):
        store = FileStore(tmp_path)
        content = os.urandom(200_000)
        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(lambda _: store.put(content), range(16)))) == 1
        assert store.read(next(store.addresses())) == content

    def test_leaves_no_draft_when_the_source_fails(self, tmp_path):
        class Torn:
            def read(self, size: int = -1) -> bytes:
                raise ConnectionResetError("gone")

        store = FileStore(tmp_path)
        with pytest.raises(ConnectionResetError):
            store.put(Torn())
        assert list((tmp_path / "drafts").iterdir()) == []
        assert list(store.addresses()) == []

    def test_says_that_the_disk_is_full(self, tmp_path):
        class Full:
            def read(self, size: int = -1) -> bytes:
                raise OSError(28, "No space left on device")

        with pytest.raises(StorageFull):
            FileStore(tmp_path).put(Full())

    @pytest.mark.parametrize("place", ["files.written", "files.synced", "files.placed"])
    def test_keeps_whole_files_or_none_through_a_kill(self, tmp_path, place):
        program = (
            "import sys; from pathlib import Path; from onething.adapters.uploads import FileStore; "
            "FileStore(Path(sys.argv[1])).put(b'x' * 300_000)"
        )
        environment = os.environ | {"PYTHONPATH": str(SOURCE), "ONETHING_CRASH_AT": place}
        died = subprocess.run([sys.executable, "-c", program, str(tmp_path)], env=environment, check=False)
        assert died.returncode == -signal.SIGKILL
        store = FileStore(tmp_path)
        for address in store.addresses():
            assert store.read(address) == b"x" * 300_000
        assert store.clear_drafts(older_than_seconds=0, now=time.time() + 1) == 1
        address = store.put(b"x" * 300_000)
        assert store.read(address) == b"x" * 300_000

    def test_names_its_points_for_a_test_that_wants_to_visit_each(self, tmp_path):
        program = (
            "import sys; from pathlib import Path; from onething.adapters.uploads import FileStore; "
            "FileStore(Path(sys.argv[1])).put(b'x')"
        )
        log = tmp_path / "points"
        environment = os.environ | {"PYTHONPATH": str(SOURCE), "ONETHING_POINTS_LOG": str(log)}
        subprocess.run([sys.executable, "-c", program, str(tmp_path / "files")], env=environment, check=True)
        assert log.read_text().split() == ["files.written", "files.synced", "files.placed"]


class TestLimits:
    def test_are_one_place_for_all(self):
        small = Limits(bytes=100)
        with pytest.raises(TooLarge):
            inspect(b"x" * 101, name="a.pdf", limits=small)


class TestReceiving:
    def test_a_huge_file_leaves_only_a_little_more_than_the_limit_on_the_disk(self):
        handler = BoundedUploadHandler()
        handler.new_file("file", "film.mp4", "video/mp4", 2 * 1024**3)
        chunk = b"x" * handler.chunk_size
        for number in range(2 * STANDARD.bytes // len(chunk)):
            handler.receive_data_chunk(chunk, number * len(chunk))
        file = handler.file_complete(2 * STANDARD.bytes)
        assert STANDARD.bytes < file.file.seek(0, 2) <= STANDARD.bytes + len(chunk)
        file.file.seek(0)
        with pytest.raises(TooLarge):
            inspect(file.file, name="film.mp4")

    def test_a_small_one_is_kept_whole(self):
        handler = BoundedUploadHandler()
        handler.new_file("file", "photo.jpg", "image/jpeg", 3)
        handler.receive_data_chunk(b"abc", 0)
        assert handler.file_complete(3).read() == b"abc"


class TestAQuarterTurn:
    def test_four_of_them_bring_the_picture_back(self):
        content, kind = zoo.jpeg((60, 40)), JPEG
        for size in [(40, 60), (60, 40), (40, 60), (60, 40)]:
            content = quarter_turn(content, kind)
            assert Image.open(io.BytesIO(content)).size == size
        red, _green, blue = Image.open(io.BytesIO(content)).convert("RGB").getpixel((5, 20))
        assert red > 200 > blue
