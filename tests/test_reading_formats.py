"""Each format, written by a real library and read back: the text, the metadata, the name."""

import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from kg.errors import ReadingError
from kg.model import Document, Metadata, Span
from kg.model.identifiers import document_id, text_sha256
from kg.reading import FORMATS, MEDIA_TYPES, attempts, read
from kg.reading.decoding import clean

ROOT = Path(__file__).resolve().parents[1]
SENTENCE = (
    "Shells struck the town of Gradina on Monday, witnesses said, and the mayor counted twelve wounded. "
)


def one(path: Path, data: bytes | str) -> Document:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    (document,) = read(path)
    return document


def test_every_ending_has_a_reader_and_a_media_type() -> None:
    assert set(FORMATS.table) == set(MEDIA_TYPES)
    assert all(callable(FORMATS.load(ending)) for ending in FORMATS.table)


def test_a_document_carries_its_identifiers(tmp_path: Path) -> None:
    document = one(tmp_path / "report.v2.TXT", "Headline: The fall\n\nShells fell on Gradina.")
    assert (document.name, document.media_type) == ("report.v2", "text/plain")
    assert document.metadata == Metadata(title="The fall")
    assert document.sha256 == text_sha256(document.text)
    assert document.id == document_id(document.name, document.text, document.metadata)
    assert document.path == str(tmp_path / "report.v2.TXT")


# --- plain text: the text is the file -------------------------------------------------------------

