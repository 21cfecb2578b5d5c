"""Claims as nobody wrote them: strategies that several tests draw from."""

import string
from collections.abc import Iterable

from hypothesis import strategies as st

from kg.model import (
    Attribution,
    Claim,
    ClaimKind,
    Document,
    Extraction,
    Metadata,
    Polarity,
    Quantity,
    Role,
    Span,
    Term,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ENTITY = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=6)
NUMBER = st.one_of(st.none(), st.integers(0, 10**12).map(float), st.floats(0, allow_infinity=False))
TERM = st.builds(Term, text=TEXT, entity=st.none() | ENTITY)
WHEN = st.sampled_from([None, "1993", "199X", "1993-05-04", "1993-21", "1993/1994-02", "../1993", "soon"])
DOCUMENT_ID = "0123456789abcdef"


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    roles = draw(st.lists(st.sampled_from(Role), max_size=4))
    quote = draw(TEXT)
    start = draw(st.integers(0, 10**6))
    quantity = st.builds(
        Quantity,
        low=NUMBER,
        high=NUMBER,
        qualifier=TEXT,
        category=TEXT,
        outcome=st.none() | TEXT,
        surface=TEXT,
    )
    return Claim(
        document=DOCUMENT_ID,
        kind=draw(st.sampled_from(ClaimKind)),
        subject=draw(TERM),
        object=draw(st.none() | TERM),
        quantity=draw(st.none() | quantity),
        when=draw(WHEN),
        where=draw(st.none() | TERM),
        speaker=draw(st.none() | TERM),
        attribution=tuple(
            Attribution(hop=hop, role=role, agent=draw(TERM)) for hop, role in enumerate(roles)
        ),
        polarity=draw(st.sampled_from(Polarity)),
        # A passage is known by its place: two claims of one place quote the same words.
        span=Span(start, start + len(quote)),
        quote=quote,
        confidence=draw(st.floats(0, 1)),
        extractor=draw(TEXT),
    )


def extraction_of(found: Iterable[Claim], name: str = "report") -> Extraction:
    document = Document(
        id=DOCUMENT_ID,
        name=name,
        path=name,
        text="",
        sha256="0" * 64,
        media_type="text/plain",
        metadata=Metadata(title=name, publisher=name, author=name, date=name, url=name, dateline=name),
    )
    return Extraction(document=document, entities=(), mentions=(), claims=tuple(found))
