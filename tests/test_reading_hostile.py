"""Bad input is a ReadingError of one line with what to do, and never anything else."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from kg.errors import ReadingError
from kg.model import Document, Metadata
from kg.reading import FORMATS, attempts, docx, read, reader

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "hostile"
ROOT = Path(__file__).resolve().parents[1]


def pdf_of(*strings: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for string in strings:
        canvas.drawString(100, 700, string)
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    return file.getvalue()


def encrypted(data: bytes, password: str) -> bytes:
    file = io.BytesIO()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def docx_of(text: str) -> bytes:
    file = io.BytesIO()
    word = WordDocument()
    word.add_paragraph(text)
    word.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def bomb() -> bytes:
    return with_part(docx_of("x"), "word/document.xml", b"<w:p/>" * (docx.MAX_XML_BYTES // 6 + 1))


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;&f;</w:t></w:r>
</w:p></w:body></w:document>"""

BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "empty": ("a.txt", b"", "is empty"),
    "white space": ("a.txt", b" \r\n\t\xc2\xa0", "holds only white space"),
    "only a byte order mark": ("a.txt", b"\xef\xbb\xbf", "holds only white space"),
    "only signs": ("a.md", b"--- ... ***", "holds only white space or signs"),
    "binary": ("a.txt", bytes(range(256)) * 10, "is binary"),
    "zeros": ("a.txt", bytes(1000), "is binary"),
    "UTF-16 without its mark": ("a.txt", "Shells fell.".encode("utf-16-le"), "UTF-16 without its mark"),
    "half a UTF-16 unit": ("a.txt", b"\xff\xfeS\x00h", "is not text in utf-16-le"),
    "a PDF called txt": ("a.txt", pdf_of("Shells fell."), "is a PDF by its content"),
    "a zip called html": ("a.html", docx_of("Shells fell."), "is a zip archive"),
    "an image": ("a.md", b"\x89PNG\r\n\x1a\n" + bytes(50), "is a PNG image"),
    "unknown type": ("a.xyz", b"Shells fell.", "is of the unknown type .xyz; known are"),
    "no type": ("a", b"Shells fell.", "has no ending"),
    "an ending that is a target": ("a.os:system", b"true", "is of the unknown type .os:system"),
    "empty page": ("a.html", b"<html><body> </body></html>", "has no running text"),
    "script alone": ("a.html", b"<script>document.write('x')</script>", "has no running text"),
    "unclosed tags": ("a.html", b"<b>" * 5000 + b"x", "nests elements deeper"),
    "broken PDF": ("a.pdf", b"%PDF-1.7 and no more", "is broken or no pdf file"),
    "text called pdf": ("a.pdf", b"Shells fell.", "is broken or no pdf file"),
    "cut PDF": ("a.pdf", pdf_of("Shells fell.")[:300], "is broken or no pdf file"),
    "encrypted PDF": ("a.pdf", lambda: encrypted(pdf_of("Shells fell."), "secret"), "is encrypted"),
    "PDF without text": ("a.pdf", pdf_of(), "has no text layer"),
    "text called docx": ("a.docx", b"Shells fell.", "is broken or no docx file"),
    "old Word": ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(512), "is encrypted or in the old Word format"),
    "cut docx": ("a.docx", lambda: docx_of("Shells fell.")[:2000], "is broken or no docx file"),
    "zip that is no docx": (
        "a.docx",
        lambda: with_part(b"PK\x05\x06" + bytes(18), "x", b"y"),
        "is broken or no docx",
    ),
    "docx without words": ("a.docx", lambda: docx_of(" "), "holds only white space"),
    "zip bomb": ("a.docx", bomb, "unpacks to 24 MiB"),
    "entities in docx": (
        "a.docx",
        lambda: with_part(docx_of("x"), "word/document.xml", ENTITIES),
        "no words",
    ),
    "broken JSON": ("a.json", b'{"text": "Shells', "is not valid JSON"),
    "JSON of another kind": ("a.json", b'"Shells fell."', "is no JSON object"),
    "empty list": ("a.json", b"[]", "is an empty list"),
    "no text field": ("a.json", b'{"title": "Shells"}', "has no text in any of the fields"),
    "deep JSON": ("a.json", b"[" * 200_000, "nested too deep"),
    "huge number": ("a.json", b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "too large a number"),
    "JSON over several lines": (
        "a.jsonl",
        b'{\n"text": "x"\n}',
        "holds no record on any line; the first: line 1",
    ),
    "blank lines": ("a.jsonl", b"\n\n", "holds only white space"),
}


