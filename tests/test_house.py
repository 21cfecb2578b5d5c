"""The house rules that a machine can check: floors, public names, what is shipped, what must not be named."""

import importlib
import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "seeds"
SOMEBODYS_PATH = re.compile(r"(?<![\w.<])/(?:home|root|Users|work)/\w")
PROGRAM = ("kg/", "ontology/", "tests/", "benchmarks/")  # general rules only: no name of what is read
MODULES = sorted(found.name for found in pkgutil.walk_packages(kg.__path__, "kg."))


def run(*command: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def committed() -> dict[str, str]:
    """Every text file that git knows, by its path from the root."""
    names = run("git", "ls-files", "-z").stdout.split("\0")
    data = {name: (ROOT / name).read_bytes() for name in names if (ROOT / name).is_file()}
    if not data:
        pytest.skip("not a git checkout")
    return {
        name: content.decode("utf-8", "replace") for name, content in data.items() if b"\0" not in content
    }


def test_imports_only_go_down() -> None:
    linted = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_public_names_exist(name: str) -> None:
    module = importlib.import_module(name)
    public = module.__all__
    assert len(set(public)) == len(public)
    assert [word for word in public if not hasattr(module, word)] == []


def test_no_file_names_a_path_of_somebodys_machine(committed: dict[str, str]) -> None:
    lines = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in committed.items()
        for number, line in enumerate(text.splitlines(), 1)
        if SOMEBODYS_PATH.search(line) or f"{ROOT}/" in line
    ]
    assert lines == []


@pytest.mark.skipif(not GOLD.is_dir(), reason="the texts whose names to look for are not here")
def test_no_rule_knows_the_texts_it_is_scored_on(committed: dict[str, str]) -> None:
    gold = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.gold.json"))]
    names = {
        form
        for document in gold
        for entity in document.get("entities", [])
        if entity["type"] in ("Person", "MilitaryUnit", "Event")
        for form in entity["mentions"]
        if re.search(r"[A-Z]\w{3}|\d", form)
    }
    assert names
    known = re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)"
    )
    found = [
        f"{name}: {match[0]}"
        for name, text in committed.items()
        if name.startswith(PROGRAM)
        for match in known.finditer(text)
    ]
    assert found == []


def test_wheel_holds_ontology_weights_and_licences(tmp_path: Path) -> None:
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    assert built.returncode == 0, built.stderr
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    shipped = {f"kg/{path.relative_to(ROOT)}" for path in (ROOT / "ontology").rglob("*") if path.is_file()}
    shipped |= {str(p.relative_to(ROOT)) for p in (ROOT / "kg/language/weights").iterdir()}
    assert shipped - names == set()
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE"}
    asked = run(
        sys.executable, "-m", "kg", "query", "--list", folder=tmp_path, PYTHONPATH=str(tmp_path / "site")
    )
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout


COMPLAINTS = {
    "no Python": (None, "Python 3.11 or newer is needed"),
    "an old Python": ("exit 1", "Python 3.11 or newer is needed"),
    "no venv module": ('case "$2" in *ensurepip*) exit 1 ;; esac', "apt-get install python3-venv"),
}


@pytest.mark.parametrize(("python", "complaint"), COMPLAINTS.values(), ids=COMPLAINTS)
@pytest.mark.parametrize("command", ["run", "test"])
def test_commands_say_in_one_line_what_is_missing(
    command: str, python: str | None, complaint: str, tmp_path: Path
) -> None:
    for name in (command, "pyproject.toml", ".ci/environment.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname", "cat"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    if python is not None:
        (tools / "python3").write_text(f"#!/bin/sh\n{python}\n")
        (tools / "python3").chmod(0o755)
    said = run(str(tmp_path / command), folder=tmp_path, PATH=str(tools))
    assert said.returncode == 2
    assert complaint in said.stderr
    assert said.stderr.count("\n") == 1
