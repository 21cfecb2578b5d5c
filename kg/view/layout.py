"""Places for the nodes of the overview: the same graph always looks the same.

Each connected part is laid out by stress majorisation (Gansner, Koren and North 2004):
distances on the page follow distances in the graph. The parts are then set in rows.
"""

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["positions"]

Array = NDArray[np.float64]

_EDGE = 110.0  # page units, about pixels at the first zoom: room for a short label
_ROUNDS = 150  # stress changes by less than 1 % after some 100 rounds at 150 nodes
_GAP = 130.0  # between parts
_ASPECT = 1.2  # the canvas is a little wider than high
_ROOM = (92.0, 44.0)  # width and height kept free around a node, for its label


def positions(nodes: Sequence[int], edges: Iterable[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Whole-numbered x and y of each node, whatever the order of nodes and edges."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    parts = sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
    laid = [(part, _apart(_stress(graph.subgraph(part), part))) for part in parts]
    return {
        node: (round(float(x)), round(float(y)))
        for part, points in _in_rows(laid)
        for node, (x, y) in zip(part, points, strict=True)
    }


def _stress(graph: "nx.Graph[int]", part: list[int]) -> Array:
    """One connected part, drawn so that far in the graph is far on the page."""
    count = len(part)
    angle = np.arange(count) * (np.pi * (3 - 5**0.5))  # a sunflower: no two points coincide
    points = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (_EDGE * np.sqrt(np.arange(count)))[:, None]
    if count < 3:
        return points
    wanted = _distances(graph, part)
    weight = 1.0 / np.where(wanted > 0, wanted, 1.0) ** 2
    np.fill_diagonal(weight, 0.0)
    total = weight.sum(axis=1)
    for _ in range(_ROUNDS):
        offset = points[:, None, :] - points[None, :, :]
        actual = np.sqrt((offset**2).sum(axis=2))
        pull = wanted / np.where(actual > 1e-9, actual, 1.0)
        target = points[None, :, :] + offset * pull[:, :, None]
        points = (weight[:, :, None] * target).sum(axis=1) / total[:, None]
    return points * np.array([_ASPECT, 1.0])


def _distances(graph: "nx.Graph[int]", part: list[int]) -> Array:
    """Shortest paths, with longer edges at busy nodes so that their neighbours find room."""
    place = {node: index for index, node in enumerate(part)}
    wanted = np.zeros((len(part), len(part)))
    for node, reached in nx.all_pairs_dijkstra_path_length(
        graph, weight=lambda a, b, _: (max(graph.degree[a], graph.degree[b]) / 4 + 1) ** 0.5
    ):
        for other, distance in reached.items():
            wanted[place[node], place[other]] = distance * _EDGE
    return wanted


def _apart(points: Array) -> Array:
    """The points with pairs that stand on each other's label pushed apart."""
    room = np.array(_ROOM)
    for _ in range(60):
        offset = points[:, None, :] - points[None, :, :]
        overlap = np.clip(room - np.abs(offset), 0.0, None)
        crowded = (overlap > 0).all(axis=2)
        np.fill_diagonal(crowded, False)
        if not crowded.any():
            break
        # Along the axis where less is missing; half each, and a little less to settle.
        along_x = (overlap[:, :, 0] / room[0]) < (overlap[:, :, 1] / room[1])
        axis = np.stack([along_x, ~along_x], axis=2) & crowded[:, :, None]
        points = points + (np.where(offset >= 0, 1.0, -1.0) * overlap * axis).sum(axis=1) * 0.3
    return points


def _in_rows(parts: list[tuple[list[int], Array]]) -> list[tuple[list[int], Array]]:
    """The parts beside and below each other, none overlapping, the largest first."""
    if not parts:
        return []
    sizes = [np.ptp(points, axis=0) + _GAP for _, points in parts]
    area = float(sum(width * height for width, height in sizes))
    limit = max(float(sizes[0][0]), (area * _ASPECT) ** 0.5)
    placed, x, y, row = [], 0.0, 0.0, 0.0
    for (part, points), (width, height) in zip(parts, sizes, strict=True):
        if x and x + width > limit:
            x, y, row = 0.0, y + row, 0.0
        placed.append((part, points - points.min(axis=0) + np.array([x, y])))
        x, row = x + float(width), max(row, float(height))
    return placed
