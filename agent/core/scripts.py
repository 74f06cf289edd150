"""What a script may do, read from its text: imports, calls, configuration, addresses, gNMI paths. Pure.

An allow-list: what is not known to be harmless is a finding. `allowed` are the approvals of a person (`--allow`).
"""

import ast
import ipaddress
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final

from clab.finding import Finding

IMPORTS: Final = frozenset(
    re.findall(
        r"\w+",
        """__future__ argparse base64 bisect collections contextlib copy csv dataclasses datetime decimal enum fractions
        functools getpass hashlib heapq io ipaddress itertools json logging math operator os pprint queue random re
        signal statistics string sys textwrap threading time traceback types typing unicodedata uuid zoneinfo
        grpc netmiko ntc_templates pygnmi rich textfsm""",
    )
)
APPROVALS: Final = {
    "set": "gNMI Set",
    "config": "configuration commands",
    "files": "files",
    "processes": "other programs",
    "eval": "code made of text",
    "network": "other libraries and addresses",
}
"""What a person may approve, and in which words."""

_OS: Final = frozenset({"environ", "getenv", "linesep", "sep", "EX_OK"})
_FORBIDDEN_NAMES: Final = {
    "open": "files",
    "eval": "eval",
    "exec": "eval",
    "compile": "eval",
    "__import__": "eval",
    "globals": "eval",
    "vars": "eval",
    "setattr": "eval",
    "delattr": "eval",
    "breakpoint": "processes",
}
_FORBIDDEN_CALLS: Final = {
    "set_with_retry": "set",
    "send_config_set": "config",
    "send_config_from_file": "config",
    "config_mode": "config",
    "save_config": "config",
    "commit": "config",
    "file_transfer": "files",
    "write_text": "files",
    "write_bytes": "files",
    "open": "files",
    "FileIO": "files",
    "FileHandler": "files",
    "RotatingFileHandler": "files",
    "FileType": "files",
    "fork": "processes",
    "system": "processes",
    "popen": "processes",
}
_MODULE_OF: Final = {
    "subprocess": "processes",
    "multiprocessing": "processes",
    "concurrent": "processes",
    "pty": "processes",
    "socket": "network",
    "ssl": "network",
    "http": "network",
    "urllib": "network",
    "requests": "network",
    "paramiko": "network",
    "pathlib": "files",
    "shutil": "files",
    "tempfile": "files",
    "sqlite3": "files",
    "pickle": "eval",
    "importlib": "eval",
    "ctypes": "eval",
}
_FILE_KEYWORDS: Final = {"session_log": "files", "filename": "files", "log_file": "files"}
_SET_KEYWORDS: Final = frozenset({"update", "replace", "delete", "union_replace"})
_CONFIGURES: Final = re.compile(
    r"^\s*(?:conf(?:ig(?:ure)?)?\s*(?:t(?:erm(?:inal)?)?|private|exclusive)?$|enter candidate|commit\b|"
    r"(?:set|delete)\s+/|write\s+(?:mem|erase)|copy\s+run|clear\s+(?:ip\s+)?(?:bgp|ospf|isis)|reload\b|"
    r"no\s+(?:router|neighbor|interface|ip)\b|router\s+(?:bgp|ospf|isis)\b|shutdown$|no shutdown$|"
    r"(?:sudo\s+)?(?:rm|dd|mkfs|reboot|halt|kill|systemctl|ip\s+(?:link|addr(?:ess)?|route)\s+(?:set|add|del))\b)",
    re.IGNORECASE,
)
_PATH = re.compile(r"^(?:[A-Za-z_][\w.-]*:)?/[A-Za-z_*][\w.*:-]*(?:\[[^\]]*=[^\]]*\])*(?:/|\[|$)")
_ADDRESS = re.compile(
    r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])",
    re.IGNORECASE,
)
_NO_PATHS = ("/dev", "/proc", "/tmp", "/etc", "/var", "/usr", "/home")


