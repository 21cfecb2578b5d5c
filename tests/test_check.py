"""`kg check`: silent on a good build, one line for each thing that is wrong with a bad one."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from handmade import inquiry, school, write_output
from pyoxigraph import DefaultGraph
from small import kg

from kg.graph import BASE
from kg.store.checks import CHECKS, Build, Violation
from kg.store.database import build_store, open_store
from kg.store.shapes import shapes_are_kept

RUN = "<http://www.w3.org/ns/prov#wasGeneratedBy>"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_output(tmp_path_factory.mktemp("check") / "output", (school(), inquiry()))


@pytest.fixture
def build(good: Path, tmp_path: Path) -> Path:
    """A copy of the good build, to be spoilt."""
    return shutil.copytree((good / "current").resolve(), tmp_path / "build")


def violations(folder: Path) -> dict[str, list[Violation]]:
    """What each check finds; checks that find nothing are left out."""
    opened = Build.at(folder, {"configuration": {"base": BASE}})
    found = {check.__name__: list(check(opened)) for check in (*CHECKS, shapes_are_kept)}
    return {name: listed for name, listed in found.items() if listed}


def document(folder: Path, change: Callable[[dict], None]) -> None:
    path = folder / "documents" / f"{school().document.id}.json"
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))


def statements(folder: Path, change: Callable[[list[str]], list[str]]) -> None:
    """Builds the store again from changed statements."""
    quads = [quad for quad in open_store(folder / "store") if quad.graph_name != DefaultGraph()]
    shutil.rmtree(folder / "store")
    (folder / "part.nq").write_text("".join(change([f"{quad} .\n" for quad in quads])))
    build_store([folder / "part.nq"], folder / "store")


def test_a_good_build_passes(good: Path) -> None:
    done = kg("check", folder=good.parent)
    assert (done.returncode, done.stdout) == (0, "10 checks of 2 documents: 0 violations\n")


def test_a_bad_build_is_told_of_line_by_line(good: Path, tmp_path: Path) -> None:
    output = shutil.copytree(good, tmp_path / "output", symlinks=True)
    with (output / "graph.ttl").open("r+b") as file:
        file.truncate(1000)
    done = kg("check", "--without-shapes", folder=tmp_path)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[-1] == "9 checks of 2 documents: 1 violations"
    assert lines[0].startswith("files are whole: graph.ttl: does not end with '# ")


def test_nothing_to_check(tmp_path: Path) -> None:
    assert kg("check", folder=tmp_path).returncode == 2


def _quote(data: dict) -> None:
    data["claims"][1]["quote"] = "15 children"


def _mention(data: dict) -> None:
    data["mentions"][0]["text"] = "Nowhere"


def _text(data: dict) -> None:
    data["document"]["text"] = data["document"]["text"].replace("light candles", "lit candles  ")


def _claim(data: dict) -> None:
    data["claims"].pop()


SPOILT_DOCUMENTS = [
    (_quote, {"quotes_are_the_text"}),
    (_mention, {"quotes_are_the_text"}),
    (_text, {"quotes_are_the_text", "passages_are_the_text", "texts_are_unchanged"}),
    (_claim, {"claims_are_everywhere"}),
]


@pytest.mark.parametrize(("change", "names"), SPOILT_DOCUMENTS)
def test_a_spoilt_document_is_found(build: Path, change: Callable[[dict], None], names: set[str]) -> None:
    document(build, change)
    assert set(violations(build)) == names


def test_a_lost_document_is_found(build: Path) -> None:
    (build / "documents" / f"{school().document.id}.json").unlink()
    assert {"texts_are_unchanged", "claims_are_everywhere"} <= set(violations(build))


def without(word: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [line for line in lines if word not in line]


def instead(old: str, new: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [line.replace(old, new) for line in lines]


def also(*more: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [*lines, *(f"{line} <{BASE}document/x> .\n" for line in more)]


LINK = f"<{BASE}entity/person-ana-lukic> <https://kg.example/rep#perpetrated> <{BASE}entity/place-gradina>"
SPOILT_GRAPHS = [
    (without(RUN), "claims_are_whole"),
    (without("ontology#speaker>"), "claims_are_whole"),
    (also(LINK), "links_are_affirmed"),
    (without('"Ana Lukic" <https://kg.example/graph/entities>'), "entities_are_known"),
    (also(f"<{BASE}entity/Ana.> <{BASE}p> <{BASE}o>"), "names_are_safe"),
    (also(f'_:b <{BASE}p> "x"'), "names_are_safe"),
    (instead('"0.75"', '"7.5"'), "shapes_are_kept"),
    (instead("ontology#Affirms>", "ontology#Shouts>"), "shapes_are_kept"),
]


@pytest.mark.parametrize(("change", "name"), SPOILT_GRAPHS)
def test_a_spoilt_graph_is_found(build: Path, change: Callable[[list[str]], list[str]], name: str) -> None:
    statements(build, change)
    found = violations(build)
    assert name in found
    assert all(line for v in found[name] for line in (v.where, v.what, v.remedy))


def test_each_check_says_what_it_checks() -> None:
    assert all(check.__doc__ and check.__doc__.count("\n") == 0 for check in CHECKS)
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)
