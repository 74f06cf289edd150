"""The embedded engine's door: what it needs, and how it says that it lacks it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from agent.config.models import EmbeddedConfig, ModelsConfig
from agent.failure import UsageFailure
from agent.models.backends import build
from agent.models.backends.digest_pins import Pins
from agent.models.backends.embedded import FILE, INSTALL, absent, weights_of

ROOT = Path(__file__).parents[4]


def test_weights_that_are_not_there(tmp_path: Path) -> None:
    """A named file that is none is a wrong configuration."""
    with pytest.raises(UsageFailure, match=r"no\.gguf is no file"):
        weights_of(EmbeddedConfig(weights=str(tmp_path / "no.gguf")))


def test_weights_that_are_named(tmp_path: Path) -> None:
    """They are used instead of the package's, under their own name."""
    path = tmp_path / "Mine-1B.gguf"
    path.write_bytes(b"GGUF")
    config = EmbeddedConfig(weights=str(path))
    assert (path, "Mine-1B") == (weights_of(config), config.model)


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    """The engine's refusal is a model failure with the file's name, not a crash."""
    from agent.models.api import ModelFailure, RunnerOptions

    pytest.importorskip("xllamacpp")
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + bytes(64))
    backend = build(ModelsConfig(backend="embedded", embedded=EmbeddedConfig(weights=str(path))), Pins())
    with pytest.raises(ModelFailure, match=r"broken\.gguf"):
        backend.load("broken", RunnerOptions(), 300)
    backend.close()


def test_a_model_that_is_freed_right_after_it_was_loaded() -> None:
    """Nothing was generated in between; a process of its own ends in time, however often it does so."""
    pytest.importorskip("xllamacpp")
    if absent(EmbeddedConfig()):
        pytest.skip(absent(EmbeddedConfig()))
    code = (
        "from agent.models.api import RunnerOptions\nfrom agent.models.backends import build\n"
        "from agent.models.backends.digest_pins import Pins\nfrom agent.config.models import ModelsConfig\n"
        "b = build(ModelsConfig(backend='embedded'), Pins())\n"
        "for _ in range(3):\n    b.load('SmolLM2-135M', RunnerOptions(), 300)\n    b.unload('SmolLM2-135M')\n"
        "b.load('SmolLM2-135M', RunnerOptions(), 300)\nb.close()\nprint('done')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "done\n", done.stderr


def test_the_pins_of_engine_and_weights_agree() -> None:
    """The Makefile, the package's extra and the hint that people follow name the same versions."""
    makefile = (ROOT / "Makefile").read_text()
    engine, weights = (re.search(rf"^{item} := (\S+)$", makefile, re.MULTILINE) for item in ("ENGINE", "WEIGHTS"))
    assert engine
    assert weights
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["embedded"]
    assert [engine[1]] == extra
    assert weights[1] in INSTALL
    assert FILE.startswith("SmolLM2-135M")
