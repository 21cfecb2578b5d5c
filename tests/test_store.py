"""The store: what it holds, and what a query cannot do to it, to the machine or to the network."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pyoxigraph
import pytest

from kg.errors import OutputError, QueryError
from kg.store.database import build_store, open_store
from kg.store.query import Limits, ask

T = TypeVar("T")

EX = "https://kg.example/entity/"
GRAPHS = ("https://kg.example/document/a", "https://kg.example/document/b")


def line(subject: str, object_: str, graph: str) -> str:
    return f'<{EX}{subject}> <https://kg.example/ontology#p> "{object_}" <{graph}> .\n'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3,000 statements in two graphs, and one that both graphs hold."""
    folder = tmp_path_factory.mktemp("store")
    for name, graph in zip("ab", GRAPHS, strict=True):
        own = (line(f"{name}{n}", f"value {n} <x> .", graph) for n in range(1500))
        (folder / f"{name}.nq").write_text("".join([*own, line("shared", "both", graph)]))
    build_store(sorted(folder.glob("*.nq")), folder / "store")
    return folder / "store"


def numbers(answer_to: str, store: Path) -> list[str]:
    with (answer := ask(store, answer_to)).stream:
        return [value.text for row in answer.rows() for value in row.values()]


# ------------------------------------------------------------------ what it holds


def test_a_statement_that_two_documents_share_counts_once(store: Path) -> None:
    assert numbers("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", store) == ["3001"]
    assert numbers("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", store) == ["3002"]
    assert numbers("SELECT ?o { ent:shared ?p ?o }", store) == ["both"]


def test_a_build_tells_how_many_statements_it_stored(tmp_path: Path) -> None:
    part = tmp_path / "part.nq"
    part.write_text(line("x", "1", GRAPHS[0]) + line("x", "1", GRAPHS[1]))
    assert build_store([part], tmp_path / "store") == 1
    assert len(open_store(tmp_path / "store")) == 3


def test_parts_are_loaded_together_and_large_ones_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.database._CHUNK", 2000)
    sizes = [100 if number == 30 else number % 3 for number in range(60)]
    for number, size in enumerate(sizes):
        text = "".join(line(f"p{number}-{place}", "x", GRAPHS[number % 2]) for place in range(size))
        (tmp_path / f"{number:03}.nq").write_text(text)
    assert build_store(sorted(tmp_path.glob("*.nq")), tmp_path / "store") == sum(sizes)


def test_a_store_is_not_built_over_another(store: Path) -> None:
    with pytest.raises(OutputError, match="empty folder"):
        build_store([], store)


@pytest.mark.parametrize("text", ["no statement\n", f'<{EX}x> <p:p> "1"', "<a:a> <a:b> <a:c> .\n"])
def test_what_is_not_quads_is_refused(tmp_path: Path, text: str) -> None:
    part = tmp_path / "part.nq"
    part.write_text(text)
    with pytest.raises(OutputError, match="not N-Quads"):
        build_store([part], tmp_path / "store")


