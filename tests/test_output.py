"""The output folder: whole builds or none, readers undisturbed, other people's files left alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, OutputError
from kg.store.cache import Cache
from kg.store.output import PARTS, building, reading


def publish(output: Path, text: str) -> None:
    with building(output) as workshop:
        for name in PARTS:
            (workshop.folder / name).write_text(f"{name} {text}", encoding="utf-8")
        workshop.publish()


def published(output: Path) -> set[str]:
    return {(output / name).read_text(encoding="utf-8").split()[1] for name in PARTS}


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("exists", [True, False])
def test_a_build_is_reachable_under_stable_names(tmp_path: Path, exists: bool) -> None:
    output = tmp_path / "deep" / "output"
    if exists:
        output.mkdir(parents=True)
    for text in ("one", "two", "three"):
        publish(output, text)
        assert published(output) == {text}
    assert len(list((output / "generations").iterdir())) == 1
    moved = output.rename(tmp_path / "moved")
    assert published(moved) == {"three"}


def test_what_is_not_published_leaves_no_trace(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, "one")
    before = tree(output)
    with pytest.raises(ZeroDivisionError), building(output) as workshop:
        (workshop.folder / "store").mkdir()
        1 / 0  # noqa: B018
    assert tree(output) == before
    assert published(output) == {"one"}


def test_leftovers_of_a_killed_build_are_cleared(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, "one")
    before = tree(output)
    script = f"""
import os, pathlib
from kg.store import output
with output.building(pathlib.Path({str(output)!r})) as workshop:
    (workshop.folder / "store").mkdir()
    pathlib.Path({str(output)!r}, output.UNFINISHED + "current").symlink_to("nowhere")
    os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", script], env=with_path()).returncode == -9
    assert published(output) == {"one"}
    assert tree(output) != before
    with building(output):
        pass
    assert tree(output) == before


def with_path() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_generation_that_is_read_stays_until_it_is_not(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, "one")
    with reading(output) as first:
        publish(output, "two")
        assert (first / "store").read_text(encoding="utf-8") == "store one"
        with reading(output) as second:
            assert (second / "store").read_text(encoding="utf-8") == "store two"
            publish(output, "three")
            assert first.exists()
            assert second.exists()
    publish(output, "four")
    assert not first.exists()
    assert not second.exists()


def test_two_builds_do_not_mix(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with (
        building(output),
        pytest.raises(OutputError, match="another build is writing there"),
        building(output),
    ):
        pass
    publish(output, "one")


def a_file(output: Path) -> None:
    output.write_text("mine", encoding="utf-8")


def a_folder_of_mine(output: Path) -> None:
    output.mkdir()
    (output / "thesis.txt").write_text("mine", encoding="utf-8")


def a_marker_of_mine(output: Path) -> None:
    output.mkdir()
    (output / ".kg").write_text("mine", encoding="utf-8")


def a_marker_folder(output: Path) -> None:
    (output / ".kg").mkdir(parents=True)


@pytest.mark.parametrize("occupy", [a_file, a_folder_of_mine, a_marker_of_mine, a_marker_folder])
def test_what_others_made_is_refused_and_left_alone(occupy: object, tmp_path: Path) -> None:
    output = tmp_path / "output"
    occupy(output)  # type: ignore[operator]
    before = tree(tmp_path)
    with pytest.raises(OutputError, match="give another"), building(output):
        pass
    with pytest.raises(OutputError), reading(output):
        pass
    assert tree(tmp_path) == before


def test_a_marker_torn_while_it_was_written_is_ours(tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / ".kg").write_text("This folder", encoding="utf-8")
    publish(output, "one")
    assert published(output) == {"one"}


@pytest.mark.parametrize("missing", ["", "generations", "current"])
def test_nothing_built_is_one_line_that_says_what_to_do(missing: str, tmp_path: Path) -> None:
    output = tmp_path / "output"
    if missing:
        publish(output, "one")
        (output / missing).rename(tmp_path / "away")
    with pytest.raises(KgError, match="nothing was built there; run kg build") as caught, reading(output):
        pass
    assert "\n" not in str(caught.value)


def test_links_that_a_user_broke_are_made_again(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, "one")
    (output / "graph.ttl").unlink()
    (output / "claims.jsonl").unlink()
    (output / "claims.jsonl").write_text("a copy", encoding="utf-8")
    publish(output, "two")
    assert published(output) == {"two"}


@given(value=st.binary(), other=st.binary())
def test_cache_gives_back_what_it_got(
    value: bytes, other: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.save("a", value)
    cache.save("b", other)
    assert (cache.load("a"), cache.load("b"), cache.load("c")) == (value, other, None)
    cache.prune({"b"})
    assert (cache.load("a"), cache.load("b")) == (None, other)


@given(value=st.binary(min_size=1), data=st.data())
def test_cache_takes_a_torn_or_altered_entry_for_none(
    value: bytes, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    Cache(folder).save("a", value)
    [file] = folder.iterdir()
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = data.draw(st.sampled_from([whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]]))
    file.write_bytes(changed)
    assert Cache(folder).load("a") is None
