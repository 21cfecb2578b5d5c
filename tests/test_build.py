"""`kg build` from end to end: what it makes, what it leaves out, and what cannot harm it."""

import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small import command, contents, kg, write_corpus

from kg.cli import COMMANDS
from kg.store.output import building

DOCUMENTS = ["agency.txt", "paper/council.html", "paper/história.txt", "records.jsonl", "records.jsonl"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder to work in, with the small corpus in `in`."""
    write_corpus(tmp_path / "in")
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `corpus`, and built into `output`: to look at only."""
    folder = tmp_path_factory.mktemp("built")
    write_corpus(folder / "in")
    done = kg("build", "in", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def report(output: Path) -> Any:
    return json.loads((output / "build.json").read_bytes())


def records(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_build_tells_what_it_read_and_made(built: Path) -> None:
    told = report(built / "output")
    assert [document["path"] for document in told["documents"]] == [f"in/{name}" for name in DOCUMENTS]
    assert told["failures"] == told["duplicates"] == []
    assert {document["seconds"] for document in told["documents"]} == {None}
    totals = told["totals"]
    assert totals["documents"] == len(DOCUMENTS)
    assert totals["claims"] == sum(document["claims"] for document in told["documents"])
    assert totals["claims"] == len(records(built / "output" / "claims.jsonl")) > 0
    assert totals["mentions"] == len(records(built / "output" / "mentions.jsonl")) > 0
    turtle = (built / "output" / "graph.ttl").read_text(encoding="utf-8")
    assert turtle.endswith(f"# {totals['statements']} triples\n")


def test_every_quote_stands_in_its_document(built: Path) -> None:
    output = built / "output"
    texts = {
        document["id"]: json.loads((output / "documents" / f"{document['id']}.json").read_bytes())[
            "document"
        ]["text"]
        for document in report(output)["documents"]
    }
    for claim in records(output / "claims.jsonl"):
        assert texts[claim["document_id"]][claim["start"] : claim["end"]] == claim["quote"]
    for mention in records(output / "mentions.jsonl"):
        assert texts[mention["document_id"]][mention["start"] : mention["end"]] == mention["text"]


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "no words"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, ""),
    "broken.pdf": (b"%PDF-1.7\nnothing more", "broken"),
    "broken.docx": (b"PK\x03\x04 no archive", "broken"),
    "broken.json": (b'{"text": ', ""),
    "table.xyz": (b"1,2,3", "known are docx"),
}


def test_bad_files_are_one_line_each_and_the_rest_is_built(corpus: Path, built: Path) -> None:
    for name, (data, _) in BAD.items():
        (corpus / "in" / name).write_bytes(data)
    done = kg("build", "in", folder=corpus)
    assert done.returncode == 1
    lines = sorted(done.stderr.splitlines())
    assert [line.split(": ")[1] for line in lines] == [f"in/{name}" for name in sorted(BAD)]
    for line, (_, (_, words)) in zip(lines, sorted(BAD.items()), strict=True):
        assert words in line
    told = report(corpus / "output")
    assert [f"kg: {failure['path']}: {failure['reason']}" for failure in told["failures"]] == lines
    assert "7 failures" in done.stdout
    for name in ("claims.jsonl", "mentions.jsonl", "graph.ttl", "graph.html"):
        assert (corpus / "output" / name).read_bytes() == (built / "output" / name).read_bytes()


def nothing(folder: Path) -> list[str]:
    (folder / "void").mkdir()
    return ["void"]


def only_bad(folder: Path) -> list[str]:
    (folder / "void").mkdir()
    (folder / "void" / "empty.txt").touch()
    return ["void"]


def not_there(folder: Path) -> list[str]:
    return ["in", str(folder.name) + "-missing"]


NOTHING_DONE: dict[str, tuple[Callable[[Path], list[str]], str]] = {
    "an empty folder": (nothing, "nothing to read in void"),
    "only bad files": (only_bad, "nothing was built"),
    "a path that does not exist": (not_there, "does not exist"),
    "an unknown engine": (lambda _: ["in", "--engine", "abacus"], "known are local"),
    "a base that is no IRI": (lambda _: ["in", "--base", "here"], "base IRI 'here'"),
    "no jobs": (lambda _: ["in", "--jobs", "0"], "jobs is 0"),
    "an unknown option": (lambda _: ["in", "--fast"], "see kg build --help"),
    "too little time": (lambda _: ["in", "--document-seconds", "0.00001"], "nothing was built"),
    "a folder of somebody else": (lambda _: ["in", "-o", "in"], "did not make"),
}


@pytest.mark.parametrize(("arrange", "words"), NOTHING_DONE.values(), ids=NOTHING_DONE)
def test_where_nothing_can_be_done_the_former_build_stays(
    arrange: Callable[[Path], list[str]], words: str, built: Path, tmp_path: Path
) -> None:
    for name in ("in", "output"):
        shutil.copytree(built / name, tmp_path / name, symlinks=True)
    done = kg("build", *arrange(tmp_path), folder=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert last.startswith("kg") and words in last
    assert "Traceback" not in done.stderr
    assert contents(tmp_path / "output") == contents(built / "output")


def test_a_second_build_redoes_only_what_changed(corpus: Path) -> None:
    def cached() -> dict[str, int]:
        return {file.name: file.stat().st_mtime_ns for file in (corpus / "output" / "cache").iterdir()}

    kg("build", "in", folder=corpus)
    first, whole = cached(), contents(corpus / "output")
    assert len(first) == len(DOCUMENTS)
    kg("build", "in", folder=corpus)
    assert cached() == first
    assert contents(corpus / "output") == whole
    agency = corpus / "in" / "agency.txt"
    agency.write_text(agency.read_text(encoding="utf-8").replace("63", "64"), encoding="utf-8")
    kg("build", "in", folder=corpus)
    assert len(cached().items() & first.items()) == len(DOCUMENTS) - 1
    assert len(cached()) == len(DOCUMENTS)
    shutil.move(corpus / "in", corpus / "moved")
    second = cached()
    kg("build", "moved", folder=corpus)
    assert cached() == second
    paths = [document["path"] for document in report(corpus / "output")["documents"]]
    assert paths == [f"moved/{name}" for name in DOCUMENTS]


def test_a_torn_cache_entry_is_made_again(corpus: Path) -> None:
    kg("build", "in", folder=corpus)
    whole = contents(corpus / "output")
    for number, file in enumerate(sorted((corpus / "output" / "cache").iterdir())):
        with file.open("r+b") as opened:
            opened.truncate(file.stat().st_size * number // len(DOCUMENTS))
    assert kg("build", "in", folder=corpus).returncode == 0
    assert contents(corpus / "output") == whole


def test_a_document_that_is_there_twice_counts_once(corpus: Path, built: Path) -> None:
    shutil.copytree(corpus / "in", corpus / "in" / "copy")
    done = kg("build", "in", folder=corpus)
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 duplicates" in done.stdout
    duplicates = report(corpus / "output")["duplicates"]
    assert duplicates[0] == {"path": "in/copy/agency.txt", "same_as": "in/agency.txt"}
    claims = (corpus / "output" / "claims.jsonl").read_bytes()
    assert claims == (built / "output" / "claims.jsonl").read_bytes()


def test_what_was_built_is_not_read(corpus: Path) -> None:
    for _ in range(2):
        assert kg("build", ".", folder=corpus).returncode == 0
        assert report(corpus / "output")["totals"]["documents"] == len(DOCUMENTS)


HOSTILE = """
import os, signal
from kg.language.encoder import Encoder

class Hostile(Encoder):
    NAME = "hostile"
    def __call__(self, text):
        if "denied" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "mourns" in text or "mourn" in text:
            raise ValueError("no mourning")
        while "displaced" in text:
            pass
        if "born" in text:
            return b"x" * 2_000_000_000
        return super().__call__(text)
"""


def test_documents_that_break_their_workers_are_one_line_each(corpus: Path) -> None:
    (corpus / "hostile.py").write_text(HOSTILE, encoding="utf-8")
    options = ["--annotator", "hostile.py:Hostile", "--document-seconds", "5", "--document-megabytes", "1000"]
    done = kg("build", "in", *options, folder=corpus)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert sorted(re.sub(r".*?in/", "", line) for line in done.stderr.splitlines()) == [
        "agency.txt: ended its process (SIGKILL)",
        "paper/história.txt: took longer than the 5 seconds allowed; allow more, or split it",
        "records.jsonl: needs more than the 1000 MB allowed; allow more, or split it",
    ]
    assert report(corpus / "output")["totals"]["documents"] == 2


def test_a_full_disk_leaves_the_former_build(built: Path, tmp_path: Path) -> None:
    for name in ("in", "output"):
        shutil.copytree(built / name, tmp_path / name, symlinks=True)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000))

    done = kg("build", "in", "--base", "https://other.example/", folder=tmp_path, before=little_room)
    assert done.returncode == 2
    assert re.fullmatch(r"kg: .*(File too large|cannot be written).*\n", done.stderr)
    assert contents(tmp_path / "output") == contents(built / "output")
    assert len(list((tmp_path / "output" / "generations").iterdir())) == 1


def moments(cold: float) -> Iterator[float]:
    yield from (cold * (number + 0.5) / 10 for number in range(10))


def test_killed_ten_times_the_former_build_is_whole_and_the_next_one_equal(corpus: Path, built: Path) -> None:
    (corpus / "old").mkdir()
    shutil.copy(corpus / "in" / "agency.txt", corpus / "old")
    assert kg("build", "old", folder=corpus).returncode == 0
    former, undisturbed = contents(corpus / "output"), contents(built / "output")
    started = time.monotonic()
    kg("build", "in", "-o", "timed", folder=corpus)
    seen = []
    for moment in moments(time.monotonic() - started):
        shutil.rmtree(corpus / "output" / "cache", ignore_errors=True)
        process = subprocess.Popen(
            command("build", "in"),
            cwd=corpus,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.DEVNULL,
        )
        time.sleep(moment)
        process.kill()
        process.wait()
        seen.append(contents(corpus / "output"))
        assert seen[-1] in (former, undisturbed)
        if seen[-1] == undisturbed:  # it was quick this time; back to the former
            assert kg("build", "old", folder=corpus).returncode == 0
    assert former in seen
    assert kg("build", "in", folder=corpus).returncode == 0
    assert contents(corpus / "output") == undisturbed
    assert len(list((corpus / "output" / "generations").iterdir())) == 1
    assert len(list((corpus / "output" / "cache").iterdir())) == len(DOCUMENTS)


def test_a_killed_build_is_gone_on_with(corpus: Path) -> None:
    cache = corpus / "output" / "cache"
    process = subprocess.Popen(
        command("build", "in", "--jobs", "1"),
        cwd=corpus,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
    )
    while process.poll() is None and not (cache.is_dir() and list(cache.glob("*.json"))):
        time.sleep(0.01)
    process.kill()
    process.wait()
    kept = {file: file.stat().st_mtime_ns for file in cache.glob("*.json")}
    assert kept
    assert kg("build", "in", folder=corpus).returncode == 0
    assert {file: file.stat().st_mtime_ns for file in kept} == kept


def test_an_interrupt_is_one_line_and_leaves_nothing(corpus: Path) -> None:
    process = subprocess.Popen(
        command("build", "in"),
        cwd=corpus,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while process.poll() is None and not list((corpus / "output").glob("generations/*")):
        time.sleep(0.01)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    out, err = process.communicate()
    assert (process.returncode, out) == (130, "")
    assert err == "kg: interrupted; what was built before is untouched\n"
    assert list((corpus / "output" / "generations").iterdir()) == []


def test_a_second_builder_is_turned_away(corpus: Path) -> None:
    with building(corpus / "output"):
        done = kg("build", "in", folder=corpus)
    assert done.returncode == 2
    assert "another build is writing there" in done.stderr


@pytest.mark.parametrize("words", [["build", "in"], ["--help"], ["build", "--help"]])
def test_a_reader_that_leaves_is_no_error(words: list[str], corpus: Path) -> None:
    process = subprocess.Popen(
        command(*words),
        cwd=corpus,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_progress_is_for_terminals_only(corpus: Path, built: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("build", "in"),
        cwd=corpus,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 1024)
        except OSError:  # how a terminal says that its other side is closed
            break
    os.close(ours)
    out, _ = process.communicate()
    assert b"Extracting" in shown and b"/5" in shown
    assert out.splitlines()[0].startswith("5 documents, ")
    assert contents(corpus / "output") == contents(built / "output")


def test_timings_are_there_when_asked_for(corpus: Path) -> None:
    assert kg("build", "in", "--timings", folder=corpus).returncode == 0
    assert all(document["seconds"] > 0 for document in report(corpus / "output")["documents"])


def test_help_loads_nothing_that_only_work_needs() -> None:
    script = "import sys; from kg.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    *help_text, modules = done.stdout.splitlines()
    loaded = set(modules.split())
    assert {name for name in loaded if name.split(".")[0] == "kg"} == {"kg", "kg.cli"}
    assert loaded.isdisjoint(
        {"asyncio", "multiprocessing", "numpy", "pyoxigraph", "rdflib", "rich", "subprocess"}
    )
    for name, (_, summary) in COMMANDS.items():
        assert any(line.split() == [name, *summary.split()] for line in help_text)
