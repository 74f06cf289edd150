"""What a script says of itself: its imports, gNMI paths, addresses, names, and the files beside it. Pure.

An allow-list: what is not known to be harmless is a finding. `allowed` are the approvals of a person (`--allow`).
"""

import ast
import ipaddress
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Final

from agent.gates.script.calls import check_calls as check_tree
from agent.gates.script.calls import refused
from agent.gates.script.names import Names
from agent.gates.script.tables import APPROVALS, IMPORTS, MODULES, OS, PRIVATE_DOMAINS, TARGET_WORDS, UNTRIED, words
from agent.gates.script.values import Values
from clab.finding import Finding
from clab.show_commands import VERBS

MOST_BESIDE: Final = 20
_SUBMODULES: Final = {
    "netmiko": frozenset(words("exceptions ssh_exception ssh_dispatcher base_connection utilities ssh_autodetect")),
    "pygnmi": frozenset(words("client create_gnmi_path spec")),
    "concurrent": frozenset({"futures"}),
    "os": frozenset({"path"}),
    "google": frozenset({"protobuf"}),
    "grpc": frozenset(),
    "logging": frozenset(),
}
"""What of a package may be imported by its name; of the others all."""

_PATH = re.compile(r"^(?:[A-Za-z_][\w.-]*:)?/[A-Za-z_*][\w.*:-]*(?:\[[^\]=]*=[^\]]*+\])*(?:/|\[|$)")
_MODULE_PATH = re.compile(
    r"^(?:openconfig|ietf|srl_nokia|nokia|Cisco-IOS-XR|arista|junos)[\w-]*:[a-z][\w-]*(?:[/\[]|$)"
)
_ADDRESS = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?P<top>[a-z]{2,})(?::\d+)?$", re.IGNORECASE
)
_OUTSIDE = tuple(f"/{each}/" for each in words("dev proc tmp etc var usr home opt root lab labs"))


@dataclass(frozen=True, slots=True)
class Script:
    """A script that parses, and what its text says of it. `beside` are the files of its folder that it imports, by
    module; `certificates` the files of keys and certificates that it names."""

    tree: ast.Module
    imports: frozenset[str]
    paths: tuple[tuple[str, int, int], ...]
    addresses: frozenset[str]
    variables: frozenset[str]
    certificates: frozenset[str] = frozenset()
    text: str = ""
    beside: "Mapping[str, Script]" = field(default_factory=dict)
    names: Names | None = None

    @property
    def libraries(self) -> frozenset[str]:
        """What it imports, its neighbours' imports included."""
        return self.imports.union(*(item.imports for item in self.beside.values()))

    @property
    def gnmi(self) -> bool:
        """Whether it speaks gNMI."""
        return bool({"pygnmi", "grpc"} & self.libraries)

    @property
    def ssh(self) -> bool:
        """Whether it speaks to routers' command lines."""
        return "netmiko" in self.libraries


Beside = Callable[[str], str | None]


def read_script(text: str, beside: Beside = lambda _: None) -> tuple[Script | None, list[Finding]]:
    """Parse a script; None and the place where it is no Python. `beside` gives the text of a module in its folder."""
    script, found = _parsed(text)
    if script is None:
        return None, found
    known: dict[str, Script] = {}
    open_ = sorted(_modules(script.tree))
    while open_ and len(known) < MOST_BESIDE:
        name = open_.pop()
        other_text = None if name in known else beside(name)
        if other_text is None:
            continue
        if name.partition(".")[0] in IMPORTS | sys.stdlib_module_names:
            what = f"{name}.py beside the script takes the place of the library {name}"
            found.append(Finding("import", "error", 1, 1, what, "give it another name"))
            continue
        other, wrong = _parsed(other_text)
        if other is None:
            found += [replace(item, message=f"{name}: {item.message}") for item in wrong]
            continue
        known[name] = other
        open_ += sorted(_modules(other.tree))
    if found:
        return None, found
    merged = [script, *known.values()]
    return (
        replace(
            script,
            paths=tuple(path for each in merged for path in each.paths),
            addresses=frozenset().union(*(each.addresses for each in merged)),
            variables=frozenset().union(*(each.variables for each in merged)),
            certificates=frozenset().union(*(each.certificates for each in merged)),
            beside=known,
        ),
        [],
    )


