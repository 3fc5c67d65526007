"""City packages as folders on the disk."""

import os

import pytest

from onething.adapters.packages import FolderUnreadable, PathRefused, load_city, read_folder, write_folder
from onething.core.catalogue.loader import export_package
from tests.core.catalogue.small import files


class TestReadFolder:
    def test_gives_back_what_was_written(self, tmp_path):
        write_folder(tmp_path / "a b", files())
        assert read_folder(tmp_path / "a b") == files()

    def test_an_exported_package_is_the_same_folder(self, tmp_path):
        write_folder(tmp_path / "one", {**files(), "samples/x.bin": b"\x00\r\n"})
        loaded = load_city(tmp_path / "one")
        assert loaded.package is not None
        write_folder(tmp_path / "two", export_package(loaded.package))
        assert read_folder(tmp_path / "two") == read_folder(tmp_path / "one")

    def test_leaves_out_hidden_files_and_folders(self, tmp_path):
        write_folder(tmp_path, {"city.yaml": b"", ".env": b"x", ".git/config": b"x", "items/.x.swp": b"x"})
        assert list(read_folder(tmp_path)) == ["city.yaml"]

    @pytest.mark.parametrize("name", ["city.yaml", "items"])
    def test_does_not_follow_links(self, tmp_path, name):
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "x.yaml").write_text("secret")
        folder = tmp_path / "city"
        folder.mkdir()
        (folder / name).symlink_to(outside if name == "items" else outside / "x.yaml")
        with pytest.raises(FolderUnreadable, match="links are not followed"):
            read_folder(folder)

    def test_refuses_a_pipe_instead_of_waiting_for_it(self, tmp_path):
        os.mkfifo(tmp_path / "city.yaml")
        with pytest.raises(FolderUnreadable, match="no plain file"):
            read_folder(tmp_path)

    def test_refuses_folders_without_end(self, tmp_path):
        (tmp_path / "/".join(["a"] * 12)).mkdir(parents=True)
        with pytest.raises(FolderUnreadable, match="deep"):
            read_folder(tmp_path)

    def test_says_that_there_is_no_folder(self, tmp_path):
        with pytest.raises(FolderUnreadable, match=r"city\.yaml"):
            read_folder(tmp_path / "nowhere")


class TestWriteFolder:
    @pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "a//b", "", "a\\b", "a/./b", "x\0y"])
    def test_never_writes_outside(self, tmp_path, name):
        folder = tmp_path / "city"
        with pytest.raises(PathRefused):
            write_folder(folder, {"city.yaml": b"", name: b"x"})
        assert not folder.exists()

    def test_never_writes_through_a_link(self, tmp_path):
        (tmp_path / "city").mkdir()
        (tmp_path / "else").mkdir()
        (tmp_path / "city" / "items").symlink_to(tmp_path / "else")
        with pytest.raises(PathRefused):
            write_folder(tmp_path / "city", {"items/x.yaml": b"x"})
        assert list((tmp_path / "else").iterdir()) == []
