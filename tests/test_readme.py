"""The README's examples run, and print what the README shows.

A `console` block holds `$ command` lines, each followed by what it prints; a `python` block runs as
a script. `KG_UPDATE_README=1 pytest tests/test_readme.py` writes what they print now into the README.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UPDATE = os.environ.get("KG_UPDATE_README") == "1"


def blocks(language: str) -> list[str]:
    return [body for found, body in BLOCK.findall(README.read_text("utf-8")) if found == language]


def printed(command: list[str], folder: Path) -> str:
    environment = {**os.environ, "COLUMNS": "110", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{shlex.join(command)}: {done.stderr}"
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def console(block: str, folder: Path) -> str:
    """The block with each command's output as it is now."""
    shown = ""
    for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        name, *rest = shlex.split(line)
        assert name == "kg", f"an example that is not a kg command: {line}"
        shown += f"$ {line}\n{printed([sys.executable, '-m', 'kg', *rest], folder)}"
    return shown


@pytest.mark.parametrize("block", blocks("console"))
def test_commands_print_what_the_readme_shows(block: str, built_sources: Path) -> None:
    now = console(block, built_sources)
    if UPDATE:
        README.write_text(README.read_text("utf-8").replace(block, now), "utf-8")
    else:
        assert now == block


@pytest.mark.parametrize("block", blocks("python"))
def test_python_runs(block: str, built_sources: Path) -> None:
    assert printed([sys.executable, "-c", block], built_sources)


def test_there_are_examples() -> None:
    assert blocks("console")
    assert blocks("python")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/sources.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
