"""A small corpus about a place that does not exist, and the command run on it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from kg.store.output import PARTS

__all__ = ["command", "contents", "kg", "write_corpus"]

FILES = {
    "agency.txt": """Shelling of Gradina

BELVAR, Ruthenia, March 4, 1993 (Agency Nord) - At least 63 people, among them 12 children, were killed
when the 7th Brigade shelled Gradina on 2 March 1993, Mayor Ana Lukic said on Thursday.

"They fired on the market for an hour," Lukic said. Colonel Petar Horvat, the commander of the 7th
Brigade, denied that his men had fired on the town.
""",
    "paper/council.html": """<html><head><title>Council mourns Gradina</title>
<meta name="author" content="Mila Ferro"><meta property="article:published_time" content="1994-03-02"></head>
<body><article><p>The council of Gradina remembered the victims of the shelling on Wednesday.</p>
<p>Ana Lukic, the former mayor, said that 83 people were killed on 2 March 1993 and about 200 were
wounded. Horvat, who was sentenced by a court in Belvar in 1994, commanded the 7th Brigade.</p></article>
</body></html>
""",
    "paper/história.txt": """date 2001-05-06

Gradina is a town in Ruthenia. In March 1993 the 7th Brigade captured the town and more than
4,000 people were displaced. The Ruthenian parliament recognised the shelling as a war crime in 2001.
""",
    "records.jsonl": """\
{"text": "Ivo Brandt, a spokesman for the Red Cross, said nearly 70 people were killed at Gradina.", \
"title": "Aid workers", "date": "1993-03-09", "publisher": "Daily Courier"}
{"text": "Petar Horvat was born in Belvar. He was appointed commander of the 7th Brigade in 1992.", \
"title": "A colonel", "date": "1995-01-01", "publisher": "Daily Courier"}
""",
}


def write_corpus(folder: Path) -> Path:
    """The corpus in `folder`: four files, five documents."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def command(*words: str) -> list[str]:
    """The command line of `kg`."""
    return [sys.executable, "-m", "kg", *words]


def kg(
    *words: str, folder: Path, before: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs `kg` in `folder`; `before` runs in its process first."""
    return subprocess.run(
        command(*words),
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        preexec_fn=before,
    )


def contents(output: Path) -> dict[str, bytes]:
    """What was built, by the names that users rely on; the store aside, whose files are its own affair."""
    found = {}
    for name in PARTS:
        files = sorted((output / name).rglob("*")) if (output / name).is_dir() else [output / name]
        if name != "store":
            found.update({str(file.relative_to(output)): file.read_bytes() for file in files})
    return found
