"""The one loader of plug-ins: a family is a folder of files, and the entry points of installed packages.

A file of the program that is broken, or two of one name, is a defect of the program and raises. A plug-in from outside
costs itself alone: it is left out, warned of (`PluginWarning`), and `labkeeper plugins` says why. It never takes the
place of a built-in one; of two from outside with one name neither is taken, since nothing says which is meant.
"""

import importlib
import pkgutil
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from types import ModuleType
from typing import Any, Generic, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")
BUILT_IN = "built in"
PREFIX = "labkeeper."
"""What the names of all groups of entry points begin with."""


class PluginError(LookupError):
    """A defect of the program's own plug-ins: a file without its constant, or two of one name."""


class PluginWarning(UserWarning):
    """A plug-in from outside that was left out, or that failed while it ran."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a plug-in is: its own short name there (a file's, an entry point's), the module (with the object in it),
    and `origin`, `built in` or a distribution's name and version."""

    short: str
    module: str
    origin: str = BUILT_IN

    def __str__(self) -> str:
        return self.module if self.origin == BUILT_IN else f"{self.module} of {self.origin}"


@dataclass(frozen=True, slots=True)
class Plugin(Generic[T]):
    """A member of a family: its name, its value, and where it came from."""

    name: str
    value: T
    place: Place


@dataclass(frozen=True, slots=True)
class Refused:
    """A plug-in from outside that was left out, and why."""

    group: str
    place: Place
    why: str

    def __str__(self) -> str:
        return f"plug-in {self.place.short!r} ({PREFIX}{self.group}: {self.place}) is left out: {self.why}"


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A family's members, built-in ones first, then those from outside; and what was left out."""

    plugins: tuple[Plugin[T], ...]
    by_name: dict[str, T]
    refused: tuple[Refused, ...]


def instances(of: type[T]) -> Callable[[object], tuple[T, ...]]:
    """Takes members out of a constant: one instance of a type, or a tuple or list of them."""

    def take(found: object) -> tuple[T, ...]:
        items = found if isinstance(found, tuple | list) else (found,)
        members = tuple(item for item in items if isinstance(item, of))
        if len(members) < len(items) or not members:
            wrong = next((item for item in items if not isinstance(item, of)), found)
            raise TypeError(f"{type(wrong).__name__} where {of.__name__} is expected")
        return members

    return take


@dataclass(frozen=True)
class Family(Generic[T]):
    """One family.

    `folder` holds the built-in files (those of which `is_member` is true), each with `constant`; `group` is the entry
    points' name without the prefix. `take` finds the members in a constant, or raises TypeError or ValueError. `names`
    are a member's names, the first its own; it may need the short name of its place. `contain` is put around a member
    from outside, so that what it raises while it runs ends nothing else.
    """

    group: str
    folder: ModuleType
    constant: str
    take: Callable[[object], tuple[T, ...]]
    names: Callable[[T, str], tuple[str, ...]]
    is_member: Callable[[str], bool] = lambda file: True
    contain: Callable[[T, str], T] | None = None

    @cached_property
    def loaded(self) -> Loaded[T]:
        """All members, loaded once.

        Raises:
            PluginError: a built-in file lacks its constant, or has a name that another one has.
        """
        by_name: dict[str, Plugin[T]] = {}
        for member, names in self._built_in():
            for name in names:
                if name in by_name:
                    raise PluginError(f"two of {self.group} are called {name!r}: {by_name[name].place}, {member.place}")
                by_name[name] = member
        outside, refused = self._outside()
        count = Counter(name for _, names in outside for name in set(names))
        for member, names in outside:
            taken = next((name for name in names if name in by_name or count[name] > 1), None)
            if taken is None:
                continue
            other = by_name[taken].place if taken in by_name else _other(outside, taken, member)
            refused.append(Refused(self.group, member.place, f"{other} is called {taken!r}, too"))
        out = {item.place for item in refused}
        by_name |= {name: member for member, names in outside if member.place not in out for name in names}
        for item in refused:
            warnings.warn(str(item), PluginWarning, stacklevel=2)
        members = tuple({id(member): member for member in by_name.values()}.values())
        return Loaded(members, {name: member.value for name, member in by_name.items()}, tuple(refused))

    def _built_in(self) -> Iterator[tuple[Plugin[T], tuple[str, ...]]]:
        for place, found in _constants(self.folder, self.constant, self.is_member):
            try:
                members = self.take(found)
            except (TypeError, ValueError) as error:
                raise PluginError(f"plug-in {place}: {self.constant}: {error}") from error
            for member in members:
                names = self.names(member, place.short)
                yield Plugin(names[0], member, place), names

    def _outside(self) -> tuple[list[tuple[Plugin[T], tuple[str, ...]]], list[Refused]]:
        found, refused = [], []
        for place, load in entry_points(self.group):
            try:
                members = self.take(load())
                named = [(self.names(member, place.short), member) for member in members]
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a package of others does while it is imported
                refused.append(Refused(self.group, place, _reason(error)))
                continue
            for names, member in named:
                kept = self.contain(member, f"plug-in {names[0]!r} ({place})") if self.contain else member
                found.append((Plugin(names[0], kept, place), names))
        return found, refused


