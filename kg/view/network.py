"""The network as pyvis values: nodes, edges and options for vis-network."""

import json
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.model import EntityType
from kg.view.content import Content
from kg.view.layout import positions

__all__ = ["network", "vis_network"]

OVERVIEW = 150  # nodes: beyond that a picture stops being readable, long before it stops rendering

_SHAPES = {
    EntityType.EVENT: "diamond",
    EntityType.PERSON: "dot",
    EntityType.PLACE: "square",
    EntityType.COUNTRY: "star",
    EntityType.UNIT: "triangle",
    EntityType.ORGANIZATION: "triangleDown",
    EntityType.GROUP: "hexagon",
}
_OPTIONS = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3},
    "edges": {"width": 1.2, "selectionWidth": 1.5, "arrows": {"to": {"scaleFactor": 0.45}}},
}
_CURVE = 0.16  # how far apart parallel lines between one pair are bent


@cache
def vis_network() -> str:
    """The program text of the vis-network that comes inside the installed pyvis."""
    script = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return script.read_text(encoding="utf-8").replace("\r\n", "\n")


def network(content: Content) -> dict[str, Any]:
    """`nodes`, `edges` and `options`; a node's id is its entity's number, an edge's its statement's.

    Every entity with a line or a count is a node. The most connected have a place in the
    overview, the others are placed by the page when asked for. The lists are filled at
    once, for `add_node` and `add_edge` search all that is there before they add.
    """
    degree = Counter(end for statement in content.statements for end in {statement[0], statement[2]})
    counted = {figure.event.entity for figure in content.figures}
    drawn = [i for i, entity in enumerate(content.entities) if degree[i] or entity.id in counted]
    drawn.sort(key=lambda i: (-degree[i], content.entities[i].id))
    overview = set(drawn[:OVERVIEW])
    inside = [(s[0], s[2]) for s in content.statements if s[0] in overview and s[2] in overview]
    places = positions(sorted(overview), inside)
    net = Network(directed=True)
    net.nodes = [_node(content, i, degree[i], places.get(i)) for i in drawn]
    net.node_ids = drawn
    net.edges = _edges(content)
    net.options = _OPTIONS
    nodes, edges, _, _, _, options = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _node(content: Content, number: int, degree: int, place: tuple[int, int] | None) -> dict[str, Any]:
    entity = content.entities[number]
    size = round(7 + 3 * min(degree, 36) ** 0.5, 1)
    at = {} if place is None else {"x": place[0], "y": place[1]}
    node = Node(number, _SHAPES[entity.type], entity.label, size=size, degree=degree, **at)
    options: dict[str, Any] = node.options
    return options


def _edges(content: Content) -> list[dict[str, Any]]:
    """One edge a statement; several between one pair are bent apart."""
    between: defaultdict[frozenset[int], list[int]] = defaultdict(list)
    for number, statement in enumerate(content.statements):
        between[frozenset((statement[0], statement[2]))].append(number)
    edges = []
    for number, (subject, kind, object_, stance, _) in enumerate(content.statements):
        parallel = between[frozenset((subject, object_))]
        bend = (parallel.index(number) - (len(parallel) - 1) / 2) * _CURVE
        bend = bend if subject <= object_ else -bend
        smooth = {"type": "curvedCW", "roundness": round(bend, 3)} if bend else False
        edge = Edge(subject, object_, True, id=number, kind=kind, dashes=bool(stance), smooth=smooth)
        edges.append(edge.options)
    return edges
