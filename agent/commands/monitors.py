"""`labkeeper bench monitors`: how many false texts the trust monitors catch, and how many true ones they call false."""

from importlib import import_module

from agent.console import out, print_json
from agent.failure import UsageFailure
from agent.mutations.bench import Measured, Row, Verify, as_json, measure
from agent.mutations.faithful import by_hand
from agent.mutations.suite import operators

ALARMS = "faithful"


def run_bench_monitors(
    *,
    seed: int,
    count: int,
    show: str | None,
    misses: int,
    json_wanted: bool,
    verify: Verify | None = None,
) -> int:
    """Measure, and print the table or, with `show`, the texts that were judged wrongly."""
    least = len(by_hand())
    if count < least:
        raise UsageFailure(f"--count {count}: too few", f"at least {least}: the hand-written texts are always in")
    names = {each.name: each.held_out for each in operators()}
    if show is not None and show != ALARMS and show not in names:
        raise UsageFailure(f"--show {show!r}: no such operator", f"{ALARMS!r} or one of: {', '.join(names)}")
    if show is not None and names.get(show):
        raise UsageFailure(
            f"--show {show!r}: held out", "its misses are counted, never shown, so that nobody tunes on it"
        )
    measured = measure(verify or _monitors(), seed=seed, count=count, only=(show,) if show in names else ())
    if json_wanted:
        print_json(as_json(measured))
    elif show is None:
        _table(measured)
    if show is not None and not json_wanted:
        rows = [measured.faithful, measured.complete] if show == ALARMS else measured.rows
        for row in rows:
            _wrongly(row, misses)
    return 0


def _monitors() -> Verify:
    verify: Verify = import_module("agent.verifying").verify  # late: the monitors load in this one command only
    return verify


def _table(measured: Measured) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, side in (("operator", "left"), ("caught", "right"), ("rate", "right")):
        table.add_column(name, justify=side)  # type: ignore[arg-type]  # rich's Literal
    for held_out in (False, True):
        for row in measured.rows:
            if row.held_out == held_out:
                table.add_row(f"{row.name}{' *' if held_out else ''}", *_numbers(row))
        total = measured.sum_of(held_out)
        table.add_row(f"{total.name}{' *' if held_out else ''}", *_numbers(total), style="bold")
    for row in (measured.faithful, measured.complete):
        table.add_row(f"false alarms: {row.name}", *_numbers(row), style="bold")
    out().print(table)
    out().print("* held out: counted, not shown, not tuned on", markup=False)
    texts = sum(row.total for row in measured.rows) + measured.faithful.total + measured.complete.total
    out().print(f"{texts} texts in {measured.seconds:.1f} s, seed {measured.seed}", markup=False)


def _numbers(row: Row) -> tuple[str, str]:
    return f"{row.called}/{row.total}", "-" if row.rate is None else f"{row.rate:.2%}"


def _wrongly(row: Row, misses: int) -> None:
    out().print(f"{row.name}: {len(row.wrongly)} of {row.total} judged wrongly", markup=False)
    for each in row.wrongly[:misses]:
        out().print(f"\n[{each.text.case.name}, {each.text.register}] {each.what}\n{each.text.text}", markup=False)
        for finding in each.verdict["findings"]:
            out().print(f"  -> {finding['monitor']}: {finding['message']}", markup=False)
        for omission in each.verdict["omissions"]:
            out().print(f"  -> omission: {omission['message']}", markup=False)