@pytest.mark.parametrize(("name", "data", "reason"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    name: str,
    data: bytes | Callable[[], bytes],
    reason: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data())
    with pytest.raises(ReadingError) as failed:
        read(path)
    assert failed.value.path == str(path)
    assert reason in failed.value.reason
    assert str(failed.value).isprintable()
    assert capfd.readouterr() == ("", "")


def test_oversize_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(reader.MAX_FILE_BYTES + 1)
    with pytest.raises(ReadingError, match="is larger than 64 MiB; split it"):
        read(path)


def test_a_text_too_long_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * (reader.MAX_TEXT_LENGTH + 1))
    with pytest.raises(ReadingError, match="more than 4,000,000"):
        read(tmp_path / "a.txt")


def test_a_pdf_locked_by_its_owner_alone_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(encrypted(pdf_of("Shells fell on Gradina."), ""))
    assert read(tmp_path / "a.pdf")[0].text == "Shells fell on Gradina."


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ending=st.sampled_from(sorted(FORMATS.table)), data=st.binary(max_size=400))
def test_any_bytes_are_documents_or_errors(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    for found in attempts(path):
        assert isinstance(found, Document | ReadingError)
        assert isinstance(found, Document) or str(found).isprintable()


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from('AaBy DATE date1993-0 ,.:()/–—-\n\r"GRADINA#3'), max_size=200))
def test_any_head_is_read(text: str) -> None:
    metadata = reader.from_text(text)
    for field in Metadata.__slots__:
        value = getattr(metadata, field)
        assert value is None or value == "" or value in text or field == "date"


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile strings are not here")
def test_hostile_strings_are_only_strings(tmp_path: Path) -> None:
    strings = json.loads((HOSTILE / "naughty-strings.json").read_text("utf-8"))
    strings += [line for path in HOSTILE.glob("*.txt") for line in path.read_text("utf-8").splitlines()]
    fields = ("id", "text", "title", "author", "publisher", "date", "url", "language")
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps(dict.fromkeys(fields, s)) for s in strings), "utf-8"
    )
    found = list(attempts(tmp_path / "a.jsonl"))
    assert len(found) == len(strings)
    documents = [item for item in found if isinstance(item, Document)]
    assert len({document.name for document in documents}) == len(documents) > 900
    for document in documents:
        assert document.text in {reader.clean(string) for string in strings}
        assert document.name.encode("utf-8") and "\n" not in document.name
        assert not document.metadata.title or "\n" not in document.metadata.title


def test_libraries_stay_silent_without_any_logging_set_up(tmp_path: Path) -> None:
    """A fresh interpreter with all warnings on: pypdf and others would print to standard error."""
    (tmp_path / "a.pdf").write_bytes(pdf_of("Shells fell.").replace(b"startxref", b"startxxxx"))
    (tmp_path / "b.html").write_bytes(b"<p>Shells")
    (tmp_path / "c.docx").write_bytes(docx_of("Shells fell."))
    code = (
        "import sys\nfrom kg.reading import attempts, walk\n"
        "print([len([*attempts(path)]) for path in walk(sys.argv[1:])])"
    )
    command = [sys.executable, "-W", "default", "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[1, 1, 1]\n", "")
