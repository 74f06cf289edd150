"""The loader of plug-ins: a folder and entry points, no name twice, and what is broken costs itself."""

import importlib
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clab.plugins import (
    BUILT_IN,
    Family,
    PluginError,
    PluginWarning,
    contained,
    entry_point_groups,
    instances,
    load,
)


@dataclass(frozen=True)
class Thing:
    """A member of the family under test."""

    name: str
    aliases: tuple[str, ...] = ()


class Site:
    """A folder on the path, in which packages are written and installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def family(self, package: str, files: dict[str, str]) -> Family[Thing]:
        """A family whose built-in files are these."""
        (self.folder / package).mkdir()
        for name, text in {"__init__": "", **files}.items():
            (self.folder / package / f"{name}.py").write_text(f"from tests.clab.test_plugins import Thing\n{text}\n")
        return Family(
            "test_things",
            importlib.import_module(package),
            "THING",
            instances(Thing),
            lambda thing, short: (thing.name, *thing.aliases),
        )

    def install(self, name: str, version: str, points: str, group: str = "labkeeper.test_things") -> None:
        """A distribution with the entry points."""
        info = self.folder / f"{name}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[{group}]\n{points}\n")

    def module(self, name: str, text: str) -> None:
        """A module of a distribution."""
        (self.folder / f"{name}.py").write_text(f"from tests.clab.test_plugins import Thing\n{text}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Entry points are read once in a process, so they are read anew here, and again for whoever comes after."""
    known = set(sys.modules)
    monkeypatch.syspath_prepend(tmp_path)
    entry_point_groups.cache_clear()
    yield Site(tmp_path)
    entry_point_groups.cache_clear()
    for name in set(sys.modules) - known:
        if str(getattr(sys.modules[name], "__file__", "") or "").startswith(str(tmp_path)):
            del sys.modules[name]


def test_files_come_first_and_entry_points_after_them(site: Site) -> None:
    """Each with its place: a file is built in, an entry point is of its distribution; every name finds its member."""
    site.module("outer", 'THINGS = (Thing("c", ("see",)), Thing("d"))')
    site.install("outer-things", "2.1", "more = outer:THINGS")
    loaded = site.family("inner_a", {"b": 'THING = Thing("b")', "a": 'THING = Thing("a")'}).loaded
    assert [("a", BUILT_IN), ("b", BUILT_IN), ("c", "outer-things 2.1"), ("d", "outer-things 2.1")] == [
        (plugin.name, plugin.place.origin) for plugin in loaded.plugins
    ]
    assert loaded.by_name["c"] is loaded.by_name["see"]
    assert ["inner_a.a", "outer:THINGS"] == [loaded.plugins[k].place.module for k in (0, 2)]
    assert () == loaded.refused


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a": 'THING = Thing("x")', "b": 'THING = Thing("y", ("x",))'}, "called 'x': inner_b.a, inner_b.b"),
        ({"a": 'OTHER = Thing("x")'}, "inner_b.a has no constant 'THING'"),
        ({"a": "THING = 7"}, "inner_b.a: THING: int where Thing is expected"),
        ({"a": "THING = ()"}, "inner_b.a: THING: tuple where Thing is expected"),
    ],
    ids=["twice", "none", "wrong", "empty"],
)
def test_a_broken_file_of_the_program_is_an_error(files: dict[str, str], said: str, site: Site) -> None:
    """It names the file, both where two have one name."""
    with pytest.raises(PluginError, match=said.replace("(", r"\(")):
        _ = site.family("inner_b", files).loaded


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("raise RuntimeError('no')", "RuntimeError: no"),
        ("import a_module_that_is_not_there", "ModuleNotFoundError: No module named 'a_module_that_is_not_there'"),
        ("raise SystemExit", "SystemExit"),
        ("THING = 7", "TypeError: int where Thing is expected"),
        ("", "AttributeError: module 'outer' has no attribute 'THING'"),
        ('THING = Thing("a")', "inner_c.a is called 'a', too"),
        ('THING = Thing("z", ("a",))', "inner_c.a is called 'a', too"),
    ],
)
def test_a_broken_plug_in_from_outside_costs_itself(module: str, said: str, site: Site) -> None:
    """The others are there; it is warned of once with its place and the reason."""
    site.module("outer", module)
    site.module("other", 'THING = Thing("b")')
    site.install("outer-things", "2.1", "more = outer:THING\nfine = other:THING")
    family = site.family("inner_c", {"a": 'THING = Thing("a")'})
    with pytest.warns(PluginWarning) as told:
        loaded = family.loaded
    assert ["a", "b"] == list(loaded.by_name)
    (refused,) = loaded.refused
    assert said == refused.why
    assert [f"plug-in 'more' (labkeeper.test_things: outer:THING of outer-things 2.1) is left out: {said}"] == [
        str(warning.message) for warning in told
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert loaded is family.loaded


def test_of_two_packages_with_one_name_neither_is_taken(site: Site) -> None:
    """Nothing says which is meant; each is named with the other's place."""
    for name in ("one", "two"):
        site.module(name, 'THING = Thing("x")')
        site.install(f"{name}-things", "1", f"it = {name}:THING")
    with pytest.warns(PluginWarning):
        loaded = site.family("inner_d", {"a": 'THING = Thing("a")'}).loaded
    assert ["a"] == list(loaded.by_name)
    assert {"one:THING of one-things 1 is called 'x', too", "two:THING of two-things 1 is called 'x', too"} == {
        item.why for item in loaded.refused
    }


def test_a_distribution_that_is_on_the_path_twice_counts_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one, as for imports."""
    site.module("outer", 'THING = Thing("x")')
    site.install("outer-things", "2", "it = outer:THING")
    second = Site(site.folder / "second")
    second.folder.mkdir()
    second.install("outer-things", "1", "it = outer:THING")
    monkeypatch.setattr(sys, "path", [str(site.folder), str(second.folder), *sys.path[1:]])
    loaded = site.family("inner_e", {}).loaded
    assert ["outer-things 2"] == [plugin.place.origin for plugin in loaded.plugins]


def test_distributions_of_others_are_left_alone(site: Site) -> None:
    """Their entry points are not looked at; one that names no group of ours adds nothing."""
    site.install("others", "1", "it = nowhere:THING", group="console_scripts")
    assert {} == {group: points for group, points in entry_point_groups().items() if group == "console_scripts"}
    assert {} == site.family("inner_f", {}).loaded.by_name


def test_what_a_plug_in_raises_while_it_runs_is_contained() -> None:
    """Its answer is the fallback; it is warned of once, however often it fails."""

    def divide(by: int) -> int:
        return 12 // by

    safe = contained(divide, -1, "plug-in 'divide'")
    assert 4 == safe(3)
    with pytest.warns(PluginWarning, match=r"plug-in 'divide' failed: ZeroDivisionError") as told:
        assert [-1, -1, 6] == [safe(0), safe(0), safe(2)]
    assert 1 == len(told)


def test_a_folder_alone_is_read_by_its_files_names(site: Site) -> None:
    """A family that takes nothing from outside."""
    family = site.family("inner_g", {"b": "THING = 2", "a": "THING = 1", "_hidden": ""})
    assert {"a": 1, "b": 2} == load(family.folder, "THING")
