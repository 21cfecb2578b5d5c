"""The page: what it holds, and what a reader can do with it in a real browser."""

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.model import (
    Attribution,
    Claim,
    ClaimKind,
    Document,
    Entity,
    EntityType,
    Extraction,
    Metadata,
    Polarity,
    Quantity,
    Role,
    Span,
    Term,
)
from kg.model.identifiers import document_id, text_sha256
from kg.view import page
from kg.view.comparison import comparisons
from kg.view.content import content
from kg.view.excerpts import CONTEXT, Excerpts
from kg.view.figures import figures
from kg.view.layout import positions
from kg.view.network import OVERVIEW

HOSTILE = Path(__file__).parent.parent.parent / "shared" / "hostile"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

EVENT = Entity(
    id="event-shelling-gradina-1993-03-12",
    type=EntityType.EVENT,
    label="Shelling, Gradina, 12 March 1993",
    aliases=("the shelling of Gradina",),
    act="shelling",
    when="1993-03-12",
    where="place-gradina",
)
PEOPLE = (
    EVENT,
    Entity(id="place-gradina", type=EntityType.PLACE, label="Gradina"),
    Entity(id="person-ana-lukic", type=EntityType.PERSON, label="Ana Lukić", aliases=("Lukić", "Ana Lukić")),
    Entity(id="militaryunit-7th-brigade", type=EntityType.UNIT, label="7th Brigade"),
    Entity(id="organization-northern-front", type=EntityType.ORGANIZATION, label="Northern Front"),
    Entity(id="country-marovia", type=EntityType.COUNTRY, label="Маровия 𐌰"),
)
ENTITIES = {entity.id: entity for entity in PEOPLE}
NORTH = (
    "The 7th Brigade of the Northern Front shelled Gradina on 12 March. "
    "“𝟔𝟑 is wrong: 63 children were killed,” said Ana Lukić, a doctor. 🕊 Some 600 people fled."
)
SOUTH = (
    "Gradina was shelled in March. 83 children were killed there. The 7th Brigade did not fire on Gradina."
)


def report(name: str, text: str, **said: str | None) -> Document:
    metadata = Metadata(**said)
    identifier = document_id(name, text, metadata)
    sha256 = text_sha256(text)
    return Document(
        id=identifier,
        name=name,
        path=f"{name}.txt",
        text=text,
        sha256=sha256,
        media_type="text/plain",
        metadata=metadata,
    )


def claim(
    document: Document, kind: ClaimKind, subject: str, object_: str | None, quote: str, **more: Any
) -> Claim:
    start = document.text.index(quote)
    return Claim(
        document=document.id,
        kind=kind,
        subject=Term(text=subject, entity=subject),
        object=None
        if object_ is None
        else Term(text=object_, entity=object_ if object_ in ENTITIES else None),
        span=Span(start, start + len(quote)),
        quote=quote,
        confidence=0.9,
        extractor=f"{kind.value} 1.2",
        **more,
    )


def children(number: float | None, high: float | None = None, qualifier: str = "exact") -> Quantity:
    return Quantity(
        low=number,
        high=high or number,
        qualifier=qualifier,
        category="children",
        outcome="killed",
        surface=str(number),
    )


