"""HTML: the running text by trafilatura, one paragraph a block, blocks apart by a blank line."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from kg.reading.content import Content, Unreadable
from kg.reading.decoding import decode
from kg.reading.html_metadata import metadata_of_page

__all__ = ["contents"]

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096

_WITHIN_LINES = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
        "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u",
        "var", "wbr",
    )
)  # fmt: skip
"""Elements that stand in a line of text; all others part paragraphs."""

_UNSEEN = ("head", "script", "style", "template", "noscript", "svg", "math", "object", "iframe")


def contents(data: bytes, encoding: str | None = None) -> Iterator[Content]:
    """The one text of the page; Unreadable where there is none, or where lxml would lose some."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    declared = match[1].decode("ascii") if match else None
    page = decode(data, said=encoding, declared=declared).lstrip("\ufeff").replace("\0", "\ufffd")
    tree = _tree(page)
    text = _text(tree)
    if not text:
        raise Unreadable("has no running text; if a script fills the page, save what the browser shows")
    yield Content(text=text, metadata=metadata_of_page(tree))


def _tree(page: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        # libxml2 drops the text of deeper elements, and what follows them, without an error.
        raise Unreadable("nests elements deeper than 250, where text would be lost; save it as plain text")
    return tree


def _mark_paragraphs(tree: Any) -> None:
    """Put words that stand bare in a division into paragraphs: trafilatura passes over them otherwise."""
    for division in list(tree.iter("article", "div", "main", "section")):
        blocks, paragraph = [], _paragraph(division.text)
        division.text = None
        for child in list(division):
            if all(element.tag in _WITHIN_LINES for element in child.iter()):
                paragraph.append(child)
                continue
            blocks += [paragraph, child]
            paragraph, child.tail = _paragraph(child.tail), None
        division[:] = [
            block for block in (*blocks, paragraph) if block.text or len(block) or block.tag != "p"
        ]


def _paragraph(text: str | None) -> Any:
    paragraph = lxml_html.Element("p")
    paragraph.text = text if text and text.strip() else None
    return paragraph


def _text(tree: Any) -> str:
    import trafilatura
    from trafilatura.settings import use_config

    _mark_paragraphs(tree)
    config = use_config()
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    found = trafilatura.extract(
        tree,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        favor_recall=True,  # what is lost here cannot be cited
        config=config,
    )
    lines = (found or _all_text(tree)).splitlines()
    return "\n\n".join(line.strip() for line in lines if any(map(str.isalnum, line)))


def _all_text(tree: Any) -> str:
    """Every word of a page in which trafilatura sees no article."""
    for unseen in tree.xpath("//" + "|//".join(_UNSEEN)):
        unseen.drop_tree()
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        pieces.append("\n" if element.tag not in _WITHIN_LINES or element.tag == "br" else "")
        pieces.append((element.text if event == "start" else element.tail) or "")
    return "".join(pieces)
