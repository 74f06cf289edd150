"""The command line as a stranger uses it: exit statuses, what goes where, and the published shapes."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from agent.schemas import schema
from tests.program import ROOT, labkeeper

REPLAYS = Path(__file__).parents[2] / "replays"
LINK_DOWN = REPLAYS / "given-01-link-down-both-ends"


def test_help_and_version_are_data(tmp_path: Path) -> None:
    """They go to stdout with status 0."""
    started = subprocess.run([sys.executable, "-m", "agent.cli", "--version"], cwd=ROOT, capture_output=True, text=True)
    assert (started.returncode, started.stdout.split()[0]) == (0, "labkeeper")
    assert labkeeper("--help", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--nonsense",),
        ("nonsense",),
        ("analyze",),
        ("analyze", "missing"),
        ("analyze", ".", "--timezone", "Mars/Olympus"),
        ("analyze", ".", "--topology", "missing.yml"),
        ("analyze", ".", "--config", "missing.yml"),
        ("schema", "nonsense"),
        ("bench", "detector", "missing"),
        ("report", "nonsense"),
    ],
)
def test_wrong_use_is_status_2_with_a_word_on_stderr(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Nothing on stdout, the reason on stderr, no traceback."""
    done = labkeeper(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_done_with_a_note(tmp_path: Path) -> None:
    """Nothing to analyze is no failure, and is said."""
    (tmp_path / "empty").mkdir()
    done = labkeeper("analyze", "empty", "--json", cwd=tmp_path)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["incidents"], [item["kind"] for item in answer["notes"]]) == (0, [], ["empty"])


