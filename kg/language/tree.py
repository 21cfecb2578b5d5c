"""The best tree over arc scores: Chu and Liu (1965), Edmonds (1967)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tree"]

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_tree(scores: Scores) -> Heads:
    """The heads, one a word, of the highest-scoring tree with a single root.

    `scores` is words x (words + 1); column 0 is the root. A head of 0 is the root, of k the
    k-th word, counted from 1. About one arg-max parse in ten holds a cycle or two roots.
    """
    heads: Heads = scores.argmax(axis=1)
    if _is_tree(heads):
        return heads
    roots = np.argsort(-scores[:, 0], kind="stable")[:3]  # the best tree's root is among the likeliest
    candidates = [_rooted(scores, int(root)) for root in roots]
    totals = [float(scores[np.arange(len(heads)), tree].sum()) for tree in candidates]
    return candidates[int(np.argmax(totals))]


def _is_tree(heads: Heads) -> bool:
    return int((heads == 0).sum()) == 1 and _cycle(np.concatenate(([0], heads))) is None


def _rooted(scores: Scores, root: int) -> Heads:
    """The best tree whose only child of the root is the word `root`."""
    size = len(scores)
    square = np.full((size + 1, size + 1), -np.inf)
    square[1:, 1:] = scores[:, 1:]
    square[1 + root, :] = -np.inf
    square[1 + root, 0] = 0.0
    np.fill_diagonal(square, -np.inf)
    return _edmonds(square)[1:]


def _edmonds(square: NDArray[Any]) -> Heads:
    """Heads of the best arborescence; `square[dependent, head]`, node 0 the root."""
    heads: Heads = square.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.array(sorted(cycle))
    outside = np.array([node for node in range(len(square)) if node not in cycle])
    inner = square[inside, heads[inside]]
    size = len(outside)
    contracted = np.full((size + 1, size + 1), -np.inf)
    contracted[:size, :size] = square[np.ix_(outside, outside)]
    leaving = square[np.ix_(outside, inside)]
    contracted[:size, size] = leaving.max(axis=1)
    entering = square[np.ix_(inside, outside)] - inner[:, None]
    contracted[size, :size] = entering.max(axis=0)
    contracted[0, :] = -np.inf
    solved = _edmonds(contracted)
    result = np.zeros(len(square), dtype=np.int64)
    for position, node in enumerate(outside[1:], start=1):
        head = solved[position]
        result[node] = inside[leaving[position].argmax()] if head == size else outside[head]
    result[inside] = heads[inside]
    entry = outside[solved[size]]
    broken = inside[entering[:, solved[size]].argmax()]
    result[broken] = entry
    return result


def _cycle(heads: Heads) -> set[int] | None:
    """The nodes of one cycle among `heads` (node 0 the root), or None."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return set(path[path.index(node) :])
        state[path] = 2
    return None