def corpus() -> list[Extraction]:
    north = report("north-1", NORTH, title="Shells on Gradina", date="1993-03-13", publisher="Agency Nord")
    south = report("south-4", SOUTH, publisher="Southern Post")
    lukic = Term(text="Ana Lukić", entity="person-ana-lukic")
    chain = (
        Attribution(hop=0, role=Role.PUBLISHER, agent=Term(text="Agency Nord")),
        Attribution(hop=1, role=Role.SPEAKER, agent=lukic),
    )
    return [
        Extraction(
            document=north,
            entities=PEOPLE,
            mentions=(),
            claims=(
                claim(
                    north,
                    ClaimKind.PERPETRATOR,
                    "militaryunit-7th-brigade",
                    EVENT.id,
                    "The 7th Brigade of the Northern Front shelled Gradina on 12 March",
                ),
                claim(
                    north,
                    ClaimKind.AFFILIATION,
                    "militaryunit-7th-brigade",
                    "organization-northern-front",
                    "The 7th Brigade of the Northern Front",
                ),
                claim(
                    north,
                    ClaimKind.CASUALTY,
                    EVENT.id,
                    None,
                    "63 children were killed",
                    quantity=children(63),
                    speaker=lukic,
                    attribution=chain,
                    when="1993-03-12",
                ),
                claim(north, ClaimKind.ROLE, "person-ana-lukic", "doctor", "Ana Lukić, a doctor"),
            ),
        ),
        Extraction(
            document=south,
            entities=PEOPLE,
            mentions=(),
            claims=(
                claim(south, ClaimKind.LOCATION, EVENT.id, "place-gradina", "Gradina was shelled in March"),
                claim(
                    south,
                    ClaimKind.CASUALTY,
                    EVENT.id,
                    None,
                    "83 children were killed there",
                    quantity=children(83),
                ),
                claim(
                    south,
                    ClaimKind.PERPETRATOR,
                    "militaryunit-7th-brigade",
                    EVENT.id,
                    "The 7th Brigade did not fire on Gradina",
                    polarity=Polarity.DENIED,
                ),
            ),
        ),
    ]


# What the page holds.


@given(st.text(max_size=900), st.data())
def test_an_excerpt_gives_the_passage_back_in_utf16(text: str, data: st.DataObject) -> None:
    spans = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        spans.append(Span(start, data.draw(st.integers(start, len(text)))))
    excerpts = Excerpts(text, spans)
    for span in spans:
        index, first, start, end, last, _, _ = excerpts.locate(span)
        units = excerpts.texts[index].encode("utf-16-le", "surrogatepass")
        assert units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") == span.of(text)
        context = units[2 * first : 2 * last].decode("utf-16-le", "surrogatepass")
        assert context in text and len(context) <= span.end - span.start + 2 * CONTEXT


@pytest.mark.parametrize(
    ("counts", "differs"),
    [
        ([("a", "", 63, 63, "exact"), ("b", "", 83, 83, "exact")], True),
        ([("a", "", 63, 63, "exact"), ("b", "", 63, 63, "exact")], False),
        ([("a", "x", 63, 63, "exact"), ("a", "y", 83, 83, "exact")], True),
        ([("a", "", 63, 63, "exact"), ("a", "", 20, 20, "exact")], False),
        ([("a", "", 63, 63, "exact"), ("a", "", 20, 20, "exact"), ("b", "", 63, 63, "exact")], False),
        ([("a", "", 63, 63, "exact"), ("b", "", 60, None, "at least")], False),
        ([("a", "", 63, 63, "exact"), ("b", "", 60, 60, "about")], False),
        ([("a", "", 63, 63, "exact"), ("b", "", 100, 100, "about")], True),
        ([("a", "", 63, 63, "exact"), ("b", "", 70, None, "more than")], True),
        ([("a", "", 20, 30, "exact"), ("b", "", 25, 25, "exact")], False),
    ],
)
def test_sources_differ_when_no_count_of_one_fits_the_other(
    counts: list[tuple[str, str, float | None, float | None, str]], differs: bool
) -> None:
    claims = [
        Claim(
            document=document,
            kind=ClaimKind.CASUALTY,
            subject=Term(text="it", entity="event-x"),
            quantity=Quantity(
                low=low, high=high, qualifier=qualifier, category="children", outcome="killed", surface="n"
            ),
            speaker=Term(text=speaker) if speaker else None,
            span=Span(0, 1),
            quote="n",
            confidence=1,
            extractor="casualty 1",
        )
        for document, speaker, low, high, qualifier in counts
    ]
    (figure,) = figures(claims)
    assert figure.differs is differs
    assert sorted(i for value in figure.values for i in value.claims) == list(range(len(claims)))


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("killing", "place-gradina", "1993-03-12"), ("killing", "place-gradina", "1993-03"), True),
        (("killing", "place-gradina", None), ("killing", "place-gradina", "1993"), True),
        (("killing", "place-gradina", "1993-03-12"), ("killing", "place-marovia", None), True),
        (("killing", "place-gradina", "1993-03-12"), ("killing", "place-gradina", "1994"), False),
        (("killing", "place-gradina", None), ("shelling", "place-gradina", None), False),
        (("killing", "place-gradina", None), ("killing", "place-dolina", None), False),
        (("killing", None, "1993"), ("killing", None, "1993"), False),
    ],
)
def test_figures_of_events_that_may_be_one_stand_together(
    first: tuple[str, str | None, str | None], second: tuple[str, str | None, str | None], together: bool
) -> None:
    events = {
        f"event-{n}": Entity(
            id=f"event-{n}", type=EntityType.EVENT, label=f"Event {n}", act=act, where=where, when=when
        )
        for n, (act, where, when) in enumerate((first, second))
    }
    document = report("d", "63 and 83 children, Gradina in Marovia")
    claims = [
        claim(document, ClaimKind.CASUALTY, "event-0", None, "63", quantity=children(63)),
        replace(
            claim(document, ClaimKind.CASUALTY, "event-1", None, "83", quantity=children(83)),
            document="another",
        ),
        replace(
            claim(document, ClaimKind.LOCATION, "place-gradina", None, "Gradina in Marovia"),
            object=Term(text="Marovia", entity="place-marovia"),
        ),
    ]
    assert comparisons(figures(claims), claims, events) == (((0, 1),) if together else ())


