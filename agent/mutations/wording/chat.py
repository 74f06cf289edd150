"""Chat messages: short, informal, in the first person."""

from agent.mutations.wording.register import Register

REGISTER = Register(
    "chat",
    " ",
    (
        ("hello", "head", "quiet", "cause", "timing", "open"),
        ("head", "quiet", "each", "open", "timing", "cause", "bye"),
        ("hello", "severity", "head", "quiet", "scope", "cause", "timing", "open"),
        ("hello", "each", "quiet", "cause", "open", "timing", "planned", "bye"),
        ("hello", "cause", "quiet", "head", "open", "timing", "severity"),
    ),
    {
        "hello": (
            "hey!",
            "fyi:",
            "heads up!",
            "ok, short one:",
            "quick update from the lab:",
            "morning!",
            "@all short note:",
        ),
        "head": (
            "{sessions_went}, first one gone at {first_loss_at}.",
            "BGP trouble since {first_loss_at}, {sessions} hit.",
            "starting {first_loss_at} {sessions_went}.",
            "{sessions_went} {because} {cause}.",
            "first loss was {first_loss_at}.",
            "around {first_loss_minute} {sessions_went}.",
            "it kicked off at {started_at}, first session gone at {first_loss_at}.",
        ),
        "quiet": (
            "{clause} at {started_at}, but nothing went down.",
            "nothing lost, just fyi: {clause} ({started_at}).",
            "sessions all fine, {clause} at {started_at} though.",
        ),
        "scope": (
            "we're talking about {nodes}.",
            "involved: {nodes}.",
            "{sessions}, {n_nodes}: {nodes}.",
            "it's {nodes}, {sessions} in all.",
        ),
        "each": (
            "{pair} was out for {outage}.",
            "{pair} {afi} {went} at {lost_at}, {came} {restored_at}.",
            "lost {pair_at} at {lost_at}, got it back at {restored_at}.",
            "{pair_at}: {outage} without BGP.",
            "{pair} needed {outage} to come back.",
            "{outage_long} outage for {pair_at}.",
        ),
        "each_open": (
            "{pair_at} {still}.",
            "still waiting for {pair}, gone since {lost_at}.",
            "{pair} {afi} {went} at {lost_at} and {still}.",
        ),
        "each_flap": (
            "{pair} {went} {losses}, stable since {restored_at}.",
            "{pair_at} bounced {losses}, {outage} down altogether.",
        ),
        "cause": (
            "turns out {clause}.",
            "it was {cause}.",
            "reason: {cause}.",
            "found it: {clause}.",
            "happened {because} {cause}.",
            "that {caused} {cause}.",
        ),
        "cause_likely": (
            "my best guess: {cause}.",
            "probably {clause}.",
            "looks like {clause}, not sure though.",
            "happened {because} {cause}.",
        ),
        "unknown": ("{unknown} :(", "{unknown}, sorry.", "{unknown} at this point."),
        "timing": (
            "all good again after {total}.",
            "took {total} to reconverge.",
            "{total_long} outage in the end.",
            "{sessions_came}, {total} all in all, done at {last_restored_at}.",
            "back to normal at {last_restored_at}.",
            "whole thing lasted {total}.",
        ),
        "open": ("{open_still}!", "not fixed: {open_still}.", "careful, {open_still}."),
        "severity": ("it's {severity}.", "{severity} from labkeeper.", "severity {severity}."),
        "planned": ("was planned btw.", "that was on purpose, somebody ran a command.", "planned, so no worries."),
        "unplanned": ("nothing planned on record.", "not planned afaict."),
        "bye": ("ping me for details.", "more in the report.", "cheers", "that's all."),
    },
)
