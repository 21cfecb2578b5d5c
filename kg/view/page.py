"""One self-contained HTML file of the graph: opens from disk with the network off."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.errors import UsageError
from kg.model import Entity, Extraction
from kg.view.content import content
from kg.view.network import network, vis_network

__all__ = ["page"]

_SCRIPTS = ("words.js", "evidence.js", "rings.js", "labels.js", "canvas.js", "page.js")
_FILES = files("kg.view") / "assets"


def page(
    extractions: Iterable[Extraction],
    entities: Mapping[str, Entity],
    *,
    focus: str | None = None,
    title: str = "Who says what",
) -> str:
    """The page over what was extracted; `focus` is the id of the entity to start on.

    Equal input in any order gives equal text. Raises UsageError for a focus that is no
    entity of the graph.
    """
    if focus is not None and focus not in entities:
        raise UsageError(f"focus {focus!r} is no entity of the graph; search the page without a focus")
    shown = content(extractions, entities)
    texts = json.loads(_asset("texts.json"))
    data = {**shown.data, "network": network(shown), "texts": texts, "focus": focus}
    style = _asset("page.css")
    scripts = [vis_network(), "\n".join(map(_asset, _SCRIPTS))]
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_asset("template.html")).render(
        title=title,
        text=texts["page"],
        language=texts["language"],
        policy=_policy(style, scripts),
        style=Markup(style),
        scripts=list(map(Markup, scripts)),
        data=Markup(_json(data)),
    )


def _asset(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")


def _json(data: Any) -> str:
    """JSON that no HTML parser can read its way out of."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(style: str, scripts: Iterable[str]) -> str:
    """A content security policy under which nothing runs or loads but what this page was built with."""
    allowed = " ".join(map(_source_hash, scripts))
    rules = (
        "default-src 'none'",
        f"script-src {allowed}",
        f"style-src {_source_hash(style)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _source_hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
