"""The same documents give the same bytes, whatever the machine, the order and the number of workers."""

import shutil
from pathlib import Path

import pytest
from small import FILES, contents, kg, write_corpus

from kg.store.database import open_store

VARIATIONS: dict[str, tuple[list[str], dict[str, str]]] = {
    "one worker": (["in", "--jobs", "1"], {}),
    "many workers": (["in", "--jobs", "5"], {}),
    "another hash seed": (["in"], {"PYTHONHASHSEED": "1"}),
    "yet another hash seed": (["in"], {"PYTHONHASHSEED": "4242"}),
    "another place": (["in"], {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}),
    "another language": (["in"], {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "no language at all": (["in"], {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX"}),
    "another order": ([f"in/{name}" for name in reversed(FILES)], {}),
    "overlapping paths": (["in/paper", "in", "in/agency.txt"], {}),
    "another folder": (["in", "-o", "deep/er"], {}),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an ordinary build makes of the small corpus."""
    folder = tmp_path_factory.mktemp("plain")
    write_corpus(folder / "in")
    assert kg("build", "in", folder=folder, PYTHONHASHSEED="0").returncode == 0
    return folder / "output"


def statements(output: Path) -> list[str]:
    return sorted(map(str, open_store(output / "store")))


@pytest.mark.parametrize(("words", "environment"), VARIATIONS.values(), ids=VARIATIONS)
def test_nothing_but_the_documents_matters(
    words: list[str], environment: dict[str, str], plain: Path, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "in")
    done = kg("build", *words, folder=tmp_path, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    output = tmp_path / ("deep/er" if "-o" in words else "output")
    assert contents(output) == contents(plain)
    assert statements(output) == statements(plain)


def test_neither_does_the_order_in_which_a_folder_lists_its_files(plain: Path, tmp_path: Path) -> None:
    source = write_corpus(tmp_path / "source")
    for name in sorted(FILES, reverse=True):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, file)
    assert kg("build", "in", folder=tmp_path).returncode == 0
    assert contents(tmp_path / "output") == contents(plain)


def test_neither_do_what_was_built_before_and_how_often(plain: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in")
    for words in (["in/paper"], ["in"], ["in"]):
        assert kg("build", *words, folder=tmp_path).returncode == 0
    assert contents(tmp_path / "output") == contents(plain)
    assert statements(tmp_path / "output") == statements(plain)
