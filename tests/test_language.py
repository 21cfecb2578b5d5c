"""The annotator's parts: words, sentences, lemmas, trees; and the shipped weights on a held-out treebank."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language import Token
from kg.language.encoder import Encoder
from kg.language.lemmas import lemma
from kg.language.sentences import split
from kg.language.tokens import tokenize
from kg.language.tree import best_tree

PUD = Path(__file__).resolve().parents[2] / "shared" / "training" / "treebank" / "pud-test.conllu"

WORDS = [
    ("The U.S. army didn't leave.", "The|U.S.|army|did|n't|leave|."),
    ("Some 1,250 of Rovia's people can’t vote", "Some|1,250|of|Rovia|'s|people|ca|n’t|vote"),
    ("the 44th anti-tank regiment of Nova-Gradina", "the|44th|anti-tank|regiment|of|Nova|-|Gradina"),
    ("On Feb. 25-26, Gen. Marek said", "On|Feb.|25|-|26|,|Gen.|Marek|said"),
    ("It cannot end.The army left", "It|can|not|end|.|The|army|left"),
    ("AT&T and O'Brien's (20 km) 3.5%", "AT&T|and|O'Brien|'s|(|20|km|)|3.5|%"),
    ("", ""),
]

SENTENCES = [
    ("Col. Ivo Marek left. He met Gen. J. Novak on Feb. 3.", 2),
    ('"We will go." He left.', 2),
    ("The talks are in the U.S. The army left.", 2),
    ("A heading of a text\n\nThe text begins here. It ends.", 3),
    (
        "This line was wrapped by a printer at the\nmargin and goes on here, so it is one sentence.",
        1,
    ),
    ("He said (on Monday. Or Tuesday.) that it was over.", 1),
    ("", 0),
]

LEMMAS = [
    ("killed", "VERB", "kill"),
    ("left", "VERB", "leave"),
    ("children", "NOUN", "child"),
    ("were", "AUX", "be"),
    ("Troops", "NOUN", "troops"),
    ("Marek", "PROPN", "Marek"),
]


@pytest.fixture(scope="module")
def annotate() -> Encoder:
    return Encoder()


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words(text: str, words: str) -> None:
    found = [text[start:end] for start, end in tokenize(text)]
    assert found == [word for word in words.split("|") if word]


@given(st.text())
def test_words_are_in_order_and_leave_only_white_space_out(text: str) -> None:
    pieces = tokenize(text)
    end = 0
    for start, stop in pieces:
        assert end <= start < stop
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_sentences(text: str, count: int) -> None:
    assert len(split(text, tokenize(text))) == count


@given(st.text(alphabet='aB.?!"“”()\n \r1,', max_size=80))
def test_sentences_cover_all_words_once(text: str) -> None:
    pieces = tokenize(text)
    ranges = split(text, pieces)
    assert [i for first, last in ranges for i in range(first, last + 1)] == list(range(len(pieces)))


@pytest.mark.parametrize(("word", "tag", "expected"), LEMMAS)
def test_lemmas(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag) == expected


@given(st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_best_tree_is_a_tree_and_as_good_as_a_library_s(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    scores[np.arange(size), np.arange(1, size + 1)] = -1e9
    heads = best_tree(scores)
    graph = nx.DiGraph([(int(head), word + 1) for word, head in enumerate(heads)])
    assert nx.is_arborescence(graph)
    assert list(graph.successors(0)) == [word + 1 for word, head in enumerate(heads) if head == 0]
    assert (heads == 0).sum() == 1
    best = max(_total(scores, root) for root in np.argsort(-scores[:, 0], kind="stable")[:3])
    assert scores[np.arange(size), heads].sum() >= best - 1e-3


def _total(scores: np.ndarray, root: int) -> float:
    """The weight of the best tree whose only root is `root`, by networkx."""
    graph = nx.DiGraph()
    graph.add_edge(0, int(root) + 1, weight=float(scores[root, 0]))
    for word in range(len(scores)):
        for head in range(1, len(scores) + 1):
            if head != word + 1 and word != root:
                graph.add_edge(head, word + 1, weight=float(scores[word, head]))
    if len(scores) == 1:
        return float(scores[0, 0])
    tree = nx.maximum_spanning_arborescence(graph)
    return sum(data["weight"] for _, _, data in tree.edges(data=True))


def test_annotation_is_the_text_and_the_same_twice(annotate: Encoder) -> None:
    text = "Mayor Ana Lukic said on 4 May 1993 that 63 people were killed in Gradina.\n\nSoldiers left."
    first, second = annotate(text), annotate(text)
    assert first == second
    assert all(text[token.start : token.end] == token.text for token in first.tokens)
    assert {text[first.tokens[n.first].start : first.tokens[n.last].end] for n in first.names} >= {
        "Ana Lukic",
        "Gradina",
    }
    assert all(0 <= token.head < len(first.tokens) for token in first.tokens)


@pytest.mark.parametrize(
    "text", ["", " \n ", "a", "word " * 900, "\ufeffA “b” c\r\nd", "𝔊𝔯𝔞𝔡 ١٢٣ שלום", "x" * 5000]
)
def test_any_text_is_annotated(text: str, annotate: Encoder) -> None:
    annotation = annotate(text)
    assert [t.index for t in annotation.tokens] == list(range(len(annotation.tokens)))
    assert sum(last - first + 1 for first, last in annotation.sentences) == len(annotation.tokens)


def test_grammar_on_text_never_trained_on(annotate: Encoder) -> None:
    """Unlabelled attachment on a part of PUD, from raw text without punctuation: 92.7 on all of it."""
    if not PUD.exists():
        pytest.skip(f"no treebank at {PUD}")
    right = total = 0
    for block in PUD.read_text(encoding="utf-8").split("\n\n")[:150]:
        text, rows = _read(block)
        annotation = annotate(text)
        found = {token.start: token for token in annotation.tokens}
        for start, tag, head_start in rows:
            if tag != "PUNCT":
                token = found.get(start)
                total += 1
                right += token is not None and _head(annotation.tokens, token) == head_start
    assert right / total >= 0.91


def _head(tokens: tuple[Token, ...], token: Token) -> int | None:
    return None if token.head == token.index else tokens[token.head].start


def _read(block: str) -> tuple[str, list[tuple[int, str, int | None]]]:
    """A sentence of CoNLL-U: its text, and the start, tag and head's start of each word."""
    lines = block.splitlines()
    text = next(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
    words = [line.split("\t") for line in lines if line.split("\t")[0].isdigit()]
    starts, at = [], 0
    for word in words:
        place = text.find(word[1], at)
        starts.append(place if 0 <= place <= at + 1 else at)
        at = starts[-1] + (len(word[1]) if 0 <= place <= at + 1 else 0)
    heads = [None if word[6] == "0" else starts[int(word[6]) - 1] for word in words]
    return text, [(start, word[3], head) for start, word, head in zip(starts, words, heads, strict=True)]
