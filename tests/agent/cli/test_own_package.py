"""A user's own package, made of what the pages on adding things write: found by its entry points, and put to work."""

import json
import re
import shutil
import tomllib
from pathlib import Path

import jsonschema
import pytest

from agent.schemas import schema
from clab.units import SECOND_NS
from tests.collectors.sources.test_poison import GOOD
from tests.program import labkeeper

ROOT = Path(__file__).parents[3]
PAGES = {
    "adding-a-dialect.md": ("dialect", "stamp"),
    "adding-a-cause.md": ("cause",),
    "adding-a-kind.md": ("kind",),
}
"""The modules of the package, by the page that writes them, in its order."""
POINTS = re.compile(r"^```toml\n(.*?)^```$", re.M | re.S)
LAB = "name: t\ntopology:\n  nodes:\n    a: {kind: acme, image: 'acme:1', type: %s}\n"


def install(site: Path, name: str, version: str, points: dict[str, dict[str, str]]) -> None:
    """What pip leaves of a distribution: its name, its version and its entry points."""
    info = site / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [
        line for group, rows in points.items() for line in (f"[{group}]", *(f"{k} = {v}" for k, v in rows.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder for the path with `acme-labkeeper 1.0` in it: the pages' files, and the entry points that they write."""
    package = tmp_path / "site" / "acme_labkeeper"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    points: dict[str, dict[str, str]] = {}
    for page, names in PAGES.items():
        text = (ROOT / "docs" / page).read_text()
        blocks = re.findall(r'^```python title="(?!tests/)[^"]+"\n(.*?)^```$', text, re.M | re.S)
        for name, block in zip(names, blocks, strict=True):
            (package / f"{name}.py").write_text(block)
        (toml,) = POINTS.findall(text)
        points |= tomllib.loads(toml)["project"]["entry-points"]
    install(package.parent, "acme-labkeeper", "1.0", points)
    return package.parent


def run(site: Path, *arguments: str, cwd: Path) -> tuple[str, str]:
    """Stdout and stderr of a call that has the folder on its path."""
    done = labkeeper(*arguments, cwd=cwd, PYTHONPATH=f"{ROOT}:{site}")
    assert done.returncode in (0, 3), done.stderr
    return done.stdout, done.stderr


def test_each_is_listed_with_its_distribution(site: Path, tmp_path: Path) -> None:
    """`plugins` shows name and version of the package behind each, and nothing was left out."""
    out, errors = run(site, "plugins", "--json", cwd=tmp_path)
    answer = json.loads(out)
    jsonschema.validate(answer, schema("plugins"))
    found = {(row["family"], row["name"]) for row in answer["plugins"] if row["from"] == "acme-labkeeper 1.0"}
    assert {("log", "acmebgp"), ("peel", "acme_stamp"), ("cause", "software_upgrade"), ("kind", "acme_router")} == found
    assert ([], "") == (answer["refused"], errors)
    out, _ = run(site, "plugins", cwd=tmp_path)
    assert "Acme Router  [acme-labkeeper 1.0]" in out


@pytest.mark.parametrize("stamp", [0, 1], ids=["a known stamp", "its own stamp"])
def test_a_log_in_its_dialect_is_read(stamp: int, site: Path, tmp_path: Path) -> None:
    """`analyze` names the format, and the loss that the lines tell is an incident, be their stamp a known one or the
    package's own."""
    (tmp_path / "logs").mkdir()
    both = re.findall(r"^```text title=.*?\n(.*?)^```$", (ROOT / "docs/adding-a-dialect.md").read_text(), re.M | re.S)
    lines = both[stamp]
    (tmp_path / "logs" / "r1.log").write_text(lines)
    out, errors = run(site, "analyze", "logs", "--json", cwd=tmp_path)
    answer = json.loads(out)
    assert (["acmebgp"], 1, "") == (
        [source["format"] for source in answer["sources"]],
        len(answer["incidents"]),
        errors,
    )


def test_its_cause_is_found_and_spoken_of(site: Path, tmp_path: Path) -> None:
    """A shutdown whose message names an upgrade is the package's cause, in the answer and in the report's words."""
    shutil.copytree(ROOT / "tests/replays/diamond-shutdown-message", tmp_path / "lab")
    for log in (tmp_path / "lab" / "logs").iterdir():
        log.write_bytes(log.read_bytes().replace(rb"Wartung f\xc3\xa4llig", rb"upgrade to 10.1"))
    out, errors = run(site, "analyze", "lab", "--json", "--out", "reports", cwd=tmp_path)
    (incident,) = json.loads(out)["incidents"]
    assert ("software_upgrade", "proved") == (incident["cause"]["type"], incident["cause"]["certainty"])
    assert "plug-in" not in errors
    (report,) = (tmp_path / "reports" / "incidents").glob("*.md")
    assert "software upgrade" in report.read_text()


@pytest.mark.parametrize(("type_", "rules"), [("small", []), ("huge", ["type-of-kind"])])
def test_a_topology_with_its_kind_is_judged(type_: str, rules: list[str], site: Path, tmp_path: Path) -> None:
    """The kind is one, under its alias, and its types are held."""
    (tmp_path / "t.clab.yml").write_text(LAB % type_)
    out, _ = run(site, "topology", "--check", "t.clab.yml", "--offline", "--json", cwd=tmp_path)
    assert rules == [finding["rule"] for stage in json.loads(out)["stages"] for finding in stage["findings"]]


def test_what_is_broken_costs_itself_and_is_named(site: Path, tmp_path: Path) -> None:
    """An import that fails, a wrong type, a name that is taken and a group that is none: all are named with their
    places, and a log is analyzed as if they were not there."""
    bad = site / "bad_labkeeper"
    bad.mkdir()
    (bad / "__init__.py").write_text("NUMBER = 7\n")
    (bad / "gone.py").write_text("raise SystemExit('no licence')\n")
    (bad / "taken.py").write_text("from dataclasses import replace\nfrom collectors.logs.dialects.frr import DIALECT\n")
    groups = {
        "labkeeper.log_dialects": {
            "gone": "bad_labkeeper.gone:DIALECT",
            "number": "bad_labkeeper:NUMBER",
            "taken": "bad_labkeeper.taken:DIALECT",
        },
        "labkeeper.dialects": {"lost": "bad_labkeeper:NUMBER"},
    }
    install(site, "bad-labkeeper", "0.2", groups)
    answer = json.loads(run(site, "plugins", "--json", cwd=tmp_path)[0])
    refused = {row["name"]: row for row in answer["refused"]}
    assert {"bad-labkeeper 0.2"} == {row["from"] for row in refused.values()}
    assert "SystemExit: no licence" == refused["gone"]["why"]
    assert "int where Dialect is expected" in refused["number"]["why"]
    assert "collectors.logs.dialects.frr" in refused["taken"]["why"]
    assert "there is no group labkeeper.dialects" in refused["lost"]["why"]
    out, errors = run(site, "analyze", str(ROOT / "tests/replays/diamond-clear-one"), "--json", cwd=tmp_path)
    assert 1 == len(json.loads(out)["incidents"])
    for name in ("gone", "number", "taken"):
        assert 1 == errors.count(f"plug-in {name!r} (labkeeper.log_dialects: bad_labkeeper")
    assert "Traceback" not in errors


ENGINE = """
from agent.models.api import EngineStatus
from agent.models.backends.none import NoBackend


class Engine(NoBackend):
    name = "acme"

    def status(self):
        return EngineStatus(engine="acme", version="7", cloud="none", where="somewhere")


def build(models, pins):
    return Engine()
"""


def test_an_engine_of_others_is_chosen_by_name_and_not_vouched_for(site: Path, tmp_path: Path) -> None:
    """`doctor` says that nobody here knows where it sends prompts, `strict` refuses it, and a name that is none is a
    failed check of the configuration."""
    (site / "acme_engine.py").write_text(ENGINE)
    install(site, "acme-engine", "7", {"labkeeper.backends": {"acme": "acme_engine:build"}})

    def doctor(settings: str) -> tuple[int, str]:
        (tmp_path / "labkeeper.yml").write_text(f"models: {{{settings}}}\n")
        done = labkeeper("doctor", "--json", cwd=tmp_path, PYTHONPATH=f"{ROOT}:{site}")
        return done.returncode, done.stdout + done.stderr

    status, said = doctor("backend: acme")
    (check,) = [row for row in json.loads(said)["checks"] if row["what"] == "sovereignty"]
    assert (0, "failed") == (status, check["status"])
    assert "acme 7 at somewhere is not labkeeper's own engine" in check["found"]
    status, said = doctor("backend: acme, sovereignty: strict")
    assert 2 == status
    assert "the engine 'acme' comes from an installed package" in said
    status, said = doctor("backend: acmee")
    first = json.loads(said)["checks"][0]
    assert (0, "configuration", "failed") == (status, first["what"], first["status"])
    assert "there is no engine 'acmee'" in first["found"]


MAPPINGS = """
from collectors.collector import GnmiMapping, RuntimeMapping
from collectors.gnmi.leaf_state import Told
from collectors.observations import NodeEvent


class Mapper:
    def __init__(self, node):
        self.told = Told(node)

    def __call__(self, leaf):
        raise KeyError("a leaf of another release")


def parse(event, lab):
    common = {"node": event["node"], "source": "runtime", "seen_ns": event["ns"], "received_ns": event["ns"]}
    return (NodeEvent(**common, origin="podman", event=event["what"]),)


GNMI = GnmiMapping("acme", ("acme_router",), (), Mapper)
RUNTIME = RuntimeMapping("podman", parse)
"""


def test_mappings_of_others_read_beside_ours(site: Path, tmp_path: Path) -> None:
    """A stream of events is read by the mapping that its file names; a gNMI mapping that fails on every leaf is warned
    of once, and the built-in ones read on."""
    (site / "acme_mappings.py").write_text(MAPPINGS)
    points = {"labkeeper.gnmi_mappings": {"acme": "acme_mappings:GNMI"}}
    points["labkeeper.runtime_mappings"] = {"podman": "acme_mappings:RUNTIME"}
    install(site, "acme-mappings", "3", points)
    for name, lines in GOOD.items():
        (tmp_path / "lab" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "lab" / name).write_bytes(b"\n".join(lines) + b"\n")
    alone = json.loads(labkeeper("analyze", "lab", "--json", cwd=tmp_path).stdout)
    event = {"node": "r2", "ns": 1_795_600_801 * SECOND_NS, "what": "start"}
    (tmp_path / "lab" / "runtime" / "podman-events.jsonl").write_text(json.dumps(event) + "\n")
    out, errors = run(site, "analyze", "lab", "--json", cwd=tmp_path)
    answer = json.loads(out)
    assert alone["incidents"] == answer["incidents"]
    assert ["podman-events"] == [row["format"] for row in answer["sources"] if row not in alone["sources"]]
    assert 1 == errors.count("plug-in 'acme' (acme_mappings:GNMI of acme-mappings 3) failed: KeyError")