def _parsed(text: str) -> tuple[Script | None, list[Finding]]:
    try:
        tree = ast.parse(text)
        names = Names(tree)
    except SyntaxError as error:
        where = (error.lineno or 1, error.offset or 1)
        return None, [Finding("syntax", "error", *where, f"is no Python: {error.msg}")]
    except (ValueError, RecursionError, MemoryError) as error:
        return None, [Finding("syntax", "error", 0, 0, f"is no Python: {error}")]
    documents = _docstrings(tree)
    strings = [
        (item.value, item.lineno, item.col_offset + 1)
        for item in ast.walk(tree)
        if isinstance(item, ast.Constant) and isinstance(item.value, str) and item not in documents
    ]
    addresses = {found[0] for string, *_ in strings for found in _ADDRESS.finditer(string) if is_address(found[0])}
    certificates = {
        each for each, *_ in strings if re.search(r"\.(?:pem|crt|cer|cert|key)$", each) and "\n" not in each
    }
    script = Script(
        tree,
        frozenset(module.partition(".")[0] for module in _modules(tree)),
        tuple(each for each in strings if _is_path(each[0])),
        frozenset(addresses),
        frozenset(_variables(tree)),
        frozenset(certificates),
        text,
        names=names,
    )
    return script, []


def _docstrings(tree: ast.Module) -> set[ast.expr]:
    found: set[ast.expr] = set()
    for item in ast.walk(tree):
        if isinstance(item, (ast.Module, ast.FunctionDef, ast.ClassDef)) and item.body:
            first = item.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(first.value)
    return found


def _is_path(text: str) -> bool:
    plain = " " not in text and not text.startswith(_OUTSIDE) and not re.search(r"\.(?:pem|crt|cer|key|py|txt)$", text)
    return plain and bool(_PATH.match(text) or _MODULE_PATH.match(text))


def is_address(text: str) -> bool:
    """Whether a text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _modules(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for item in ast.walk(tree):
        if isinstance(item, ast.Import):
            found |= {alias.name for alias in item.names}
        elif isinstance(item, ast.ImportFrom):
            found.add(item.module or ".")
    return found


def _variables(tree: ast.Module) -> Iterator[str]:
    """The environment variables that it reads by name."""
    for item in ast.walk(tree):
        word: ast.expr | None = None
        if isinstance(item, ast.Subscript) and ast.unparse(item.value).endswith("environ"):
            word = item.slice
        elif isinstance(item, ast.Call) and item.args and ast.unparse(item.func).endswith(("environ.get", "getenv")):
            word = item.args[0]
        if isinstance(word, ast.Constant) and isinstance(word.value, str):
            yield word.value


def _everywhere(script: Script, work: Callable[[Script], list[Finding]]) -> list[Finding]:
    """What is found in the script, and by the file's name in the files beside it."""
    found = work(script)
    for name, other in script.beside.items():
        found += [replace(item, message=f"{name.replace('.', '/')}.py: {item.message}") for item in work(other)]
    return found


def check_imports(script: Script, allowed: Set[str] = frozenset()) -> list[Finding]:
    """Libraries that are not on the list."""
    known = frozenset(script.beside) | {item.partition(".")[0] for item in script.beside}
    return _everywhere(script, lambda one: list(_imports(one.tree, allowed, known)))


def _imports(tree: ast.Module, allowed: Set[str], beside: Set[str]) -> Iterator[Finding]:
    for item in ast.walk(tree):
        if isinstance(item, ast.Import):
            for alias in item.names:
                yield from _module(item, alias.name, alias.asname, allowed, beside)
        elif isinstance(item, ast.ImportFrom):
            yield from _module(item, item.module or ".", None, allowed, beside)
            if any(alias.name == "*" for alias in item.names) and "eval" not in allowed:
                yield refused(item, f"everything of {item.module}, which cannot be followed,", "eval", "import")
            if item.module == "os":
                for alias in item.names:
                    if alias.name not in OS | {"path"} and not {"files", "processes"} & allowed:
                        yield refused(item, f"os.{alias.name}", "files", "import")
                    elif alias.name == "environ" and "files" not in allowed and alias.asname:
                        yield refused(item, "another name for os.environ", "files", "import")


