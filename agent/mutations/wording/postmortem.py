"""Post-mortem paragraphs: measured, passive, complete."""

from agent.mutations.wording.register import Register

REGISTER = Register(
    "postmortem",
    " ",
    (
        ("hello", "head", "quiet", "scope", "each", "cause", "timing", "open", "severity"),
        ("cause", "head", "quiet", "scope", "each", "open", "timing"),
        ("head", "quiet", "cause", "timing", "open", "scope", "planned", "severity"),
        ("hello", "severity", "head", "quiet", "each", "timing", "open", "cause"),
        ("scope", "head", "quiet", "cause", "unplanned", "each", "timing", "open"),
    ),
    {
        "hello": ("Summary.", "What happened:", "Post-mortem.", "Incident review.", "Background:"),
        "head": (
            "Beginning at {first_loss_at_dated}, {sessions_went}.",
            "The incident began at {started_at}; the first session was lost at {first_loss_at}.",
            "A loss of BGP connectivity was observed from {first_loss_at_dated} onwards.",
            "The earliest evidence dates from {started_at_dated}, the earliest session loss from {first_loss_at}.",
            "{sessions_went} in the course of this incident {because} {cause}.",
            "In this event {sessions_went}, starting at {first_loss_at}.",
        ),
        "quiet": (
            "At {started_at_dated} {clause}; no BGP session was affected.",
            "The event of {started_at_dated} caused no session loss: {clause}.",
            "Although {clause} at {started_at}, every session remained established.",
        ),
        "scope": (
            "The scope comprises {sessions} across {n_nodes} ({nodes}).",
            "Affected nodes were {nodes}.",
            "{n_nodes} were involved: {nodes}.",
            "The blast radius was {sessions} on {nodes}.",
            "Impact was seen on {nodes}.",
        ),
        "each": (
            "The {afi} peering between {pair_at} was lost at {lost_at} and re-established at {restored_at}.",
            "Between {pair}, the outage of the {afi} session amounted to {outage}.",
            "The session of {pair_at} was unavailable for {outage}, ending at {restored_at}.",
            "{outage_long} outage of the {afi} session was recorded between {pair_at}.",
            "{pair_at} were without their {afi} session for {outage}.",
            "At {lost_at} the session between {pair_at} {went}; it {came} at {restored_at}.",
        ),
        "each_open": (
            "The {afi} peering between {pair_at} was lost at {lost_at} and {still}.",
            "No restoration of the session between {pair_at} has been observed since its loss at {lost_at}.",
            "The session of {pair_at}, lost at {lost_at}, {still}.",
        ),
        "each_flap": (
            "The {afi} peering between {pair_at} was lost {losses} and was down for {outage} overall.",
            "The session of {pair_at} {went} {losses} before it settled at {restored_at}.",
        ),
        "cause": (
            "The root cause was {cause}.",
            "Analysis shows that {clause}.",
            "The loss {caused} {cause}.",
            "The evidence proves that {clause}.",
            "It has been established that {clause}.",
            "The event {caused} {cause}.",
        ),
        "cause_likely": (
            "The loss {caused} {cause}.",
            "The most likely root cause is {cause}, without final proof.",
            "The evidence suggests that {clause}.",
            "It is probable, though not proved, that {clause}.",
        ),
        "unknown": (
            "{unknown}.",
            "The evidence did not suffice: {unknown}.",
            "As of this writing, {unknown}.",
        ),
        "timing": (
            "Service was fully restored at {last_restored_at}, i.e. reconvergence took {total}.",
            "From the first loss to the last restoration, {total} elapsed.",
            "The last session was re-established at {last_restored_at_dated}.",
            "Reconvergence was complete after {total}.",
            "This constitutes {total_long} outage, ending at {last_restored_at}.",
            "The total reconvergence time was {total}, ending at {last_restored_at}.",
        ),
        "open": (
            "At the time of writing {open_still}.",
            "The incident remains open: {open_still}.",
            "Full restoration has not been reached; {open_still}.",
        ),
        "severity": (
            "The incident was classified {severity}.",
            "Severity: {severity}.",
            "The assigned severity level is {severity}.",
        ),
        "planned": (
            "The event was planned and carried out by an operator.",
            "It resulted from a deliberate operator command.",
        ),
        "unplanned": (
            "No operator command explains the event.",
            "The event was not part of planned work according to the record.",
        ),
        "bye": ("End of review.",),
    },
)