def test_the_answer_has_the_published_shape(tmp_path: Path) -> None:
    """`analyze --json` is one document that its own schema accepts, and stderr is silent."""
    done = labkeeper("analyze", str(LINK_DOWN), "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    jsonschema.validate(json.loads(done.stdout), schema("incidents"))


def test_the_table_is_plain_without_a_terminal(tmp_path: Path) -> None:
    """No colour, no cursor movement."""
    done = labkeeper("analyze", str(LINK_DOWN), cwd=tmp_path)
    assert "\x1b" not in done.stdout + done.stderr
    assert "link_down" in done.stdout


def test_a_wrong_key_names_file_line_and_nearest_key(tmp_path: Path) -> None:
    """A typo in the configuration is found at once."""
    (tmp_path / "labkeeper.yml").write_text("lab: x\nnodes:\n  r1:\n    kind: linux\n    adresses: [10.0.0.1]\n")
    done = labkeeper("config", "show", cwd=tmp_path)
    assert done.returncode == 2
    assert "labkeeper.yml, line 5: unknown key 'nodes.r1.adresses'; did you mean 'addresses'?" in done.stderr


def test_a_broken_configuration_that_nobody_named_stops_no_analysis(tmp_path: Path) -> None:
    """The logs are read, and a warning says without what; a file that was named is an error."""
    (tmp_path / "labkeeper.yml").write_text("lab: [\n")
    done = labkeeper("analyze", str(LINK_DOWN), cwd=tmp_path)
    assert (done.returncode, "link_down" in done.stdout) == (0, True)
    first, second = done.stderr.splitlines()
    assert first.startswith("warning: labkeeper.yml, line 2: is no YAML: ")
    assert second.startswith("  analyzed without it: times without a zone are read as UTC unless --timezone says")
    named = labkeeper("analyze", str(LINK_DOWN), "--config", "labkeeper.yml", cwd=tmp_path)
    assert (named.returncode, named.stdout) == (2, "")


def test_doctor_names_a_broken_configuration_and_looks_on(tmp_path: Path) -> None:
    """It is a failed check like any other."""
    (tmp_path / "labkeeper.yml").write_text("labb: x\n")
    done = labkeeper("doctor", "--json", cwd=tmp_path)
    first, *rest = json.loads(done.stdout)["checks"]
    assert (done.returncode, first["what"], first["status"]) == (0, "configuration", "failed")
    assert first["found"] == "labkeeper.yml, line 1: unknown key 'labb'; did you mean 'lab'?"
    assert first["hint"].endswith("what follows is of the defaults")
    assert rest


def test_config_show_stars_secrets_and_names_origins(tmp_path: Path) -> None:
    """A literal secret is never shown, and each value says where it came from."""
    gnmi = "{address: 127.0.0.1, password: hunter2}"
    (tmp_path / "labkeeper.yml").write_text(f"lab: x\nnodes:\n  r1: {{gnmi: {gnmi}}}\n")
    done = labkeeper("config", "show", cwd=tmp_path)
    assert done.returncode == 0
    assert "hunter2" not in done.stdout + done.stderr
    assert "lab = x  (labkeeper.yml)" in done.stdout
    assert "timezone = UTC  (default)" in done.stdout


def test_the_example_configuration_is_a_valid_one(tmp_path: Path) -> None:
    """What `config example` prints is accepted as it stands."""
    (tmp_path / "labkeeper.yml").write_text(labkeeper("config", "example", cwd=tmp_path).stdout)
    assert labkeeper("config", "show", cwd=tmp_path).returncode == 0


def test_reports_are_written_beside_the_answer(tmp_path: Path) -> None:
    """`--out` writes a Markdown file and its twin per incident."""
    labkeeper("analyze", str(LINK_DOWN), "--out", "reports", cwd=tmp_path)
    files = sorted((tmp_path / "reports" / "incidents").iterdir())
    assert sorted(file.suffix for file in files) == [".json", ".md"]
    twin = json.loads(next(item for item in files if item.suffix == ".json").read_text())
    jsonschema.validate(twin["incident"], schema("incident"))


def test_the_detector_bench_scores_a_recording(tmp_path: Path) -> None:
    """A clean recording is status 0 and says so in JSON."""
    done = labkeeper("bench", "detector", str(LINK_DOWN), "--json", cwd=tmp_path)
    summary = json.loads(done.stdout)["summary"]
    assert (done.returncode, summary["clean"], summary["found"], summary["false"]) == (0, 1, 1, 0)


def test_the_detector_bench_says_what_its_columns_count(tmp_path: Path) -> None:
    """Each column of the table stands in the lines below it."""
    head, *rows, last = labkeeper("bench", "detector", str(LINK_DOWN), cwd=tmp_path).stdout.splitlines()
    assert "1 of 1 recordings clean; 1 of 1 incidents found, 0 false" == last
    legend = " ".join(rows[1:])
    for column in re.split(r"  +", head.strip())[1:]:
        assert column.replace("cause right", "cause right, unknown, wrong") in legend


def test_plugins_are_listed_with_what_they_are(tmp_path: Path) -> None:
    """Every family is there, each member with a sentence."""
    answer = json.loads(labkeeper("plugins", "--json", cwd=tmp_path).stdout)
    jsonschema.validate(answer, schema("plugins"))
    families = {"log", "peel", "gnmi", "snapshot", "runtime", "kind", "cause", "backend", "fault"}
    assert families == {row["family"] for row in answer["plugins"]}
    assert all(item["what"] for item in answer["plugins"])
    assert ({"built in"}, []) == ({row["from"] for row in answer["plugins"]}, answer["refused"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lab: a\ntimezone: UTC\nlab: b\n", "line 3: key 'lab' is given twice, first in line 1"),
        ("nodes:\n  r1: {kind: linux}\n  r1: {kind: vyos}\n", "line 3: key 'r1' is given twice, first in line 2"),
        ("syslog: {listen: nonsense}\n", "line 1: syslog.listen: 'nonsense' is no address and port"),
        ("syslog: {listen: 'router:514'}\n", "syslog.listen: 'router:514': 'router' is no IP address"),
        ("syslog: {listen: '127.0.0.1:99999'}\n", "syslog.listen: '127.0.0.1:99999' is no address and port"),
    ],
)
def test_a_wrong_configuration_is_wrong_use(text: str, said: str, tmp_path: Path) -> None:
    """Status 2 with the line, before anything is watched."""
    (tmp_path / "labkeeper.yml").write_text(text)
    done = labkeeper("watch", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_what_the_environment_says_of_proxies_and_hosts_ends_no_command(tmp_path: Path) -> None:
    """A SOCKS proxy for all, and a host for Ollama's own client that is none."""
    proxies = {"ALL_PROXY": "socks5://127.0.0.1:1", "all_proxy": "socks5://127.0.0.1:1", "OLLAMA_HOST": "::none::"}
    done = labkeeper("brief", cwd=tmp_path, **proxies)
    assert done.returncode == 0, done.stderr
    assert "Nothing was seen" in done.stdout
