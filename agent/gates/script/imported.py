"""What a script imports, under which names. Pure."""

import ast


def dotted(node: ast.expr) -> str:
    """`a.b.c` of an expression, as far as it is that."""
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return node.id if isinstance(node, ast.Name) else ""


def root_of(node: ast.expr) -> str:
    """`a` of `a.b.c`."""
    return dotted(node).partition(".")[0]


def module_names(tree: ast.Module) -> dict[str, str]:
    """The names under which modules are imported, with the module's own."""
    found: dict[str, str] = {}
    for item in ast.walk(tree):
        if isinstance(item, ast.Import):
            for alias in item.names:
                root = _package(alias.name)
                found[alias.asname or root] = root
        elif isinstance(item, ast.ImportFrom):
            package = _package(item.module or "")
            for alias in item.names:
                if package in _PACKAGES and alias.name.islower():
                    found[alias.asname or alias.name] = "os.path" if alias.name == "path" else package
    return found


_PACKAGES = frozenset(("concurrent", "os", "pygnmi", "netmiko", "grpc", "rich", "google", "textfsm", "ntc_templates"))
"""Packages of which a name in small letters may be a module."""


def imported_names(tree: ast.Module) -> set[str]:
    """Every name that an import binds."""
    found: set[str] = set()
    for item in ast.walk(tree):
        if isinstance(item, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or _package(alias.name) for alias in item.names}
    return found


def library_names(tree: ast.Module) -> set[str]:
    """What is imported of the libraries that speak to devices."""
    found: set[str] = set()
    for item in ast.walk(tree):
        if isinstance(item, ast.Import):
            found |= {alias.asname or root for alias in item.names if (root := _package(alias.name)) in _LIBRARIES}
        elif isinstance(item, ast.ImportFrom) and _package(item.module or "") in _LIBRARIES:
            some = (alias for alias in item.names if not alias.name.endswith(("Exception", "Error")))
            found |= {alias.asname or alias.name for alias in some}
    return found


_LIBRARIES = frozenset(("pygnmi", "netmiko", "grpc"))


def _package(module: str) -> str:
    return module.partition(".")[0]


def is_own_name(module: str, name: str) -> bool:
    """Names of modules that are also things of another module's own."""
    return (module.partition(".")[0], name) in {
        ("sys", "platform"),
        ("time", "time"),
        ("signal", "signal"),
        ("pprint", "pprint"),
        ("textwrap", "wrap"),
        ("concurrent", "futures"),
        ("traceback", "traceback"),
        ("heapq", "heapq"),
        ("warnings", "warnings"),
    } or name == module
