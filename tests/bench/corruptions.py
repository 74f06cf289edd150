"""Every corruption of every claim of all recorded incidents: `python -m tests.bench.corruptions`, 1 below floors."""

import sys
from collections import Counter

from agent.report.claims.reading import read_text
from agent.report.fact_sheet import sheet
from tests.agent.incidents import REPLAYS, recorded
from tests.agent.report.claims.corruptions import claims, corrupted, joins

NOT_SUPPORTED = 0.995
SUPPORTED = 0.98


def main() -> int:
    """Measure; print what slipped through."""
    false: Counter[str] = Counter()
    true: Counter[str] = Counter()
    slipped = []
    for folder in sorted(path.name for path in REPLAYS.iterdir() if path.is_dir()):
        incidents, lab = recorded(folder)
        for incident in incidents:
            facts = sheet(incident, lab)
            for name, _, text in corrupted(facts):
                decision = read_text(text, facts).verdict
                false[decision] += 1
                if decision == "supported":
                    slipped.append(f"{folder}: {name}: {text}")
            for text in (*claims(facts), *joins(facts)):
                true[read_text(text, facts).verdict] += 1
    stopped = 1 - false["supported"] / max(1, sum(false.values()))
    read = true["supported"] / max(1, sum(true.values()))
    sys.stdout.write("\n".join(slipped) + "\n" if slipped else "")
    sys.stdout.write(f"corrupted: {sum(false.values())}, not supported {stopped:.2%}; of them {dict(false)}\n")
    sys.stdout.write(f"true wordings and joins: {sum(true.values())}, supported {read:.2%}\n")
    return 0 if stopped >= NOT_SUPPORTED and read >= SUPPORTED else 1


if __name__ == "__main__":
    raise SystemExit(main())