def load(folder: ModuleType, constant: str) -> dict[str, object]:
    """The constants of a folder's files, by the files' names: a family that takes nothing from outside.

    Raises:
        PluginError: a file lacks the constant.
    """
    return {place.short: found for place, found in _constants(folder, constant)}


def _constants(
    folder: ModuleType, constant: str, is_member: Callable[[str], bool] = lambda file: True
) -> Iterator[tuple[Place, object]]:
    for info in sorted(pkgutil.iter_modules(folder.__path__), key=lambda item: item.name):
        if info.name.startswith("_") or not is_member(info.name):
            continue
        name = f"{folder.__name__}.{info.name}"
        module = importlib.import_module(name)
        if not hasattr(module, constant):
            raise PluginError(f"plug-in {name} has no constant {constant!r}")
        yield Place(info.name, name), getattr(module, constant)


def _other(outside: list[tuple[Plugin[T], tuple[str, ...]]], name: str, than: Plugin[T]) -> Place:
    return next(member.place for member, names in outside if name in names and member is not than)


def entry_points(group: str) -> tuple[tuple[Place, Callable[[], Any]], ...]:
    """The entry points of a group (without the prefix) in all installed distributions: where each is, and what loads
    it."""
    return entry_point_groups().get(group, ())


@cache
def entry_point_groups() -> dict[str, tuple[tuple[Place, Callable[[], Any]], ...]]:
    """All entry points of the program's groups, by group without the prefix.

    Read once, when the first family is loaded. Of a distribution that is on the path twice the first counts, as for
    imports.
    """
    from importlib.metadata import distributions

    found: dict[str, list[tuple[Place, Callable[[], Any]]]] = {}
    seen: set[str] = set()
    for distribution in distributions():
        if PREFIX not in (distribution.read_text("entry_points.txt") or ""):
            continue
        name = distribution.metadata["Name"] or "a package without a name"
        if name in seen:
            continue
        seen.add(name)
        origin = f"{name} {distribution.version}"
        for point in distribution.entry_points:
            if point.group.startswith(PREFIX):
                group = found.setdefault(point.group.removeprefix(PREFIX), [])
                group.append((Place(point.name, point.value, origin), point.load))
    return {group: tuple(sorted(points, key=lambda item: str(item[0]))) for group, points in found.items()}


def contained(function: Callable[P, R], fallback: R, what: str) -> Callable[P, R]:
    """A function of a plug-in from outside: what it raises is warned of once, and `fallback` is its answer then."""
    warned = False

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal warned
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - code of others, asked about data that nobody foresaw
            if not warned:
                warned = True
                warnings.warn(f"{what} failed: {_reason(error)}", PluginWarning, stacklevel=2)
            return fallback

    return run


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
