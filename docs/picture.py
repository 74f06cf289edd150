"""A command's output (standard input) as an SVG: `labkeeper demo 2>&1 | python -m docs.picture docs/demo.svg`."""

import io
import sys
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

WIDTH = 162
STYLES = {r"\bACTION\b": "bold red", r"\bWARNING\b": "yellow", r"^\$ .*": "bold"}


def picture(output: str, command: str) -> str:
    """The SVG of an output below its command; it names no font of another server."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    text = Text(f"$ {command}\n{output.rstrip()}")
    for pattern, style in STYLES.items():
        text.highlight_regex(pattern, style)
    console.print(text, soft_wrap=False)
    start, end = CONSOLE_SVG_FORMAT.index("@font-face"), CONSOLE_SVG_FORMAT.index(".{unique_id}-matrix")
    form = CONSOLE_SVG_FORMAT[:start] + CONSOLE_SVG_FORMAT[end:]
    return console.export_svg(title=command, theme=MONOKAI, code_format=form, unique_id="demo")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(sys.stdin.read(), "labkeeper demo"))