def _module(node: ast.AST, name: str, other_name: str | None, allowed: Set[str], beside: Set[str]) -> Iterator[Finding]:
    root, _, rest = name.partition(".")
    if name in beside or root in beside:
        return
    if root in UNTRIED:
        if "network" not in allowed:
            line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1
            what = f"{root} cannot be tried: this gate tries pygnmi and netmiko only"
            hint = f"--allow network approves {APPROVALS['network']}, untried"
            yield Finding("library", "error", line, column, what, hint)
        return
    needs = MODULES.get(root, "network")
    if root not in IMPORTS:
        if needs not in allowed:
            yield refused(node, f"import of {name!r}", needs, "import")
    elif root in _SUBMODULES and rest and rest.partition(".")[0] not in _SUBMODULES[root]:
        needs = {"concurrent": "processes", "os": "files"}.get(root, "config" if root == "netmiko" else "network")
        if needs not in allowed:
            yield refused(node, f"import of {name!r}", needs, "import")
    elif name == "concurrent.futures.process" and "processes" not in allowed:
        yield refused(node, f"import of {name!r}", "processes", "import")
    elif root in ("os", "sys") and other_name and "eval" not in allowed:
        yield refused(node, f"another name for {root}", "eval", "import")


def check_calls(script: Script, allowed: Set[str] = frozenset()) -> list[Finding]:
    """Calls and names by which a script or a file beside it changes something or escapes its frame."""
    whole: dict[str, Values] = {}
    for name, other in script.beside.items():
        whole[name] = Values(other.names or Names(other.tree), whole)

    def work(one: Script) -> list[Finding]:
        names = one.names or Names(one.tree)
        return check_tree(one.tree, allowed, Values(names, whole), names)

    return _everywhere(script, work)


def check_addresses(script: Script, text: str, allowed: Set[str] = frozenset()) -> list[Finding]:
    """Addresses and names that no lab has: only private, loopback, link-local and documentation ones may be targets."""
    if "network" in allowed:
        return []
    return _everywhere(script, lambda one: sorted(_public(one), key=lambda item: (item.line, item.column)))


def _public(script: Script) -> Iterator[Finding]:
    hint = f"--allow network approves {APPROVALS['network']}"
    documents = _docstrings(script.tree)
    targets = set(_targets(script.tree))
    for item in ast.walk(script.tree):
        if not (isinstance(item, ast.Constant) and isinstance(item.value, str)) or item in documents:
            continue
        text, at = item.value, (item.lineno, item.col_offset + 1)
        if text.strip().partition(" ")[0].lower() in VERBS or text.startswith("vtysh -c") or _is_path(text):
            continue  # an argument of a question, not somebody to talk to
        for found in _ADDRESS.finditer(text):
            prefix = text[found.end() : found.end() + 1] == "/"  # whose routes are looked up
            if not prefix and is_address(found[0]) and ipaddress.ip_address(found[0]).is_global:
                yield Finding("address", "error", *at, f"{found[0]} is a public address", hint)
        domain = _DOMAIN.match(text)
        if item in targets and domain and not _is_private(text.partition(":")[0]):
            yield Finding("address", "error", *at, f"{text} is a public name", hint)


def _is_private(name: str) -> bool:
    """Names that only a lab or a house has; containerlab's own are `node.lab.io`."""
    labels = name.lower().split(".")
    return labels[-1] in PRIVATE_DOMAINS or (labels[-1] == "io" and len(labels) == 3 and name.startswith("clab"))


def _word(target: ast.expr) -> str:
    """The word for what is assigned: a name, or the key of an entry."""
    return ast.unparse(target.slice if isinstance(target, ast.Subscript) else target)


def _targets(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts that stand where a script names whom it talks to."""
    for item in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(item, ast.Call):
            values += [k.value for k in item.keywords if k.arg and TARGET_WORDS.search(k.arg)]
            flags = " ".join(str(a.value) for a in item.args if isinstance(a, ast.Constant))
            if TARGET_WORDS.search(flags):
                values += [k.value for k in item.keywords if k.arg == "default"]
                values += item.args[1:]
        elif isinstance(item, ast.Dict):
            values += [
                value
                for key, value in zip(item.keys, item.values, strict=True)
                if isinstance(key, ast.Constant) and TARGET_WORDS.search(str(key.value))
            ]
        elif isinstance(item, ast.Assign):
            if any(TARGET_WORDS.search(_word(target)) for target in item.targets):
                values.append(item.value)
        elif isinstance(item, (ast.Tuple, ast.List)) and len(item.elts) >= 2:
            second = item.elts[1]
            if isinstance(second, ast.Constant) and isinstance(second.value, int):
                values.append(item.elts[0])
        for value in values:
            yield from (
                node for node in ast.walk(value) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )
