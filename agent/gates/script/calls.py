"""Calls and names by which a script changes something or escapes its frame, and the commands that it sends. Pure.

What may be done is on a list; what cannot be followed is refused, under whatever name it goes: a method that is handed
on, an attribute that is named at run time, a module that is used as a value.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Set

from agent.gates.script.imported import dotted, imported_names, is_own_name, library_names, module_names, root_of
from agent.gates.script.names import Names, Variable
from agent.gates.script.tables import (
    APPROVALS,
    ATTRIBUTES,
    FILE_KEYWORDS,
    HELD_MODULES,
    MODULES,
    NAMES,
    OS,
    SENDS,
    STORED,
    SYS,
    TYPED_KEYWORDS,
)
from agent.gates.script.values import Values
from clab.finding import Finding
from clab.show_commands import is_paging, not_read_only

RULES: Mapping[str, str] = {"set": "gnmi-set", "config": "configuration"}
_FIELD = re.compile(r"\{(?=[^{}]*\})[^{}\s]*[.\[]\s*[\"']?(\w+)[^{}]*\}")
_OWN_DUNDERS = frozenset(("__name__", "__doc__", "__file__", "__version__", "__author__"))
_PATH_WORDS = frozenset(("basename", "join", "splitext", "dirname", "sep", "normpath", "abspath"))
_SUPER = frozenset(("__init__", "__enter__", "__exit__", "__post_init__", "__str__", "__repr__", "__eq__"))
_TUPLES = frozenset(("_asdict", "_replace", "_fields"))
"""What named tuples have under names that look private."""

_SECRETS = frozenset(("username", "password", "secret", "passphrase", "host", "ip"))
_TYPES = frozenset(("enable", "disable_paging", "cleanup", "exit_enable_mode", "check_enable_mode", "asa_login"))
"""netmiko's methods that type their own command, unless they are given another."""

_READ_DUNDERS = frozenset(("__name__", "__doc__", "__version__"))
_STORED_DUNDERS = _OWN_DUNDERS | {"__all__", "__slots__", "__credits__", "__license__", "__email__", "__status__"}


def refused(node: ast.AST, what: str, needs: str, rule: str = "") -> Finding:
    """The finding of something that only a person's approval lets through."""
    line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1
    hint = f"--allow {needs} approves {APPROVALS[needs]}"
    return Finding(rule or RULES.get(needs, "call"), "error", line, column, f"{what} is not allowed", hint)


def check_calls(
    tree: ast.Module, allowed: Set[str] = frozenset(), values: Values | None = None, names: Names | None = None
) -> list[Finding]:
    """Everything that is refused, by place: one finding for a place."""
    known = names or Names(tree)
    reader = _Reader(known, values or Values(known))
    found: dict[tuple[int, int], Finding] = {}
    for item in ast.walk(tree):
        for finding in reader.findings(item):
            if finding.hint.split()[1] not in allowed:
                found.setdefault((finding.line, finding.column), finding)
    return sorted(found.values(), key=lambda each: (each.line, each.column))


