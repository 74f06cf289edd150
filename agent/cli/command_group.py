"""A group whose commands are modules: each is imported when it is called, so that starting costs only what is used."""

import ast
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from typer import Typer
from typer.core import TyperGroup
from typer.main import get_command


class CommandModules(MutableMapping[str, Any]):
    """The commands of a package by name, in the order of the help; a module is imported when its command is taken."""

    def __init__(self, package: str, names: tuple[str, ...]) -> None:
        self._package = package
        self._commands: dict[str, Any] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Any:
        command = self._commands[name]
        if command is None:
            module = import_module(f"{self._package}.{name}")
            command = self._commands[name] = get_command(module.app)
            command.name = name
        return command

    def __setitem__(self, name: str, command: Any) -> None:
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    def __len__(self) -> int:
        return len(self._commands)

    def summary(self, name: str) -> str:
        """What a command does, as its function's docstring says; read without importing it."""
        spec = find_spec(f"{self._package}.{name}")
        if spec is None or spec.origin is None:
            return ""
        for node in ast.parse(Path(spec.origin).read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                return (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):  # a group says it where it is made
                texts = [item.value for item in node.value.keywords if item.arg == "help"]
                if texts:
                    return str(ast.literal_eval(texts[0]))
        return ""


def group_of(package: str, names: tuple[str, ...]) -> type[TyperGroup]:
    """The class of a group with these commands, for `Typer(cls=...)`."""

    class CommandGroup(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands: Any = CommandModules(package, names)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            """The list of commands in the help."""
            width = formatter.width - 6 - max(map(len, names))
            rows = [(name, _shortened(self.commands.summary(name), width)) for name in names]
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    return CommandGroup


def _shortened(text: str, width: int) -> str:
    """A summary in one line of the help: as many of its parts as fit; the command's own help has all of it."""
    if len(text) <= width:
        return text
    for marks in (":;", ","):
        ends = [k for k, sign in enumerate(text[:width]) if sign in marks and text[k + 1 : k + 2] == " "]
        if ends:
            return text[: ends[-1]] + "."
    return text[: width - 3].rpartition(" ")[0] + "..."


def command_app(**settings: Any) -> Typer:
    """What a command's module has as `app`: its one command, or a group of its own."""
    return Typer(add_completion=False, rich_markup_mode=None, **settings)