def test_a_line_is_one_statement_with_its_claims_behind_it() -> None:
    shown = content(corpus(), ENTITIES)
    lines = {
        (shown.entities[subject].id, kind, shown.entities[object_].id): (stance, len(claims))
        for subject, kind, object_, stance, claims in shown.statements
    }
    assert lines == {
        ("militaryunit-7th-brigade", "perpetrator", EVENT.id): ("disputed", 2),
        ("militaryunit-7th-brigade", "affiliation", "organization-northern-front"): ("", 1),
        (EVENT.id, "location", "place-gradina"): ("", 1),
    }
    assert [(figure.differs, len(figure.values)) for figure in shown.figures] == [(True, 2)]


def test_the_layout_is_one_whatever_the_order_and_sets_nodes_apart() -> None:
    edges = [(0, n) for n in range(1, 30)] + [(30, 31), (31, 32), (32, 30), (40, 41)]
    nodes = list(range(50))
    places = positions(nodes, edges)
    assert places == positions(nodes[::-1], [(b, a) for a, b in reversed(edges)])
    for (ax, ay), (bx, by) in itertools.combinations(places.values(), 2):
        assert abs(ax - bx) + abs(ay - by) > 30


def test_every_word_of_the_page_is_in_the_table() -> None:
    folder = resources.files("kg.view") / "assets"
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    scripts = "".join(
        file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".js")
    )
    template = (folder / "template.html").read_text(encoding="utf-8")
    assert set(re.findall(r"\btext\.(\w+)", template)) == set(texts["page"])
    plain = {
        key for key, value in texts.items() if isinstance(value, str) or ("other" in value and "one" in value)
    }
    quoted = set(re.findall(r'"(\w+)"', scripts))
    assert plain - {"language"} <= quoted
    assert set(re.findall(r"""\bsay\("(\w+)\"""", scripts)) <= plain
    assert set(texts["types"]) == set(texts["type"]) == {kind.value for kind in EntityType}
    assert set(texts["kind"]) == {kind.value for kind in ClaimKind}
    assert set(texts["polarity"]) == {polarity.value for polarity in Polarity}
    assert set(texts["role"]) == {role.value for role in Role}


def test_equal_input_in_any_order_gives_equal_bytes() -> None:
    first = page(corpus(), ENTITIES)
    assert first == page(corpus()[::-1], dict(reversed(ENTITIES.items())))


def test_a_focus_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="place-nowhere"):
        page(corpus(), ENTITIES, focus="place-nowhere")


def test_the_page_names_no_resource_outside_itself() -> None:
    html = page(corpus(), ENTITIES)
    assert not re.search(r"<(?:link|img|iframe|base|object|embed|script[^>]+src)\b", html)
    assert not re.search(r"""<[^>]+\son\w+\s*=""", html.split("<script", 1)[0])
    assert "url(" not in html.split("</style>", 1)[0]
    assert "unsafe" not in html.split("</title>", 1)[0]


# What a reader can do with it.


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the page is not tried in a browser")
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        yield running
        running.close()


