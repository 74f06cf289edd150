"""Shift-handover e-mails: full sentences to a colleague."""

from agent.mutations.wording.register import Register

REGISTER = Register(
    "handover",
    " ",
    (
        ("hello", "head", "quiet", "cause", "scope", "each", "timing", "open", "severity", "bye"),
        ("hello", "severity", "head", "quiet", "scope", "cause", "open", "timing", "bye"),
        ("head", "quiet", "each", "timing", "open", "cause", "planned", "severity", "bye"),
        ("hello", "quiet", "scope", "head", "timing", "open", "cause", "unplanned", "bye"),
        ("hello", "cause", "quiet", "head", "each", "open", "timing", "severity"),
    ),
    {
        "hello": (
            "Hi all, a quick note for the next shift.",
            "Good morning, one thing from tonight.",
            "Hello, please find below what happened in the lab.",
            "Dear colleagues, one BGP incident to hand over.",
            "Handover note for the lab network:",
            "Hi, here is the summary you asked for.",
        ),
        "head": (
            "We saw trouble from {started_at} on, and {sessions_went}.",
            "During the shift {sessions_went}, the first of it at {first_loss_at}.",
            "At {first_loss_at} BGP began to fail; in the end {sessions_went}.",
            "It started at {started_at_dated} and the first session loss followed at {first_loss_at}.",
            "Altogether {sessions_went} {because} {cause}.",
            "Shortly after {first_loss_minute} the first session was lost, and all in all {sessions_went}.",
            "The first session was lost at {first_loss_at_dated}.",
        ),
        "quiet": (
            "At {started_at} {clause}, but no session was lost.",
            "There was an event at {started_at_dated}: {clause}. All BGP sessions stayed up.",
            "No session went down, although {clause} at {started_at}.",
        ),
        "scope": (
            "The routers concerned are {nodes}.",
            "It touched {sessions} on {n_nodes}, namely {nodes}.",
            "The following nodes took part: {nodes}.",
            "We count {sessions} and {n_nodes} in this incident.",
            "What was hit: {sessions} on {nodes}.",
        ),
        "each": (
            "The session between {pair} {went} at {lost_at} and {came} at {restored_at}.",
            "Between {pair_at} the {afi} peering was gone for {outage}.",
            "The peering {pair_at} was away from {lost_at} to {restored_at}.",
            "{pair} lost their {afi} session at {lost_at}; after {outage} it {came}.",
            "The {afi} session of {pair} had {outage_long} outage.",
            "For {outage} the {afi} session between {pair} was missing.",
            "The {afi} session of {pair_at} {came} at {restored_at}, having been down for {outage}.",
        ),
        "each_open": (
            "The session between {pair_at} {went} at {lost_at} and {still}.",
            "Since {lost_at} the peering of {pair_at} is missing, and it {still}.",
            "Please keep an eye on {pair_at}: the {afi} session {still}.",
            "The {afi} session of {pair} has been missing since {lost_at}.",
        ),
        "each_flap": (
            "The session between {pair_at} {went} {losses} and finally {came} at {restored_at}.",
            "{pair} lost their {afi} session {losses}, for {outage} taken together.",
        ),
        "cause": (
            "All of this {caused} {cause}.",
            "The reason is known: {clause}.",
            "What happened is that {clause}.",
            "The outage {caused} {cause}.",
            "We could prove the cause: {clause}.",
            "The loss came about {because} {cause}.",
        ),
        "cause_likely": (
            "The outage {caused} {cause}.",
            "Most likely {clause}, but that is not proved.",
            "We suspect {cause}.",
            "It looks as if {clause}.",
            "This happened {because} {cause}.",
        ),
        "unknown": (
            "{unknown}.",
            "{unknown}, so please have a look if it comes again.",
            "Sorry, no better news here: {unknown}.",
        ),
        "timing": (
            "Everything was back at {last_restored_at}, which makes {total} from first loss to last restoration.",
            "Reconvergence took {total}.",
            "That makes {total_long} reconvergence, complete at {last_restored_at}.",
            "It took {total} until the last session was back.",
            "At {last_restored_at} all sessions were up again, {total} after the first had gone.",
            "The last of them returned at {last_restored_at_dated}.",
            "In total the network needed {total} to reconverge.",
        ),
        "open": (
            "The incident is not over, as {open_still}.",
            "It is still open: {open_still}.",
            "You are taking this over unresolved, because {open_still}.",
        ),
        "severity": (
            "labkeeper rated it {severity}.",
            "The severity is {severity}.",
            "This one carries severity {severity}.",
            "It is classed as {severity}.",
        ),
        "planned": (
            "It was planned work.",
            "This was done on purpose, by an operator's command.",
            "An operator did this deliberately.",
        ),
        "unplanned": (
            "It was not planned as far as the record shows.",
            "The record does not show any planned work behind it.",
        ),
        "bye": (
            "Regards, the night shift.",
            "Have a quiet day.",
            "Thanks!",
            "Call me if anything is unclear.",
            "Cheers.",
        ),
    },
)
