"""The machine of a run: what it is, and how warm and busy it is. What nothing here says is left out, never guessed."""

import os
import platform
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

SMI_S = 10.0
CARD = "name,driver_version,memory.total"
STATE = "temperature.gpu,clocks.sm,clocks.mem,power.draw,memory.used,utilization.gpu"
NAMES = {
    "temperature.gpu": "card_c",
    "clocks.sm": "card_mhz",
    "clocks.mem": "card_memory_mhz",
    "power.draw": "card_w",
    "memory.used": "card_used_mib",
    "utilization.gpu": "card_busy_percent",
}


def machine() -> dict[str, Any]:
    """CPU, memory, system and cards, as they go into a fingerprint."""
    cpu = re.search(r"^model name\s*:\s*(.+)$", _text("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+) kB$", _text("/proc/meminfo"), re.MULTILINE)
    return {
        "cpu": cpu[1].strip() if cpu else platform.processor() or platform.machine(),
        "cores": os.cpu_count() or 0,
        "ram_gib": round(int(memory[1]) / 2**20, 1) if memory else None,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "cards": [" / ".join(row) for row in _smi(CARD)],
    }


def state() -> dict[str, Any]:
    """Temperatures, clocks and load now; of the first card where there are several."""
    found: dict[str, Any] = {}
    for row in _smi(STATE)[:1]:
        for name, value in zip(STATE.split(","), row, strict=False):
            number = re.match(r"[0-9.]+", value)
            if number:
                found[NAMES[name]] = float(number[0])
    heats = [_number(path) for path in sorted(Path("/sys/class/thermal").glob("thermal_zone*/temp"))]
    clocks = [float(each) for each in re.findall(r"^cpu MHz\s*:\s*([0-9.]+)$", _text("/proc/cpuinfo"), re.MULTILINE)]
    if known := [heat / 1000 for heat in heats if heat is not None and heat > 0]:
        found["cpu_c"] = round(max(known), 1)
    if clocks:
        found["cpu_mhz"] = round(sum(clocks) / len(clocks))
    found["load"] = round(os.getloadavg()[0], 2)
    return found


def resident_bytes() -> int:
    """The memory of this process, which an engine in it shares."""
    pages = _text("/proc/self/statm").split()
    return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if len(pages) > 1 else 0


def _smi(fields: str) -> list[list[str]]:
    """What nvidia-smi says, a row for each card; nothing where it is not here or does not answer."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    command = [program, f"--query-gpu={fields}", "--format=csv,noheader,nounits"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SMI_S, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    return [[cell.strip() for cell in line.split(",")] for line in done.stdout.splitlines() if line.strip()]


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _number(path: Path) -> float | None:
    try:
        return float(path.read_text())
    except (OSError, ValueError):
        return None
