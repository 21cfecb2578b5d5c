"""Which files are read, and in which order."""

import os
from itertools import permutations
from pathlib import Path

import pytest

from kg.errors import ReadingError, UsageError
from kg.reading import attempts, read, walk


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "b/z.txt",
        "b/a.txt",
        "b.txt",
        "B.txt",
        "a/ä.txt",
        "a/.hidden.txt",
        ".git/c.txt",
        "a/c/d.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(f"The words of {name}.", "utf-8")
    (tmp_path / "a/source.toml").write_text("", "utf-8")
    return tmp_path


ORDER = ["B.txt", "a/c/d.txt", "a/ä.txt", "b/a.txt", "b/z.txt", "b.txt"]


@pytest.mark.usefixtures("tree")
def test_order_is_that_of_path_parts() -> None:
    assert [str(path) for path in walk(["."])] == ORDER


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("paths", tuple(permutations(["a", "b", "B.txt", "b.txt"])))
def test_order_does_not_follow_the_order_given(paths: tuple[str, ...]) -> None:
    assert walk(paths) == walk(["."])


def test_a_file_reached_twice_is_one(tree: Path) -> None:
    assert walk(["b", "b/a.txt", "./b", tree / "b"]) == walk([tree / "b"])


@pytest.mark.usefixtures("tree")
def test_a_hidden_file_is_read_when_named() -> None:
    assert walk(["a/.hidden.txt", ".git"]) == (Path(".git/c.txt"), Path("a/.hidden.txt"))


def test_link_loops_end(tree: Path) -> None:
    before = walk(["a", "b"])
    (tree / "b/loop").symlink_to(tree / "b")
    (tree / "b/up").symlink_to(tree)
    (tree / "b/self").symlink_to("self")
    after = walk(["a", "b"])
    assert set(before) < set(after)
    assert sorted(map(os.path.realpath, after)) == sorted(set(map(os.path.realpath, after)))
    with pytest.raises(ReadingError, match="cannot be opened"):
        read(Path("b/self"))


@pytest.mark.usefixtures("tree")
def test_a_missing_path_is_named() -> None:
    with pytest.raises(UsageError, match=r"'no/such\.txt' does not exist"):
        walk(["a", "no/such.txt"])


def test_a_broken_link_and_a_pipe_are_failures_not_waits(tree: Path) -> None:
    (tree / "a/broken.txt").symlink_to("nowhere.txt")
    os.mkfifo(tree / "a/pipe.txt")
    failures = [found for path in walk(["a"]) for found in attempts(path) if isinstance(found, ReadingError)]
    assert [(failure.path, failure.reason.split("(")[0].split(";")[0]) for failure in failures] == [
        ("a/broken.txt", "cannot be opened "),
        ("a/pipe.txt", "is no regular file"),
    ]


@pytest.mark.usefixtures("tree")
def test_a_name_that_is_no_text_is_shown_and_stored_as_one() -> None:
    path = Path(os.fsdecode(b"a/new\nline\xff.txt"))
    path.write_text("The words.", "utf-8")
    (document,) = read(path)
    assert (document.name, document.path) == ("new line\ufffd", "a/new\nline\ufffd.txt")
    path.write_bytes(b"")
    with pytest.raises(ReadingError) as failed:
        read(path)
    assert str(failed.value) == "a/new line\ufffd.txt: is empty; remove it or give it text"


@pytest.mark.usefixtures("tree")
def test_nothing_is_found_in_nothing() -> None:
    assert walk([]) == ()


def test_folders_may_be_nested_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(1200):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("Deep words.", "utf-8")
    os.chdir(tmp_path)
    (path,) = walk(["."])
    documents = read(path)
    path.unlink()
    os.removedirs(path.parent)  # shutil, which pytest cleans up with, would run out of stack
    assert (len(path.parts), documents[0].text) == (1201, "Deep words.")
