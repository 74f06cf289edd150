"""The pages on adding a dialect, a cause and a kind, followed to the letter in a copy of the repository."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.M | re.S)
COPIED = ("agent", "collectors", "clab", "templates", "tests/golden/logs")
"""What is copied whole; the tests that the pages name are copied on top."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program, with the tests that the pages name and nothing of a test's own state."""
    skipped = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in (*COPIED, "tests/collectors", "tests/agent/detect", "tests/clab"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skipped)
    for name in ("pyproject.toml", "tests/__init__.py", "tests/agent/__init__.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _follow(page: str, copy: Path, count: int = 2) -> None:
    """Write each titled block of a page to the file that its title names."""
    blocks = BLOCK.findall((ROOT / "docs" / page).read_text())
    assert len(blocks) == count
    for name, text in blocks:
        assert not (copy / name).exists()
        (copy / name).write_text(text)


def _python(copy: Path, *arguments: str) -> str:
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(copy), "HOME": str(copy)}
    run = [sys.executable, *arguments]
    done = subprocess.run(run, cwd=copy, env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_dialect_is_added_as_its_page_says(copy: Path) -> None:
    """A file and a golden pair each for a dialect and a stamp: a log is analyzed with them, and the tool says what it
    did."""
    _follow("adding-a-dialect.md", copy, 4)
    said = _python(copy, "-m", "tests.collectors.logs.golden", "acmebgp", "--show")
    shown = (ROOT / "docs/adding-a-dialect.md").read_text().partition("```text\nacmebgp.log:2")[2].partition("```")[0]
    assert f"acmebgp.log:2{shown}" in said
    assert said.endswith("acmebgp: 3 lines: 2 read, 1 noise, 0 not read\n")
    written = (copy / "tests/golden/logs/acmebgp.json").read_text()
    assert 2 == written.count('"type": "BgpState"')
    assert '"unread": 1' not in written
    assert "left: ['2026 Sep 20 10:05:00.500 r1 acmebgp[77]: " in _python(
        copy, "-m", "tests.collectors.logs.golden", "acme_stamp"
    )
    tests = _python(copy, "-m", "pytest", "-v", "tests/collectors/logs/test_layers.py", "-k", "acmebgp or acme_stamp")
    assert "[acmebgp] PASSED" in tests
    assert "[acme_stamp] PASSED" in tests
    (copy / "logs").mkdir()
    shutil.copy(copy / "tests/golden/logs/acmebgp.log", copy / "logs" / "r1.log")
    assert '"format": "acmebgp"' in _python(copy, "-m", "agent.cli", "analyze", "logs", "--json")
    plain = (copy / "tests/golden/logs/acmebgp.log").read_text()
    stamped = plain.replace("2026-09-20T", "20sep2026 ").replace("+00:00", "")
    (copy / "logs" / "r1.log").write_text(stamped)
    assert '"format": "acmebgp"' in _python(copy, "-m", "agent.cli", "analyze", "logs", "--json")
    assert "acmebgp" in _python(copy, "-m", "agent.cli", "plugins")


def test_a_cause_is_added_as_its_page_says(copy: Path) -> None:
    """One rule and its stories: the cause is found, its look-alike is not, and its words are whole."""
    _follow("adding-a-cause.md", copy)
    wanted = ("tests/agent/detect/causes", "tests/agent/detect/test_cause_catalog.py")
    out = _python(copy, "-m", "pytest", "-q", *wanted, "-k", "software_upgrade or admin_shutdown")
    assert " passed" in out
    assert "software_upgrade" in _python(copy, "-m", "agent.cli", "plugins")


LAB = """
name: t
topology:
  nodes:
    a: {kind: acme, image: "acme:1", type: small}
    b: {kind: linux, image: "frr:1"}
  links:
    - endpoints: ["a:swp1", "b:eth1"]
"""


def test_a_kind_is_added_as_its_page_says(copy: Path) -> None:
    """One record: the tests hold for it, a topology with it is read, and its ports and types are held."""
    _follow("adding-a-kind.md", copy, 1)
    assert " passed" in _python(copy, "-m", "pytest", "-q", "tests/clab/test_kinds.py", "-k", "acme_router")
    (copy / "good.clab.yml").write_text(LAB)
    (copy / "wrong.clab.yml").write_text(LAB.replace("swp1", "eth1").replace("small", "huge"))
    check = (
        "import sys; from pathlib import Path; from agent import check_topology; "
        "stages = check_topology(Path(sys.argv[1]), offline=True).stages; "
        "print([item.rule for stage in stages for item in stage.findings])"
    )
    assert "[]" in _python(copy, "-c", check, "good.clab.yml")
    assert "interface" in (wrong := _python(copy, "-c", check, "wrong.clab.yml"))
    assert "type-of-kind" in wrong
