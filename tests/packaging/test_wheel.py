"""The wheel in an environment of its own, used from an empty folder: that is where packaged files get lost."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

REPO = Path(__file__).parents[2]


def run(*command: str, cwd: Path) -> str:
    """A command that must succeed; its output."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_the_installed_wheel_analyzes_and_reports_from_an_empty_folder(tmp_path: Path) -> None:
    """Built, installed and used without the checkout: the report's template is found."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(REPO), cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    lab = "agent/_data/topologies/frr-diamond/"
    packed = {item.removeprefix(lab) for item in ZipFile(wheel).namelist() if item.startswith(lab)}
    assert {"frr-diamond.clab.yml", "image.sh", "image/lab-start", "configs/r1.conf", "logs/r1/.gitkeep"} <= packed
    assert not any(each.startswith("clab-") or each.endswith(".log") for each in packed)
    run(sys.executable, "-m", "venv", str(tmp_path / "venv"), cwd=tmp_path)
    run(str(tmp_path / "venv" / "bin" / "pip"), "install", "--quiet", str(wheel), cwd=tmp_path)
    program, empty = str(tmp_path / "venv" / "bin" / "labkeeper"), tmp_path / "empty"
    empty.mkdir()
    recording = REPO / "tests" / "replays" / "given-01-link-down-both-ends"
    answer = json.loads(run(program, "analyze", str(recording), "--json", "--out", "out", cwd=empty))
    assert [each["cause"]["type"] for each in answer["incidents"]] == ["link_down"]
    assert len(list((empty / "out" / "incidents").glob("*.md"))) == 1
