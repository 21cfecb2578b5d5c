"""Places for the nodes of the overview: the same graph always looks the same.

Each connected part is laid out by stress majorisation (Gansner, Koren and North 2004):
distances on the page follow distances in the graph. The parts are then packed.
"""

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["positions"]

Array = NDArray[np.float64]

_EDGE = 110.0  # page units, about pixels at the first zoom: room for a short label
_ROUNDS = 150  # stress changes by less than 1 % after some 100 rounds at 150 nodes
_GAP = 80.0  # between parts
_ASPECT = 1.0  # of the whole, width to height, as the canvas is on a common screen
_ROOM = (92.0, 44.0)  # width and height kept free around a node, for its label


def positions(nodes: Sequence[int], edges: Iterable[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Whole-numbered x and y of each node, whatever the order of nodes and edges."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    parts = sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
    laid = [(part, _apart(_stress(graph.subgraph(part), part))) for part in parts]
    corners = _packed([_size(points) for _, points in laid])
    return {
        node: (round(float(x) + left), round(float(y) + top))
        for (part, points), (left, top) in zip(laid, corners, strict=True)
        for node, (x, y) in zip(part, points - points.min(axis=0), strict=True)
    }


def _stress(graph: "nx.Graph[int]", part: list[int]) -> Array:
    """One connected part, drawn so that far in the graph is far on the page."""
    count = len(part)
    angle = np.arange(count) * (np.pi * (3 - 5**0.5))  # a sunflower: no two points coincide
    points: Array = (
        np.stack([np.cos(angle), np.sin(angle)], axis=1) * (_EDGE * np.sqrt(np.arange(count)))[:, None]
    )
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
    return points


def _distances(graph: "nx.Graph[int]", part: list[int]) -> Array:
    """Shortest paths, with longer edges at busy nodes so that their neighbours find room."""
    place = {node: index for index, node in enumerate(part)}
    degree = dict(graph.degree)
    weighted: nx.Graph[int] = nx.Graph()
    weighted.add_weighted_edges_from(
        (a, b, _EDGE * (max(degree[a], degree[b]) / 4 + 1) ** 0.5) for a, b in sorted(graph.edges)
    )
    wanted = np.zeros((len(part), len(part)))
    for node, reached in nx.all_pairs_dijkstra_path_length(weighted):
        for other, distance in reached.items():
            wanted[place[node], place[other]] = distance
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


def _size(points: Array) -> tuple[float, float]:
    width, height = np.ptp(points, axis=0) + _GAP
    return float(width) + _ROOM[0], float(height)


def _packed(sizes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Left upper corners at which boxes do not overlap, each as near to the first as it fits."""
    placed: list[tuple[float, float, float, float]] = []
    spots = {(0.0, 0.0)}
    corners = []
    for width, height in sizes:
        left, top = min(
            (
                spot
                for spot in sorted(spots)
                if not any(_overlap((*spot, width, height), box) for box in placed)
            ),
            key=lambda spot: (max((spot[0] + width) / _ASPECT, spot[1] + height), spot),
        )
        placed.append((left, top, width, height))
        corners.append((left, top))
        spots -= {(left, top)}
        spots |= {(left + width, top), (left, top + height), (left + width, 0.0), (0.0, top + height)}
    return corners


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