TEXTS = {
    "CRLF": "Shells fell.\r\n\r\nOn Gradina.\r\n",
    "CR": "Shells fell.\rOn Gradina.",
    "byte order mark": "\ufeffShells fell.",
    "NFD": unicodedata.normalize("NFD", "Petar Šimić left Čaplja."),
    "astral": "𝔊radina 🏚 fell.",
    "right to left": "سقطت البلدة \u200f(غرادينا)\u200e אתמול.",
    "blanks": "  \tShells fell.  \n\n\n",
    "line separators": "Shells\u2028fell\u2029on\u0085Gradina".replace("\u0085", ""),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("ending", ["txt", "text", "md"])
def test_plain_text_stays_as_it_stands(tmp_path: Path, ending: str, text: str) -> None:
    assert one(tmp_path / f"a.{ending}", text).text == text


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.text(max_size=20).filter(lambda text: sum(c < " " for c in text) < 4),
    word=st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8),
    form=st.sampled_from(["NFC", "NFD"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_offsets_are_those_of_the_file(
    tmp_path: Path, before: str, word: str, form: str, end: str, mark: str
) -> None:
    head = mark + unicodedata.normalize(form, before) + end
    text = head + word + end
    document = one(tmp_path / "a.txt", text)
    in_file = (tmp_path / "a.txt").read_bytes().decode("utf-8")
    assert len(document.text) == len(in_file)
    assert document.text == clean(in_file)
    assert Span(len(head), len(head) + len(word)).of(document.text) == word


@given(st.text(st.characters(), max_size=60))
@settings(deadline=None)
def test_cleaning_keeps_offsets_and_is_done_once(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    assert all(new == old or new == "\ufffd" for new, old in zip(cleaned, text, strict=True))
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


def test_controls_and_surrogates_are_replaced_one_for_one() -> None:
    assert clean("a\x00b\x0cc\x1bd\x7fe\x85f\ud800g\uffffh\ti\nj\rk") == "a�b�c�d�e�f�g�h\ti\nj\rk"


ENCODED = {
    "utf-16-le": b"\xff\xfe" + "Čaplja fell.".encode("utf-16-le"),
    "utf-16-be": b"\xfe\xff" + "Čaplja fell.".encode("utf-16-be"),
    "utf-32-le": b"\xff\xfe\x00\x00" + "Čaplja fell.".encode("utf-32-le"),
    "utf-32-be": b"\x00\x00\xfe\xff" + "Čaplja fell.".encode("utf-32-be"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, data: bytes) -> None:
    assert one(tmp_path / "a.txt", data).text == "\ufeffČaplja fell."


LEGACY = {
    "typographic": ("“The people’s houses – all – burnt,” she said…", "cp1252"),
    "Cyrillic": ("Город Градина был обстрелян вчера вечером, сообщили местные жители и врачи.", "cp1251"),
}


@pytest.mark.parametrize(("text", "encoding"), LEGACY.values(), ids=LEGACY)
def test_a_legacy_encoding_is_taken_where_only_one_fits(tmp_path: Path, text: str, encoding: str) -> None:
    assert one(tmp_path / "a.txt", text.encode(encoding)).text == text


AMBIGUOUS = {
    "one accent": ("The café of Gradina was shelled.", "cp1252"),
    "central European": ("Načelnik Petar Šimić je žurno otišao iz Gradine.", "cp1250"),
    "DOS accents": ("Die Stadt war sch”n, sagte der B?rgermeister.".replace("”", "ö"), "cp437"),
}


@pytest.mark.parametrize(("text", "encoding"), AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_an_encoding_is_not_guessed_where_several_fit(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    with pytest.raises(ReadingError, match=r"is not UTF-8 and could be .* save it as UTF-8"):
        read(tmp_path / "a.txt")


# --- HTML -----------------------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Shelling of Gradina - Nord Times</title>{head}<style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/war">War</a></li></ul></nav>
<article><h1>Shelling of Gradina</h1>{body}<script>var secret = "never text";</script></article>
<footer>All rights reserved</footer></body></html>"""

META = (
    '<meta property="og:site_name" content="Nord Times"><meta name="author" content="Ana Lukic">'
    '<meta property="article:published_time" content="1993-03-03T23:10:00+04:00">'
    '<link rel="canonical" href="https://nord.example/gradina">'
)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Nord Times online"},
        {
            "@type": ["NewsArticle"],
            "headline": "Shelling of Gradina",
            "datePublished": "1993-03-03",
            "dateModified": "2020-01-01",
            "author": [{"@type": "Person", "name": "Ana Lukic"}, {"@type": "Person", "name": "Petar Horvat"}],
            "publisher": {"@type": "Organization", "name": "Nord Times"},
        },
    ],
}
BODY = f"<p>{SENTENCE * 3}</p>\n<p>He said <b>three</b> were\n killed &amp; &lt;two&gt; missing.</p>"


def test_html_keeps_paragraphs_and_drops_what_is_around(tmp_path: Path) -> None:
    document = one(tmp_path / "a.html", PAGE.format(head=META, body=BODY))
    assert document.text.split("\n\n")[-2:] == [
        (SENTENCE * 3).strip(),
        "He said three were killed & <two> missing.",
    ]
    assert "secret" not in document.text and "color" not in document.text and "Home" not in document.text
    assert document.metadata == Metadata(
        title="Shelling of Gradina",
        date="1993-03-03",
        publisher="Nord Times",
        author="Ana Lukic",
        url="https://nord.example/gradina",
        language="en",
    )


def test_html_metadata_out_of_linked_data(tmp_path: Path) -> None:
    head = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    metadata = one(tmp_path / "a.html", PAGE.format(head=head, body=BODY)).metadata
    assert (metadata.title, metadata.date) == ("Shelling of Gradina", "1993-03-03")
    assert (metadata.author, metadata.publisher) == ("Ana Lukic, Petar Horvat", "Nord Times")


@pytest.mark.parametrize(
    "broken", ["{", "[" * 100_000, "[1, null]", '{"@type": "NewsArticle", "author": 5e9}']
)
def test_broken_linked_data_says_nothing(tmp_path: Path, broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    assert one(tmp_path / "a.html", PAGE.format(head=head, body=BODY)).metadata.date is None


def test_a_page_that_tells_no_date_has_none(tmp_path: Path) -> None:
    body = BODY + "<p>On 5 May 1992 it had been quiet. Copyright 2019.</p>"
    assert one(tmp_path / "2020-02-02.html", PAGE.format(head="", body=body)).metadata.date is None


def test_a_marked_time_dates_a_page(tmp_path: Path) -> None:
    body = '<time datetime="1993-03-03T10:00">3 March</time>' + BODY
    assert one(tmp_path / "a.html", PAGE.format(head="", body=body)).metadata.date == "1993-03-03"


def test_html_loses_no_words_that_stand_bare(tmp_path: Path) -> None:
    words = [f"{SENTENCE}Number {number}." for number in range(8)]
    body = (
        f"<p>{words[0]}</p><div>{words[1]}</div><p>{words[2]}</p><section><div><span>{words[3]}</span></div></section>"
        f"{words[4]} <p>{words[5]}</p><blockquote>{words[6]}</blockquote><ul><li>{words[7]}</li></ul>"
    )
    text = one(tmp_path / "a.html", PAGE.format(head="", body=body)).text
    assert text.split("\n\n")[1:] == [*words[:7], f"- {words[7]}"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Shells fell.</p>", "Shells fell."),
        ("Shells fell &amp; burst.", "Shells fell & burst."),
        ("<p>One.<p>Two.", "One.\n\nTwo."),
        ("<footer>Shells <i>fell</i>.</footer>", "Shells fell."),
        ("<table><tr><td>Killed</td><td>12</td></tr></table>", "| Killed | 12 |"),
        ('<?xml version="1.0" encoding="utf-8"?><html><body><p>Shells.</p></body></html>', "Shells."),
    ],
)
def test_a_bare_page_is_text_too(tmp_path: Path, page: str, text: str) -> None:
    assert one(tmp_path / "a.xhtml", page).text == text


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    page = '<meta charset="windows-1250"><p>Načelnik Petar Šimić.</p>'
    assert one(tmp_path / "a.html", page.encode("cp1250")).text == "Načelnik Petar Šimić."


@pytest.mark.parametrize("depth", [100, 240])
def test_nested_elements_lose_nothing(tmp_path: Path, depth: int) -> None:
    page = "<div>" * depth + "<p>Deep words.</p>" + "</div>" * depth + "<p>Words after.</p>"
    assert one(tmp_path / "a.html", page).text == "Deep words.\n\nWords after."


@pytest.mark.parametrize("depth", [260, 3000, 100_000])
def test_elements_nested_too_deep_are_refused_not_lost(tmp_path: Path, depth: int) -> None:
    (tmp_path / "a.html").write_text("<div>" * depth + "<p>Deep words.</p>", "utf-8")
    with pytest.raises(ReadingError, match="nests elements deeper"):
        read(tmp_path / "a.html")


# --- PDF ------------------------------------------------------------------------------------------


def pdf(paragraphs: list[str], **properties: str) -> bytes:
    file, styles = io.BytesIO(), getSampleStyleSheet()
    SimpleDocTemplate(file, invariant=1, **properties).build(
        [Paragraph(p, styles["BodyText"]) for p in paragraphs]
    )
    return file.getvalue()


def test_pdf_lines_become_paragraphs_again(tmp_path: Path) -> None:
    paragraphs = ["Shelling of Gradina", "Gradina, 3 March 1993 (Agency Nord) –", SENTENCE * 4 + "It ended."]
    paragraphs += [SENTENCE * number + f"That was day {number}." for number in range(2, 20)]
    document = one(tmp_path / "a.pdf", pdf(paragraphs, title="Shelling", author="Ana Lukic"))
    assert document.text.split("\n\n") == paragraphs
    assert document.metadata == Metadata(
        title="Shelling",
        author="Ana Lukic",
        date="1993-03-03",
        agency="Agency Nord",
        dateline="Gradina, 3 March 1993",
    )


def test_pdf_placeholders_say_nothing(tmp_path: Path) -> None:
    metadata = one(tmp_path / "a.pdf", pdf([SENTENCE])).metadata
    assert metadata == Metadata()


# --- DOCX -----------------------------------------------------------------------------------------


def docx(word: WordDocument) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


RUNS = f"""<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">Kept, </w:t></w:r>
<w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve">inserted, </w:t></w:r></w:ins>
<w:del w:id="2" w:author="x"><w:r><w:delText>deleted, </w:delText></w:r></w:del>
<w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>and</w:t><w:tab/><w:t>broken.</w:t></w:r></w:p>"""

BOX = f"""<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><w:t>Beside a box.</w:t>
<mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p>
</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p>
</w:txbxContent></mc:Fallback>
</mc:AlternateContent></w:r></w:p>"""

CONTROL = f"""<w:sdt {nsdecls("w")}><w:sdtContent><w:p><w:r><w:t>In a content control.</w:t></w:r></w:p>
</w:sdtContent></w:sdt>"""


def test_docx_gives_all_its_paragraphs(tmp_path: Path) -> None:
    word = WordDocument()
    word.core_properties.title, word.core_properties.author = "Shelling", "Ana Lukic"
    word.add_heading("Shelling of Gradina")
    table = word.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Killed"
    table.cell(0, 2).text = "12"
    for xml in (RUNS, BOX, CONTROL):
        word.element.body.insert(-1, parse_xml(xml))
    document = one(tmp_path / "a.docx", docx(word))
    assert document.text.split("\n\n") == [
        "Shelling of Gradina",
        "Killed",
        "12",
        "Kept, inserted, linked\nand\tbroken.",
        "Beside a box.",
        "In the box.",
        "In a content control.",
    ]
    assert document.metadata == Metadata(title="Shelling", author="Ana Lukic")


def test_docx_template_defaults_say_nothing(tmp_path: Path) -> None:
    word = WordDocument()
    word.add_paragraph(SENTENCE)
    assert one(tmp_path / "a.docx", docx(word)).metadata == Metadata()


# --- JSON and JSON Lines --------------------------------------------------------------------------

RECORD = {
    "id": 7,
    "headline": "The fall",
    "published_at": "1993-03-03T10:00:00Z",
    "source": {"id": None, "name": "Nord Times"},
    "byline": "By Ana Lukic",
    "url": "https://nord.example/7",
    "lang": "en",
    "agency": "Agency Nord",
    "body": "Shells fell on Gradina.",
}
READ = Metadata(
    title="The fall",
    date="1993-03-03",
    publisher="Nord Times",
    author="Ana Lukic",
    agency="Agency Nord",
    url="https://nord.example/7",
    language="en",
)


def test_a_json_object_is_one_document_named_as_its_file(tmp_path: Path) -> None:
    document = one(tmp_path / "a.json", json.dumps(RECORD))
    assert (document.name, document.text, document.metadata) == ("a", RECORD["body"], READ)


@pytest.mark.parametrize("ending", ["json", "jsonl", "ndjson"])
def test_records_are_documents_of_unique_names(tmp_path: Path, ending: str) -> None:
    records = [
        RECORD,
        {"text": "Two."},
        {"id": "7", "content": ["Three.", "Four."]},
        {"name": "x\ny", "text": "Five."},
    ]
    lines = [json.dumps(record) for record in records]
    path = tmp_path / f"a.{ending}"
    path.write_text(
        f"[{','.join(lines)}]" if ending == "json" else "\ufeff" + "\r\n\r\n".join(lines), "utf-8"
    )
    assert [(document.name, document.text) for document in read(path)] == [
        ("7", RECORD["body"]),
        ("a-2", "Two."),
        ("7-2", "Three.\n\nFour."),
        ("x y", "Five."),
    ]


def test_a_line_separator_within_a_record_parts_no_records(tmp_path: Path) -> None:
    assert (
        one(tmp_path / "a.jsonl", '{"text": "One\u2028two\u0085 three."}').text == "One\u2028two\ufffd three."
    )


def test_attempts_go_on_after_a_broken_record(tmp_path: Path) -> None:
    lines = ['{"text": "One."}', "{", "[]", '{"text": " "}', '{"title": "x"}', '{"text": "\\ud800 six."}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    found = list(attempts(tmp_path / "a.jsonl"))
    assert [item.text for item in found if isinstance(item, Document)] == ["One.", "\ufffd six."]
    reasons = [
        item.reason.split(" (")[0].split(" in any")[0] for item in found if isinstance(item, ReadingError)
    ]
    assert reasons == [
        "line 2 is not valid JSON",
        "line 3 is no JSON object; give objects with a field 'text'",
        "record 4 holds only white space or signs, no words; remove it or give it text",
        "line 5 has no text",
    ]
    with pytest.raises(ReadingError, match="line 2"):
        read(tmp_path / "a.jsonl")


def test_reading_does_not_follow_hash_seed_zone_or_locale(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(head=META, body=BODY * 3), "utf-8")
    (tmp_path / "b.pdf").write_bytes(pdf([SENTENCE * 3] * 3))
    (tmp_path / "ä.txt").write_text("date 1993-03-03 GRADINA, Bosnia, March 3\n\nŠells fell.", "utf-8")
    code = (
        "import json, sys\nfrom kg.model.codec import to_data\nfrom kg.reading import read, walk\n"
        "print(json.dumps([to_data(document) for path in walk(sys.argv[1:]) for document in read(path)]))"
    )
    worlds = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"},
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, **world},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for world in worlds
    }
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())) == 3
