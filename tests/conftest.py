"""What tests of several rooms share: the sources, built once a session by the real command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no reason to fail: no test here is about time.
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kg")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def built_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of `sources/` and the `output/` that `kg build sources` made of it."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "sources", folder / "sources")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "sources"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},  # this checkout, whatever is installed
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return folder
