"""All kind profiles, found by their files."""

from functools import cache

from clab import kinds
from clab.kind import KindProfile
from clab.kinds.table import ALIASES
from clab.plugins import load


@cache
def profiles() -> dict[str, KindProfile]:
    """Profiles by containerlab's name of the kind."""
    members = [item for item in load(kinds, "PROFILE", "nos_").values() if isinstance(item, KindProfile)]
    return {name: member for member in members for name in member.kinds}


def profile(kind: str) -> KindProfile | None:
    """A kind's profile, by its name or an alias in any case; None for a kind that nothing is known of."""
    plain = kind.lower()
    canonical = ALIASES.get(plain, plain.removeprefix("vr-"))
    return profiles().get(plain) or profiles().get(canonical)