@dataclass(frozen=True, slots=True)
class Script:
    """A script that parses, and what its text says of it."""

    tree: ast.Module
    imports: frozenset[str]
    paths: tuple[tuple[str, int, int], ...]
    addresses: frozenset[str]
    variables: frozenset[str]

    @property
    def gnmi(self) -> bool:
        """Whether it speaks gNMI."""
        return bool({"pygnmi", "grpc"} & self.imports)

    @property
    def ssh(self) -> bool:
        """Whether it speaks to routers' command lines."""
        return "netmiko" in self.imports


def read_script(text: str) -> tuple[Script | None, list[Finding]]:
    """Parse a script; None and the place where it is no Python."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        where = (error.lineno or 1, error.offset or 1)
        return None, [Finding("syntax", "error", *where, f"is no Python: {error.msg}")]
    except (ValueError, RecursionError, MemoryError) as error:
        return None, [Finding("syntax", "error", 0, 0, f"is no Python: {error}")]
    documents = _docstrings(tree)
    strings = [
        (each.value, each.lineno, each.col_offset + 1)
        for each in ast.walk(tree)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each not in documents
    ]
    paths = tuple(each for each in strings if _is_path(each[0]))
    addresses = {found[0] for text, *_ in strings for found in _ADDRESS.finditer(text) if _is_address(found[0])}
    return Script(tree, frozenset(_imported(tree)), paths, frozenset(addresses), frozenset(_variables(tree))), []


def _docstrings(tree: ast.Module) -> set[ast.expr]:
    found: set[ast.expr] = set()
    for each in ast.walk(tree):
        if isinstance(each, (ast.Module, ast.FunctionDef, ast.ClassDef)) and each.body:
            first = each.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(first.value)
    return found


def _is_path(text: str) -> bool:
    return (
        bool(_PATH.match(text)) and " " not in text and not text.startswith(("/dev", "/proc", "/tmp", "/etc", "/var"))
    )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _imported(tree: ast.Module) -> Iterator[str]:
    for each in ast.walk(tree):
        if isinstance(each, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            yield (each.module or "").partition(".")[0]


def _variables(tree: ast.Module) -> Iterator[str]:
    """The environment variables that it looks at by name."""
    for each in ast.walk(tree):
        words: ast.expr | None = None
        if isinstance(each, ast.Subscript) and _dotted(each.value).endswith("environ"):
            words = each.slice
        elif isinstance(each, ast.Call) and _dotted(each.func).endswith(("environ.get", "getenv")) and each.args:
            words = each.args[0]
        if isinstance(words, ast.Constant) and isinstance(words.value, str):
            yield words.value


def _dotted(node: ast.expr) -> str:
    """`a.b.c` of an expression, as far as it is that."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def check_imports(script: Script, allowed: Set[str] = frozenset()) -> list[Finding]:
    """Libraries that are not on the list."""
    found = []
    for each in ast.walk(script.tree):
        if not isinstance(each, (ast.Import, ast.ImportFrom)):
            continue
        names = [alias.name for alias in each.names] if isinstance(each, ast.Import) else [each.module or "."]
        for name in names:
            root = name.partition(".")[0]
            needs = _MODULE_OF.get(root, "network")
            if root not in IMPORTS and needs not in allowed:
                found.append(_refused(each, "import", f"import of {name!r}", needs))
            elif root in ("os", "sys") and any(alias.asname for alias in each.names):
                found += [] if "eval" in allowed else [_refused(each, "import", f"another name for {root}", "eval")]
            elif root == "os" and isinstance(each, ast.ImportFrom):
                found += [
                    _refused(each, "import", f"os.{alias.name}", "files")
                    for alias in each.names
                    if alias.name not in _OS and not {"files", "processes"} & allowed
                ]
    return found


