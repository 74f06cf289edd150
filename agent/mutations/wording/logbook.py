"""Logbook entries: what came when, one line a moment."""

from agent.mutations.wording.register import Register

REGISTER = Register(
    "logbook",
    "\n",
    (
        ("hello", "head", "quiet", "each", "open", "timing", "cause"),
        ("head", "quiet", "cause", "each", "open", "timing", "severity"),
        ("hello", "scope", "head", "quiet", "timing", "open", "unknown", "cause"),
        ("severity", "head", "quiet", "each", "planned", "cause", "open", "timing"),
    ),
    {
        "hello": ("Logbook, lab network", "Operations log:", "Entry:", "Log:", "Shift log"),
        "head": (
            "- {first_loss_at} first session lost",
            "- {started_at} first sign of trouble\n- {first_loss_at} first BGP session goes",
            "* {first_loss_at}: BGP starts to fall apart, {sessions} in the end",
            "{started_at_dated} incident opens",
            "[{first_loss_at}] loss begins, {sessions} affected",
        ),
        "quiet": (
            "- {started_at} {clause}; sessions hold",
            "* {started_at}: {clause}, no session lost",
            "[{started_at}] {clause} (no loss)",
        ),
        "scope": ("- nodes: {nodes}", "* on {nodes}", "scope: {sessions} / {n_nodes} / {nodes}"),
        "each": (
            "- {lost_at} {pair_at} {went}\n- {restored_at} {pair_at} {came}",
            "* {pair} ({afi}): {lost_at} down, {restored_at} up, {outage}",
            "- {pair_at} down for {outage}",
            "[{lost_at}] {pair_at} down; [{restored_at}] up",
        ),
        "each_open": (
            "- {lost_at} {pair_at} {went}, nothing since",
            "* {pair} ({afi}): {lost_at} down, {still}",
            "[{lost_at}] {pair_at} down, not up",
        ),
        "each_flap": (
            "- {pair_at}: {losses} lost, last up {restored_at}",
            "* {pair} ({afi}): lost {losses}, {outage} in sum",
        ),
        "cause": ("- cause: {cause}", "* why: {clause}", "- {clause}: this is the cause", "cause (proved): {cause}"),
        "cause_likely": ("- likely cause: {cause}", "* why: probably {clause}", "cause (likely): {cause}"),
        "unknown": ("- {unknown}", "* {unknown}"),
        "timing": (
            "- {last_restored_at} everything up, reconvergence {total}",
            "* {last_restored_at}: last session back after {total}",
            "reconverged in {total}",
            "[{last_restored_at}] over, {total}",
        ),
        "open": ("- {open_still}", "* to be continued: {open_still}", "state: open, {open_still}"),
        "severity": ("- severity {severity}", "* {severity}", "{severity}"),
        "planned": ("- planned work", "* by an operator's own command"),
        "unplanned": ("- not planned",),
        "bye": ("- end of entry",),
    },
)
