"""Summaries for people who do not read logs: one flowing paragraph, loose figures, few addresses."""

from agent.mutations.wording.register import Register

REGISTER = Register(
    "management",
    " ",
    (
        ("head", "quiet", "cause", "timing", "open", "severity"),
        ("hello", "cause", "quiet", "head", "scope", "timing", "open"),
        ("hello", "head", "quiet", "scope", "open", "timing", "cause", "planned", "severity"),
        ("severity", "cause", "quiet", "timing", "open", "unplanned", "bye"),
        ("hello", "scope", "quiet", "each", "cause", "open", "timing"),
    ),
    {
        "hello": (
            "To summarise in plain words:",
            "The short version:",
            "For the weekly report:",
            "In brief:",
            "One event is worth a mention.",
        ),
        "head": (
            "Our routers lost contact: {sessions_went}, beginning at {first_loss_at}.",
            "Some connections between our lab routers were interrupted as of {first_loss_at_dated}.",
            "An interruption hit {sessions} in the lab from {first_loss_at} on.",
            "Around {first_loss_minute} {sessions_went}.",
            "The lab had a routing interruption that became visible at {started_at}.",
        ),
        "quiet": (
            "Nobody lost a connection, but {clause} at {started_at}.",
            "No connection was interrupted when {clause} at {started_at_dated}.",
        ),
        "scope": (
            "The machines concerned were {nodes}.",
            "In all, {sessions} on {n_nodes} had a part in it.",
            "Those affected: {nodes}.",
        ),
        "each": (
            "One BGP session between {pair} was out for {outage}.",
            "There was {outage_long} gap between {pair}.",
            "The connection between {pair} was interrupted at {lost_at} and was there again at {restored_at}.",
        ),
        "each_open": (
            "{pair} lost their connection at {lost_at} and it {still}.",
            "The connection between {pair} {still}.",
        ),
        "each_flap": ("{pair} lost their connection {losses}.",),
        "cause": (
            "The interruption {caused} {cause}.",
            "We know why: {clause}.",
            "It happened because {clause}.",
            "Behind it was {cause}.",
            "The whole thing {caused} {cause}.",
        ),
        "cause_likely": (
            "The interruption {caused} {cause}.",
            "It probably happened because {clause}.",
            "There are signs of {cause}, though this is not certain.",
        ),
        "unknown": ("{unknown}.", "Unfortunately, {unknown}."),
        "timing": (
            "It was over after {total}.",
            "It was {total_long} interruption from first to last.",
            "Until everything was back, {total} passed.",
            "The interruption lasted {total} from beginning to end.",
            "At {last_restored_at} everything was working again.",
            "The network needed {total} to heal.",
        ),
        "open": (
            "The interruption goes on: {open_still}.",
            "It is not resolved yet, as {open_still}.",
        ),
        "severity": (
            "It counts as {severity}.",
            "The rating is {severity}.",
        ),
        "planned": ("This was intended.", "It was part of planned work."),
        "unplanned": ("It was not planned, as far as is known.",),
        "bye": ("The details are in the incident report.", "Questions are welcome."),
    },
)