class Reader:
    """A person at a fresh browser with the network off, and all that went wrong before their eyes."""

    def __init__(self, browser: Any, folder: Path, html: str, **settings: Any) -> None:
        file = folder / "graph.html"
        file.write_text(html, encoding="utf-8")
        self.url = file.as_uri()
        self.context = browser.new_context(
            offline=True, **{"viewport": {"width": 1400, "height": 900}, **settings}
        )
        self.wrong: list[str] = []
        self.requests: list[str] = []
        self.tab = self.context.new_page()
        self.tab.on("console", lambda message: self.wrong.append(message.text))
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.go("")

    def go(self, fragment: str) -> None:
        self.tab.goto("about:blank")
        self.tab.goto(self.url + fragment)
        self.until("nodes.length >= 0 && document.querySelector('#panel h2')")

    def until(self, condition: str) -> None:
        """Waits for it; Playwright's own wait evaluates strings, which the page's policy refuses."""
        for _ in range(200):
            if self.tab.evaluate(condition):
                return
            self.tab.wait_for_timeout(25)
        pytest.fail(f"never came true: {condition}")

    def click_node(self, identifier: str) -> None:
        self._click(f"network.getPosition(entityByKey.get({json.dumps(identifier)}))")

    def click_edge(self, key: str) -> None:
        index = f"statementByKey.get({json.dumps(key)})"
        self._click(
            f"(e => bent(network.getPosition(e.from), network.getPosition(e.to), e.smooth?.roundness ?? 0))"
            f"(edges.get({index}))"
        )

    def _click(self, place: str) -> None:
        at = self.tab.evaluate(f"network.canvasToDOM({place})")
        self.tab.locator("#canvas").click(position=at)

    def panel(self) -> str:
        return str(self.tab.inner_text("#panel"))

    def marks(self) -> list[str]:
        found = self.tab.evaluate("[...document.querySelectorAll('#panel mark')].map(m => m.textContent)")
        return [str(mark) for mark in found]

    def drawn(self) -> tuple[int, int]:
        nodes, edges = self.tab.evaluate("[nodes.length, edges.length]")
        return int(nodes), int(edges)

    def listed(self) -> list[str]:
        found = self.tab.evaluate("[...document.querySelectorAll('#list button')].map(b => b.textContent)")
        return [str(text) for text in found]


@pytest.fixture
def reader(browser: Any, tmp_path: Path) -> Iterator[Reader]:
    opened = Reader(browser, tmp_path, page(corpus(), ENTITIES))
    yield opened
    assert opened.wrong == []
    assert all(url.startswith(opened.url) or url == "about:blank" for url in opened.requests)
    opened.context.close()


def test_it_draws_what_the_data_say(reader: Reader) -> None:
    shown = content(corpus(), ENTITIES)
    assert reader.drawn() == (4, len(shown.statements))
    inked = reader.tab.evaluate(
        "(c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data)"
        "(document.querySelector('#canvas canvas')).filter((v, i) => i % 4 === 3 && v).length"
    )
    assert inked > 2000
    assert "4 names, 3 statements" in reader.tab.inner_text("#shown")
    assert "2 more have no statement" in reader.tab.inner_text("#shown")


def test_where_sources_differ_is_there_before_anything_is_clicked(reader: Reader) -> None:
    rows = reader.tab.locator("#panel table.differs tr").all_inner_texts()
    assert [row.split() for row in rows] == [
        ["63", "Ana", "Lukić,", "Shells", "on", "Gradina", "·", "Agency", "Nord"],
        ["83", "south-4", "·", "Southern", "Post"],
    ]
    assert "≠ Sources differ" in reader.panel() and "Children killed" in reader.panel()


@pytest.mark.parametrize("route", ["canvas", "list"])
def test_a_click_on_an_entity_shows_each_passage_with_its_source(reader: Reader, route: str) -> None:
    if route == "canvas":
        reader.click_node(EVENT.id)
    else:
        reader.tab.locator("#entity-list button", has_text="Shelling").click()
    reader.tab.wait_for_selector("#panel mark")
    texts = {e.document.name: e.document.text for e in corpus()}
    expected = {
        c.span.of(texts[e.document.name])
        for e in corpus()
        for c in e.claims
        if EVENT.id in (c.subject.entity, c.object and c.object.entity)
    }
    assert set(reader.marks()) == expected
    for said in (
        "Ana Lukić",
        "Shells on Gradina",
        "Agency Nord",
        "13 March 1993",
        "casualty 1.2",
        "90%",
        "Denied",
    ):
        assert said in reader.panel()
    quotes = reader.tab.evaluate("[...document.querySelectorAll('blockquote')].map(q => q.textContent)")
    assert any("“𝟔𝟑 is wrong: 63 children were killed,” said" in quote for quote in quotes)


