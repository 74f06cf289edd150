"""Terse ticket notes: fragments, one a line."""

from agent.mutations.wording.register import Register

REGISTER = Register(
    "ticket",
    "\n",
    (
        ("hello", "head", "quiet", "scope", "each", "cause", "timing", "open", "severity"),
        ("severity", "head", "quiet", "cause", "timing", "open", "each"),
        ("head", "quiet", "timing", "open", "scope", "cause", "planned", "severity"),
        ("severity", "scope", "head", "quiet", "each", "open", "timing", "cause"),
        ("hello", "severity", "cause", "head", "quiet", "each", "open", "timing", "unplanned"),
    ),
    {
        "hello": ("BGP incident.", "Ticket note:", "Lab BGP:", "Auto-ticket, lab fabric.", "NOC note."),
        "head": (
            "{sessions_went}, first at {first_loss_at}.",
            "Impact: {sessions_went} from {first_loss_at}.",
            "BGP loss, begin {first_loss_at_dated}. {sessions_went}.",
            "{first_loss_at}: first session loss.",
            "Trouble since {started_at}, first loss {first_loss_at}.",
            "Losses begin {first_loss_at}; {sessions} concerned.",
            "Start {started_at_dated}.",
        ),
        "quiet": (
            "No session lost. {clause}, {started_at}.",
            "{started_at}: {clause}. No BGP session went down.",
            "Seen {started_at_dated}: {clause}; sessions unaffected.",
            "Event at {started_at}, no loss of any session. {clause}.",
        ),
        "scope": (
            "Nodes: {nodes}.",
            "Affected: {nodes} ({sessions}).",
            "Scope: {sessions}, {n_nodes}: {nodes}.",
            "Involved routers: {nodes}.",
            "{sessions} on {nodes}.",
        ),
        "each": (
            "{pair}: down {lost_at}, up {restored_at}, {outage}.",
            "{pair_at}: lost {lost_at}, restored {restored_at}.",
            "{pair} {afi}: out for {outage}.",
            "{pair_at} {afi}: {lost_at} to {restored_at}.",
            "{pair_at}: outage {outage}, back at {restored_at}.",
            "{lost_at} {pair_at} {went}; {restored_at} {came}.",
        ),
        "each_open": (
            "{pair_at}: down since {lost_at}, not back.",
            "{pair} {afi}: lost {lost_at}, {still}.",
            "{pair_at} {still} (since {lost_at}).",
            "{pair}: down, {lost_at}, no restoration seen.",
        ),
        "each_flap": (
            "{pair_at}: lost {losses}, {outage} down in all.",
            "{pair} {afi}: {losses} down, finally up {restored_at}.",
        ),
        "cause": (
            "[Cause|Reason]: {clause}[| (proved)|, confirmed].",
            "Down {because} {cause}.",
            "RCA: {clause}.",
            "Root cause: {cause}.",
            "Trigger: {cause}.",
        ),
        "cause_likely": (
            "[Likely|Probable] cause: {cause}.",
            "Suspected: {cause}. Not proved.",
            "RCA (likely, not confirmed): {cause}.",
            "Down {because} {cause}.",
        ),
        "unknown": ("{unknown}.", "RCA: none, {unknown}.", "{unknown}; not enough evidence."),
        "timing": (
            "All up {last_restored_at}. Reconvergence {total}.",
            "Restored {last_restored_at_dated}, {total} after the first loss.",
            "Reconvergence: {total}.",
            "Duration {total}, last session up {last_restored_at}.",
            "{first_loss_at} -> {last_restored_at}, {total}.",
        ),
        "open": (
            "Not over: {open_still}.",
            "Open: {open_still}.",
            "Status open. {open_still}.",
        ),
        "severity": ("Severity {severity}.", "{severity}", "Sev: {severity}.", "Level {severity}."),
        "planned": ("Planned work.", "Planned: yes.", "Planned, done by an operator."),
        "unplanned": ("Not marked as planned.", "Planned: no.", "No planned work on record for this."),
        "bye": ("EOM",),
    },
)