def test_no_store_is_made_by_looking_for_one(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no store"):
        ask(tmp_path / "none", "ASK {}")
    assert list(tmp_path.iterdir()) == []


def test_queries_leave_no_trace(store: Path) -> None:
    before = {path: path.stat().st_size for path in store.iterdir()}
    for _ in range(3):
        ask(store, "ASK { ?s ?p ?o }").stream.close()
    assert {path: path.stat().st_size for path in store.iterdir()} == before


# ------------------------------------------------------------------ answers


ANSWERS = [
    ("SELECT ?s { ?s ?p 'both' }", {"table": "csv"}, b"s\r\nhttps://kg.example/entity/shared\r\n"),
    ("SELECT ?s { ?s ?p 'both' }", {"table": "tsv"}, b"?s\n<https://kg.example/entity/shared>\n"),
    ("ASK { ?s ?p 'both' }", {"table": "json"}, b'{"head":{},"boolean":true}'),
    (
        "CONSTRUCT WHERE { ent:shared ?p ?o }",
        {"graph": "ntriples"},
        b'<https://kg.example/entity/shared> <https://kg.example/ontology#p> "both" .\n',
    ),
]


@pytest.mark.parametrize(("query", "formats", "expected"), ANSWERS)
def test_answers(store: Path, query: str, formats: dict[str, str], expected: bytes) -> None:
    with (answer := ask(store, query, **formats)).stream:
        assert answer.stream.read() == expected


def test_turtle_is_the_same_each_time(store: Path) -> None:
    texts = set()
    for _ in range(3):
        with (answer := ask(store, "CONSTRUCT WHERE { ?s ?p ?o }")).stream:
            texts.add(answer.stream.read())
    assert len(texts) == 1
    assert len(list(pyoxigraph.parse(texts.pop(), pyoxigraph.RdfFormat.TURTLE))) == 3001


def test_from_reads_a_graph_of_the_store(store: Path) -> None:
    assert numbers(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPHS[0]}> {{ ?s ?p ?o }}", store) == ["1501"]
    assert numbers("SELECT (COUNT(*) AS ?n) FROM NAMED doc:a { GRAPH ?g { ?s ?p ?o } }", store) == ["1501"]


# ------------------------------------------------------------------ limits


CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
TOO_MUCH = [
    (f"SELECT (COUNT(*) AS ?n) {CROSS}", Limits(seconds=1), "ended after 1 seconds"),
    (f"SELECT ?a ?d ?g {CROSS} ORDER BY ?c ?f ?i", Limits(megabytes=150), "150 MB of memory"),
    (f"SELECT * {CROSS}", Limits(answer_megabytes=5), "larger than 5 MB"),
    ("ASK {" + "{" * 20_000 + "}" * 20_000 + "}", Limits(), "nested too deeply"),
]


@pytest.mark.parametrize(("query", "limits", "told"), TOO_MUCH)
def test_a_costly_query_ends_in_a_sentence(store: Path, query: str, limits: Limits, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        ask(store, query, limits=limits)
    assert numbers("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", store) == ["3001"]


def test_no_worker_outlives_its_query(store: Path) -> None:
    with pytest.raises(QueryError):
        ask(store, f"SELECT (COUNT(*) AS ?n) {CROSS}", limits=Limits(seconds=0.5))
    assert children(os.getpid()) == []


def test_a_worker_imports_nothing_from_where_it_stands(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert numbers("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", store) == ["3001"]


ASK = """
import sys
from pathlib import Path
from kg.store.query import ask
ask(Path(sys.argv[1]), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
"""


def test_a_worker_dies_with_its_parent(store: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", ASK, str(store)], cwd=Path(__file__).parents[1])
    (worker,) = wait_for(lambda: children(parent.pid))
    parent.kill()
    parent.wait()
    wait_for(lambda: not _cmdline(worker))


def children(parent: int) -> list[str]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [pid for pid in listed if b"kg.store.worker" in _cmdline(pid)]


def _cmdline(pid: str) -> bytes:
    """Empty for a process that has ended and was not waited for yet."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def wait_for(what: Callable[[], T], seconds: float = 20) -> T:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := what():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen")


MALFORMED = ["", "SELECT", "SELECT ?x { ?x", "SELECT ?x WHERE { ?x unknown:p 1 }", "DROP ALL", "x" * 5000]


@pytest.mark.parametrize("query", MALFORMED)
def test_a_malformed_query_is_one_sentence(store: Path, query: str) -> None:
    with pytest.raises(QueryError) as refused:
        ask(store, query)
    assert re.fullmatch(r"[^\n]{10,310}", str(refused.value))


@pytest.mark.parametrize(
    "verb", ["INSERT DATA", "DELETE DATA", "load", "Clear", "PREFIX a: <b:b> INSERT DATA"]
)
def test_updates_are_refused_by_name(store: Path, verb: str) -> None:
    with pytest.raises(QueryError, match=f"(?i){verb.split()[-2 if ' ' in verb else -1]} is refused"):
        ask(store, f"{verb} {{ <a:a> <a:b> <a:c> }}")


# ------------------------------------------------------------------ the network


@dataclass
class Listener:
    """A server on loopback that counts who calls."""

    door: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    calls: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.door.getsockname()[1]}/"

    def serve(self) -> None:
        while True:
            try:
                caller, _ = self.door.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    thread = threading.Thread(target=listener.serve)
    thread.start()
    yield listener
    listener.door.shutdown(socket.SHUT_RDWR)
    thread.join()
    listener.door.close()


REACHING = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'x'SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'x'^^<a:b>SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { FILTER (1<2)SERVICE<URL>{ } FILTER (3>2) }",
    "SELECT * { BIND (<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "PREFIX : <URL> SELECT * { ?s ?p 1 SERVICE:x { ?s ?p ?o } }",
    "PREFIX u: <URL> SELECT * { SERVICE u: { ?s ?p ?o } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE # why\n <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX u: <URL> SELECT * FROM u: { ?s ?p ?o }",
    "DESCRIBE <a:a> FROM <URL>",
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <a:a>",
]


@pytest.mark.parametrize("query", REACHING)
def test_no_query_reaches_the_network(store: Path, listener: Listener, query: str) -> None:
    with pytest.raises(QueryError):
        ask(store, query.replace("URL", listener.url))
    assert listener.calls == 0


HARMLESS = [
    "SELECT ?service { ?service ?p 'SERVICE <x:x> {}' }",
    "PREFIX service: <https://kg.example/ontology#> SELECT * { ?s service:service ?o }",
    "SELECT * { ?s ?p ?o } LIMIT 1 # SERVICE",
    "SELECT * { ?s <https://service.example/SERVICE> ?o FILTER (LANG(?o) = '') }",
    "SELECT * { ?s ?p '''it's a SERVICE''' }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_no_reason(store: Path, query: str) -> None:
    ask(store, query).stream.close()


CALL = """
import sys
from pathlib import Path
import pyoxigraph
from kg.store.seal import refuse_files, refuse_sockets
store, url, *seals = sys.argv[1:]
held = [refuse_sockets()] if "sockets" in seals else []
opened = pyoxigraph.Store.read_only(store)
held += [refuse_files(Path(store))] if "files" in seals else []
assert all(held), held
assert len(list(opened.query("SELECT * { ?s ?p ?o }"))) == 3001
try:
    list(opened.query("SELECT * { SERVICE <%s> { ?s ?p ?o } }" % url))
except OSError as error:
    print("refused", error)
"""


@pytest.mark.parametrize(("seals", "calls"), [(["sockets"], 0), (["files"], 0), ([], 1)])
def test_either_seal_holds_alone(store: Path, listener: Listener, seals: list[str], calls: int) -> None:
    """Without the screen, as if a spelling had slipped through; without seals the engine does call."""
    done = subprocess.run(
        [sys.executable, "-c", CALL, str(store), listener.url, *seals],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
        check=False,
    )
    assert done.stdout.startswith("refused"), done.stderr
    wait_for(lambda: listener.calls >= calls)
    assert bool(listener.calls) == bool(calls)