@pytest.mark.parametrize("route", ["canvas", "list"])
def test_a_click_on_a_statement_shows_both_sides(reader: Reader, route: str) -> None:
    key = f"militaryunit-7th-brigade~perpetrator~{EVENT.id}"
    if route == "canvas":
        reader.click_edge(key)
    else:
        reader.tab.locator("#statement-list button", has_text="carried out").click()
    reader.tab.wait_for_selector("#panel mark")
    assert reader.marks() == [
        "The 7th Brigade of the Northern Front shelled Gradina on 12 March",
        "The 7th Brigade did not fire on Gradina",
    ]
    assert "≠ Affirmed by one source, denied by another" in reader.panel()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lukic", "Ana Lukić"),
        ("ana luk", "Ana Lukić"),
        ("SHELLING OF gradina", EVENT.label),
        ("маровия", "Маровия 𐌰"),
        ("7th", "7th Brigade"),
    ],
)
def test_search_finds_names_parts_and_aliases(reader: Reader, typed: str, found: str) -> None:
    reader.tab.fill("#search", typed)
    names = reader.tab.locator("#entity-list button").all_inner_texts()
    assert [name.removesuffix(" ≠").strip() for name in names] == [found]
    reader.tab.press("#search", "Enter")
    reader.tab.wait_for_selector("#panel .back")
    assert found in reader.panel()


def test_filters_hide_and_give_back(reader: Reader) -> None:
    before, list_before = reader.drawn(), reader.listed()
    reader.tab.uncheck("#types input[value=MilitaryUnit]")
    reader.until("nodes.length === 2")
    assert reader.drawn() == (2, 1)
    assert "2 more are hidden by the filters" in reader.tab.inner_text("#shown")
    reader.tab.check("#types input[value=MilitaryUnit]")
    reader.until("nodes.length === 4")
    assert (reader.drawn(), reader.listed()) == (before, list_before)
    reader.tab.locator("#documents input").nth(1).uncheck()
    reader.until("edges.length === 2")
    assert "83" in reader.panel() and "hidden by the filter" in reader.panel()
    reader.tab.locator("#documents input").nth(1).check()
    reader.until("edges.length === 3")
    assert (reader.drawn(), reader.listed()) == (before, list_before)


def test_the_address_keeps_the_selection_and_bears_nonsense(reader: Reader) -> None:
    reader.click_node(EVENT.id)
    reader.tab.wait_for_selector("#panel .back")
    fragment = reader.tab.evaluate("location.hash")
    shown = reader.panel()
    reader.go(fragment)
    assert reader.panel() == shown
    reader.go("#at=%E0%A4%A&around=NaN&hide=,,Nothing&without=%00")
    assert "names something that is not in this graph" in reader.panel()
    assert reader.drawn() == (4, 3)


def test_the_keyboard_reaches_a_passage(reader: Reader) -> None:
    reader.tab.focus("#search")
    for _ in range(40):
        reader.tab.keyboard.press("Tab")
        if reader.tab.evaluate("document.activeElement.closest('#statement-list') !== null"):
            break
    reader.tab.keyboard.press("Enter")
    reader.tab.wait_for_selector("#panel mark")
    assert reader.tab.evaluate("document.activeElement.closest('#panel') !== null")
    reader.tab.keyboard.press("Escape")
    reader.tab.wait_for_selector("#panel table.differs")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_holds_everything(browser: Any, tmp_path: Path, scheme: str) -> None:
    narrow = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme}
    opened = Reader(browser, tmp_path, page(corpus(), ENTITIES, focus=EVENT.id), **narrow)
    assert EVENT.label in opened.panel()
    assert opened.tab.evaluate("document.documentElement.scrollWidth") == 360
    assert opened.wrong == []
    opened.context.close()