class _Reader:
    """Judges the nodes of one file."""

    def __init__(self, names: Names, values: Values) -> None:
        self._names, self._values = names, values
        self._modules = module_names(names.tree)
        self._imported = imported_names(names.tree)
        self._library_classes = library_names(names.tree)
        self._events = {variable for variable in names.bindings if self._is_event(variable)}

    def findings(self, node: ast.AST) -> Iterator[Finding]:
        match node:
            case ast.Name():
                yield from self._name(node)
            case ast.Attribute():
                yield from self._attribute(node)
            case ast.Call():
                yield from self._call(node)
            case ast.ImportFrom(module=module, names=aliases):
                for alias in aliases:
                    yield from self._named(
                        node, alias.name, f"{module}.{alias.name}", module == "typing" and alias.name == "Set"
                    )
            case ast.Constant(value=str(text)):
                yield from self._text(node, text)
            case ast.MatchClass(kwd_attrs=attrs):
                for attr in attrs:
                    yield from self._named(node, attr, f".{attr} in a pattern")
                    if attr == "set" or attr in SENDS:
                        yield refused(node, f".{attr} in a pattern", "set" if attr == "set" else "config")
            case ast.ClassDef(bases=bases):
                for base in bases:
                    if root_of(base) in self._library_classes:
                        yield refused(base, f"a class made of {ast.unparse(base)}, which cannot be followed,", "eval")
            case ast.AsyncFunctionDef():
                at = (node.lineno, node.col_offset + 1)
                yield Finding("call", "error", *at, "async code is not allowed", "--allow network: pygnmi blocks")

    def _is_event(self, name: Variable) -> bool:
        """Whether all that has this name is a threading.Event."""
        found = self._names.bindings.get(name, ())
        return bool(found) and all(
            isinstance(item.of, ast.Call) and dotted(item.of.func) in ("Event", "threading.Event") for item in found
        )

    def _name(self, node: ast.Name) -> Iterator[Finding]:
        name, parent = node.id, self._names.parents.get(node)
        if isinstance(node.ctx, ast.Store):
            if name.startswith("__") and name not in _STORED_DUNDERS:
                yield refused(node, name, "eval")
            return
        if name in NAMES:
            yield refused(node, name, NAMES[name])
        elif name.startswith("__") and name not in _OWN_DUNDERS:
            yield refused(node, name, "eval")
        elif name == "getattr" and not (isinstance(parent, ast.Call) and parent.func is node):
            yield refused(node, "getattr under another name", "eval")
        elif name in self._modules and not self._is_base(node, parent) and not self._is_level(node):
            yield refused(node, f"the module {name} as a value, which cannot be followed,", "eval")

    def _is_base(self, node: ast.Name, parent: ast.AST | None) -> bool:
        """Whether a module stands before a dot; one that is called is none, but a function of a package."""
        return isinstance(parent, ast.Attribute) or (isinstance(parent, ast.Call) and parent.func is node)

    def _is_level(self, node: ast.Name) -> bool:
        """`getattr(logging, level.upper())`, which gives nothing but a level."""
        call = self._names.parents.get(node)
        return (
            self._modules.get(node.id) == "logging"
            and isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "getattr"
            and len(call.args) > 1
            and isinstance(call.args[1], ast.Call)
            and isinstance(call.args[1].func, ast.Attribute)
            and call.args[1].func.attr == "upper"
        )

    def _attribute(self, node: ast.Attribute) -> Iterator[Finding]:
        attr, owner = node.attr, node.value
        own = isinstance(owner, ast.Name) and owner.id in ("self", "cls")
        module = self._modules.get(root_of(node), "") if dotted(node) else ""
        parent = self._names.parents.get(node)
        if attr.startswith("_") and not self._is_harmless_private(node, own, parent):
            yield refused(node, f".{attr}", "eval")
        elif isinstance(node.ctx, ast.Store) and attr in STORED and not own:
            yield refused(node, f"giving .{attr} another value", "config")
        elif module == "os.path":
            if attr not in _PATH_WORDS or not isinstance(owner, ast.Name):
                yield refused(node, f"os.path.{attr}", "files")
        elif module == "os":
            yield from self._os(node, parent)
        elif module == "sys" and isinstance(owner, ast.Name) and attr not in SYS:
            yield refused(node, f"sys.{attr}", "eval")
        elif attr in MODULES and root_of(node) in self._imported and not module:
            yield refused(node, f"the module {attr} inside {root_of(node)}", MODULES[attr])
        elif module and attr in HELD_MODULES and attr != module and not is_own_name(module, attr):
            yield refused(node, f"the module {attr} inside {module}", MODULES.get(attr, "eval"))
        elif attr == "set":
            yield from self._set(node, parent)
        elif attr in SENDS and not (isinstance(parent, ast.Call) and parent.func is node) and not own:
            if not self._is_mapped(node, parent):
                yield refused(node, f"{attr} under another name, which cannot be followed,", "config")
        else:
            yield from self._named(node, attr, f".{attr}", module == "typing" and attr == "Set")

    def _is_harmless_private(self, node: ast.Attribute, own: bool, parent: ast.AST | None) -> bool:
        attr, owner = node.attr, node.value
        if attr in _READ_DUNDERS or attr in _TUPLES or (own and _is_plain_private(attr)):
            return True
        if attr == "__class__":
            return isinstance(parent, ast.Attribute) and parent.attr == "__name__"
        inherited = isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "super"
        return inherited and attr in _SUPER and isinstance(parent, ast.Call)

    def _os(self, node: ast.Attribute, parent: ast.AST | None) -> Iterator[Finding]:
        if not (isinstance(node.value, ast.Name)):
            if isinstance(node.value, ast.Attribute) and node.value.attr == "path":
                return  # judged where `path` stands
            above = self._names.parents.get(node)
            if node.attr == "get" and isinstance(above, ast.Call) and above.args and _is_word(above.args[0]):
                return
            yield refused(node, f"{dotted(node)}: the whole environment", "files")
        elif node.attr == "environ":
            keyed = isinstance(parent, ast.Subscript) and _is_word(parent.slice)
            asked = isinstance(parent, ast.Compare) and _is_word(parent.left)
            if not (keyed or asked or isinstance(parent, ast.Attribute)):
                yield refused(node, "the whole environment (os.environ)", "files")
        elif node.attr == "path" and isinstance(parent, ast.Attribute):
            above = self._names.parents.get(parent)
            if parent.attr not in _PATH_WORDS or isinstance(above, ast.Attribute):
                yield refused(node, f"os.path.{parent.attr}", "files")
        elif node.attr not in OS:
            processes = re.match(r"(?:fork|exec|spawn|system|popen|kill|posix)", node.attr)
            yield refused(node, f"os.{node.attr}", "processes" if processes else "files")

    def _set(self, node: ast.Attribute, parent: ast.AST | None) -> Iterator[Finding]:
        """`.set` is an Event's where it is called with nothing, or where its owner is nothing but an Event."""
        if isinstance(node.value, ast.Name) and self._names.variable(node.value) in self._events:
            return
        if isinstance(node.ctx, ast.Store) or not (
            isinstance(parent, ast.Call) and parent.func is node and not parent.args and not parent.keywords
        ):
            yield refused(node, "gNMI Set", "set")

    def _is_mapped(self, node: ast.Attribute, parent: ast.AST | None) -> bool:
        """`map(session.send_command, COMMANDS)`, with commands that can be followed."""
        if not (isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "map"):
            return False
        if len(parent.args) != 2 or parent.args[0] is not node:
            return False
        found = self._values.items(parent.args[1])
        return bool(found) and not any(_why_not(item) for item in found or ())

    def _named(self, node: ast.AST, name: str, shown: str, harmless: bool = False) -> Iterator[Finding]:
        """A name behind a dot or in an import."""
        if name in ATTRIBUTES and not harmless:
            needs = ATTRIBUTES[name]
            yield refused(node, "gNMI Set" if needs == "set" else shown.lstrip("."), needs)
        elif isinstance(node, ast.ImportFrom) and name in HELD_MODULES and not is_own_name(node.module or "", name):
            yield refused(node, f"the module {name} inside {node.module}", MODULES.get(name, "eval"), "import")

    def _call(self, node: ast.Call) -> Iterator[Finding]:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "getattr" and isinstance(node.func, ast.Name) and len(node.args) > 1:
            yield from self._getattr(node)
        elif name == "format" and isinstance(node.func, ast.Attribute):
            yield from self._format(node)
        elif name == "format_map":
            yield refused(node, "format_map(), which cannot be followed,", "eval")
        elif name in SENDS and isinstance(node.func, ast.Attribute):
            yield from self._commands(node, name)
        elif name in _TYPES and isinstance(node.func, ast.Attribute) and self._types_another(node):
            yield refused(node, f"{name}() with a command of its own", "config")
        elif name == "type" and isinstance(node.func, ast.Name) and len(node.args) > 1:
            yield refused(node, "a class made at run time", "eval")
        for keyword in node.keywords:
            nothing = isinstance(keyword.value, ast.Constant) and keyword.value.value in (None, "", False)
            if keyword.arg in FILE_KEYWORDS and not nothing and not _is_log_format(name, keyword.arg):
                yield refused(keyword.value, f"{keyword.arg}=", "files")
            elif keyword.arg in TYPED_KEYWORDS and not nothing:
                yield refused(keyword.value, f"{keyword.arg}=", "config")

    def _types_another(self, node: ast.Call) -> bool:
        """Whether a method is told what to type, and that is more than paging."""
        texts = [arg for arg in node.args if not isinstance(arg, ast.Constant) or isinstance(arg.value, str)]
        texts += [k.value for k in node.keywords if k.arg is None or "command" in k.arg or k.arg in ("cmd", "pattern")]
        for item in texts:
            found = self._values.texts(item)
            if not found or not all(is_paging(text) for text in found):
                return True
        return False

    def _getattr(self, node: ast.Call) -> Iterator[Finding]:
        word = node.args[1]
        if isinstance(word, ast.Constant) and isinstance(word.value, str):
            attr = ast.Attribute(node.args[0], word.value, ast.Load())
            ast.copy_location(attr, node)
            if word.value == "set" or word.value in SENDS:
                yield refused(node, f"getattr() of {word.value!r}", "set" if word.value == "set" else "config")
            else:
                yield from self._attribute(attr)
        elif not (isinstance(node.args[0], ast.Name) and self._is_level(node.args[0])):
            yield refused(node, "getattr() of a name that is made at run time", "eval")

    def _format(self, node: ast.Call) -> Iterator[Finding]:
        """A text's fields can reach into what they are given, so the text must be known."""
        assert isinstance(node.func, ast.Attribute)
        template = node.func.value
        parts = [item for item in ast.walk(template) if isinstance(item, (ast.Constant, ast.Name))]
        if isinstance(template, ast.BinOp):
            texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            names = [each for each in parts if isinstance(each, ast.Name)]
            whole = all(text.count("{") == text.count("}") for text in texts)
            if whole and (isinstance(template.op, ast.Mult) or all(self._values.texts(name) for name in names)):
                return
        elif self._values.texts(template) is not None or isinstance(template, ast.JoinedStr) or _is_datetime(node):
            return
        yield refused(node, "format() of a text that cannot be followed", "eval")

    def _text(self, node: ast.Constant, text: str) -> Iterator[Finding]:
        parent = self._names.parents.get(node)
        if isinstance(parent, ast.Expr):
            return
        if ("\n" in text or "\r" in text) and self._is_credential(node, parent):
            yield refused(node, "more than one line where a library types a word", "config")
        if text in FILE_KEYWORDS - {"filename", "sock"} or text in TYPED_KEYWORDS:
            yield refused(node, repr(text), "config" if text in TYPED_KEYWORDS else "files")
        for found in _FIELD.finditer(text) if "{" in text else ():
            if found[1].startswith("_") or found[1] in ("environ", "set") or found[1] in HELD_MODULES:
                yield refused(node, f"a field {found[0]} that reaches into its value", "eval")

    def _is_credential(self, node: ast.Constant, parent: ast.AST | None) -> bool:
        if isinstance(parent, ast.keyword):
            return parent.arg in _SECRETS
        if isinstance(parent, ast.Dict) and node in parent.values:
            key = parent.keys[parent.values.index(node)]
            return isinstance(key, ast.Constant) and key.value in _SECRETS
        return False

    def _commands(self, node: ast.Call, name: str) -> Iterator[Finding]:
        """What is typed must be known, and must only read."""
        many = name.startswith("send_multiline")
        given = node.args[0] if node.args else None
        for keyword in node.keywords:
            if keyword.arg in ("command_string", "commands"):
                given = keyword.value
        if given is None or isinstance(given, ast.Starred) or any(not item.arg for item in node.keywords):
            yield refused(node, f"{name}() of a command that cannot be followed", "config")
            return
        found = self._values.items(given) if many else self._values.texts(given)
        if found is None:
            shown = ast.unparse(given)[:60]
            yield refused(given, f"a command that is not a literal ({shown})", "config", "configuration")
            return
        for text in sorted(found):
            why = _why_not(text)
            if why:
                place = given if not isinstance(given, ast.Name) else _where(self._names.tree, text) or given
                yield refused(place, f"the command {text.strip()!r} ({why})", "config", "configuration")
                return


def _why_not(command: str) -> str:
    return "" if is_paging(command) and command.strip().lower() not in ("exit", "end") else not_read_only(command)


def _where(tree: ast.Module, text: str) -> ast.AST | None:
    """The literal itself, so that a finding stands where the command is written."""
    found = (item for item in ast.walk(tree) if isinstance(item, ast.Constant) and item.value == text)
    return next(found, None)


def _is_word(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_log_format(name: str, keyword: str | None) -> bool:
    return keyword == "filename" and name in ("Finding", "compile")


def _is_plain_private(attr: str) -> bool:
    return not (attr.startswith("__") and attr.endswith("__")) or attr == "__class__"


def _is_datetime(node: ast.Call) -> bool:
    """`dt.format("YYYY")` of date libraries: one literal that is no format of Python's."""
    return len(node.args) == 1 and _is_word(node.args[0]) and not node.keywords and "{" not in str(node.args[0])