def _refused(node: ast.AST, rule: str, what: str, needs: str) -> Finding:
    line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1
    return Finding(
        rule, "error", line, column, f"{what} is not allowed", f"--allow {needs} approves {APPROVALS[needs]}"
    )


def check_calls(script: Script, allowed: Set[str] = frozenset()) -> list[Finding]:
    """Calls and names by which a script changes something or escapes its frame."""
    found: list[Finding] = []
    for each in ast.walk(script.tree):
        found += [finding for finding in _node(each, script) if finding.hint.split()[1] not in allowed]
    return sorted(found, key=lambda each: (each.line, each.column))


def _node(node: ast.AST, script: Script) -> Iterator[Finding]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        if node.id in _FORBIDDEN_NAMES:
            yield _refused(node, "call", f"{node.id}", _FORBIDDEN_NAMES[node.id])
        elif node.id.startswith("__") and node.id not in ("__name__", "__doc__", "__file__"):
            yield _refused(node, "call", f"{node.id}", "eval")
    elif isinstance(node, ast.Attribute):
        yield from _attribute(node)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and script.ssh:
        if _CONFIGURES.match(node.value):
            yield _refused(node, "configuration", f"the command {node.value.strip()!r}", "config")
    elif isinstance(node, ast.AsyncFunctionDef):
        line, column = node.lineno, node.col_offset + 1
        yield Finding("call", "error", line, column, "async code is not allowed", "--allow network: pygnmi blocks")


def _attribute(node: ast.Attribute) -> Iterator[Finding]:
    private = node.attr.startswith("_") and node.attr not in ("__name__", "__doc__")
    if private and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
        yield _refused(node, "call", f".{node.attr}", "eval")
    elif isinstance(node.value, ast.Name) and node.value.id == "os" and node.attr not in _OS:
        needs = "processes" if re.match(r"(?:fork|exec|spawn|system|popen|kill|posix)", node.attr) else "files"
        yield _refused(node, "call", f"os.{node.attr}", needs)
    elif isinstance(node.value, ast.Name) and node.value.id == "sys" and node.attr in ("modules", "settrace", "path"):
        yield _refused(node, "call", f"sys.{node.attr}", "eval")
    elif node.attr in ("SetRequest", "Set") and isinstance(node.value, (ast.Name, ast.Attribute)):
        yield _refused(node, "gnmi-set", f"gNMI {node.attr}", "set")


def _call(node: ast.Call) -> Iterator[Finding]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if isinstance(node.func, ast.Attribute) and name == "set" and (node.args or node.keywords):
        if node.args or any(each.arg in _SET_KEYWORDS for each in node.keywords):
            yield _refused(node, "gnmi-set", "gNMI Set", "set")
    elif name in _FORBIDDEN_CALLS:
        needs = _FORBIDDEN_CALLS[name]
        rule = {"set": "gnmi-set", "config": "configuration"}.get(needs, "call")
        yield _refused(node, rule, f"{name}()", needs)
    elif name == "getattr" and len(node.args) > 1 and not isinstance(node.args[1], ast.Constant):
        yield _refused(node, "call", "getattr() of a name that is made at run time", "eval")
    for each in node.keywords:
        if each.arg in _FILE_KEYWORDS and not (isinstance(each.value, ast.Constant) and each.value.value is None):
            yield _refused(each.value, "call", f"{each.arg}=", _FILE_KEYWORDS[each.arg])


def check_addresses(script: Script, text: str, allowed: Set[str] = frozenset()) -> list[Finding]:
    """Addresses that no lab has: only private, loopback, link-local and documentation ones may stand in a script."""
    if "network" in allowed:
        return []
    found = []
    for address in sorted(script.addresses):
        if not ipaddress.ip_address(address).is_global:
            continue
        place = text[: text.find(address)]
        line, column = place.count("\n") + 1, len(place) - place.rfind("\n")
        hint = f"--allow network approves {APPROVALS['network']}"
        found.append(Finding("address", "error", line, column, f"{address} is a public address", hint))
    return found