def test_beyond_the_cap_a_hit_is_drawn_with_what_surrounds_it(browser: Any, tmp_path: Path) -> None:
    names = [f"Village {n}" for n in range(400)]
    document = report("villages", ". ".join(names))
    places = tuple(
        Entity(id=f"place-village-{n}", type=EntityType.PLACE, label=name) for n, name in enumerate(names)
    )
    claims = tuple(
        Claim(
            document=document.id,
            kind=ClaimKind.LOCATION,
            subject=Term(text=names[n], entity=places[n].id),
            object=Term(text=names[n // 4], entity=places[n // 4].id),
            span=Span(0, 9),
            quote="Village 0",
            confidence=1,
            extractor="location 1",
        )
        for n in range(1, 400)
    )
    extraction = Extraction(document=document, entities=places, mentions=(), claims=claims)
    opened = Reader(browser, tmp_path, page([extraction], {place.id: place for place in places}))
    assert opened.drawn()[0] == OVERVIEW
    best = list(range(100))  # each is where four others lie
    assert opened.tab.evaluate(f"{best}.every(n => nodes.get(entityByKey.get(`place-village-${{n}}`)))")
    assert "250 more are less connected" in opened.tab.inner_text("#shown")
    opened.tab.fill("#search", "village 399")
    opened.tab.press("#search", "Enter")
    opened.tab.wait_for_selector("#panel .back")
    assert opened.drawn() == (2, 1)
    assert "398 more lie outside" in opened.tab.inner_text("#shown")
    assert opened.wrong == []
    opened.context.close()


def hostile_strings() -> list[str]:
    if not HOSTILE.is_dir():
        pytest.skip("no folder of hostile strings beside this checkout")
    naughty = json.loads((HOSTILE / "naughty-strings.json").read_text(encoding="utf-8"))
    payloads = [
        line
        for file in sorted(HOSTILE.glob("xss-*.txt"))
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines()[:200:7]
    ]
    strings = dict.fromkeys(text for text in (*naughty[::4], *payloads) if text.strip())
    return [*strings, "</script><script>alert(1)</script>", "<!--<script>", "\u2028{{ 7 * 7 }}${ran=1}"]


def test_hostile_strings_are_shown_as_text_and_nothing_runs(browser: Any, tmp_path: Path) -> None:
    strings = hostile_strings()
    text = "\n".join(strings)
    document = report(
        strings[0], text, title=strings[-3], publisher=strings[-2], author=strings[3], date=strings[-1]
    )
    names = tuple(
        Entity(id=f"person-{n}", type=EntityType.PERSON, label=label, aliases=(label,))
        for n, label in enumerate(strings)
    )
    starts = itertools.accumulate((len(label) + 1 for label in strings), initial=0)
    claims = tuple(
        Claim(
            document=document.id,
            kind=ClaimKind.OTHER,
            subject=Term(text=label, entity=f"person-{n}"),
            object=Term(text=label, entity="person-0"),
            quantity=Quantity(low=n, high=n, qualifier=label, category=label, outcome=label, surface=label),
            when=label,
            where=Term(text=label),
            speaker=Term(text=label),
            attribution=(Attribution(hop=0, role=Role.PUBLISHER, agent=Term(text=label)),),
            span=Span(start, start + len(label)),
            quote=label,
            confidence=0.5,
            extractor=label,
        )
        for n, (label, start) in enumerate(zip(strings, starts, strict=False))
    )
    extraction = Extraction(document=document, entities=names, mentions=(), claims=claims)
    html = page([extraction], {name.id: name for name in names}, title=strings[-3])
    opened = Reader(browser, tmp_path, html)
    for n in range(0, len(strings), 5):
        opened.tab.evaluate(f"select('person-{n}')")
        opened.until(f"selected.entity === entityByKey.get('person-{n}')")
        assert opened.tab.text_content("#panel h2") == strings[n]
        assert strings[n] in opened.marks()
    assert opened.tab.title() == " ".join(strings[-3].split())
    assert opened.wrong == []
    assert opened.tab.evaluate("document.scripts.length") == 3
    opened.tab.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')"
    )
    opened.tab.wait_for_timeout(200)
    assert opened.tab.evaluate("window.ran") is None
    assert any("Content Security Policy" in message for message in opened.wrong)
    opened.context.close()
