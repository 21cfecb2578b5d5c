"""One view of an entity over all documents, whatever their order."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Entity, EntityType, Extraction, Metadata
from kg.resolution import entities


def _extraction(number: int, *found: Entity) -> Extraction:
    document = Document(
        id=f"{number:016x}",
        name=f"report-{number}",
        path=f"report-{number}.txt",
        text="",
        sha256="",
        media_type="text/plain",
        metadata=Metadata(),
    )
    return Extraction(document=document, entities=found, mentions=(), claims=())


def _place(label: str, *aliases: str) -> Entity:
    return Entity(id="place-gradina", type=EntityType.PLACE, label=label, aliases=aliases)


def test_the_commonest_view_wins_and_aliases_are_gathered() -> None:
    given_ = [
        _extraction(1, _place("GRADINA", "GRADINA")),
        _extraction(2, _place("Gradina", "Gradina")),
        _extraction(3, _place("Gradina", "Gradina", "Gradina town")),
    ]
    assert entities(given_) == {"place-gradina": _place("Gradina", "GRADINA", "Gradina", "Gradina town")}


def test_of_equally_common_views_the_one_in_ordinary_case_wins() -> None:
    assert (
        entities([_extraction(1, _place("GRADINA")), _extraction(2, _place("Gradina"))])[
            "place-gradina"
        ].label
        == "Gradina"
    )


def test_no_documents_no_entities() -> None:
    assert entities([]) == {}


LABELS = st.sampled_from(["Gradina", "GRADINA", "Grâdina", "gradina"])


@given(st.lists(LABELS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(labels: list[str], random: object) -> None:
    extractions = [_extraction(number, _place(label, label)) for number, label in enumerate(labels)]
    shuffled = list(extractions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert entities(extractions) == entities(shuffled)
