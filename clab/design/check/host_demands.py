"""What a request demands of the hosts of a lab. Pure."""

from collections.abc import Iterator

from clab.design.check.demand import OUTSIDE, Requirement
from clab.design.meaning.phrases import Reading
from clab.design.words.tokens import HOST_NAME


def hosts(reading: Reading) -> Iterator[Requirement]:
    named = {
        ref.name
        for joint in reading.joints
        for ref in (*joint.a, *joint.b)
        if ref.by == "name" and HOST_NAME.match(ref.name)
    }
    for vlan in dict.fromkeys(reading.host_vlans.values()):
        yield Requirement(f"VLAN {vlan}", "vlan", "", vlan)
    for name in reading.host_vlans:
        yield Requirement(name, "name", name)
    if not reading.hosts and not named and not reading.host_vlans:
        yield Requirement("no word of hosts" if not reading.no_hosts else "no hosts", "no_hosts")
    for group in reading.hosts:
        count = group.at_each or 1
        for name in group.names:
            yield Requirement(group.words, "name", name)
        if group.where == "somewhere":
            exact = group.count and len(reading.hosts) == 1
            yield Requirement(group.words, "hosts", "" if exact else "at least", count)
        elif group.homed:
            homes = f"{group.share} {group.role}" if group.share else f"role {group.role}"
            yield Requirement(group.words, "homed", " ".join(group.at) or homes, count)
            if len(reading.hosts) == 1:
                yield Requirement(group.words, "hosts", "", count)
        elif group.where == "names":
            for name in group.at:
                yield Requirement(group.words, "hosts_each", f"name {name}", count)
        elif group.where == "role" and group.role not in OUTSIDE:
            alone = "role" if len(reading.hosts) == 1 else "some"
            yield Requirement(group.words, "hosts_each", f"{alone} {group.role}", count)
        elif group.where == "role":
            outer = [one for one in reading.groups if one.role == group.role]
            if outer and outer[0].count:
                yield Requirement(group.words, "hosts", "", count * outer[0].count)
        elif group.where == "ends":
            if len(reading.hosts) == 1:
                yield Requirement(group.words, "hosts", "", 2 * count)
        else:
            shape = next((name for name, _ in reading.shapes), "")
            yield Requirement(
                group.words, "hosts_each", "all" if group.where == "each" else f"edges {shape}".strip(), count
            )
        if group.whole is not None and len(reading.hosts) == 1:
            yield Requirement(group.words, "hosts", "", group.whole)
        for vlan in group.vlans:
            yield Requirement(group.words, "vlan", "", vlan)
    spread = len(reading.hosts) == 1 and reading.hosts[0].role not in OUTSIDE
    if spread and reading.hosts[0].where != "somewhere" and not reading.hosts[0].homed:
        yield Requirement(reading.hosts[0].words, "hosts", "only there", reading.hosts[0].at_each or 1)
    if len(reading.hosts) == 1 and reading.hosts[0].where == "names" and not reading.hosts[0].homed:
        (only,) = reading.hosts
        yield Requirement(only.words, "hosts", "", (only.at_each or 1) * len(only.at))
    if reading.apart:
        yield Requirement(reading.apart, "apart")
    if reading.bridged:
        yield Requirement(reading.bridged, "bridged")
    if reading.gateways:
        yield Requirement(reading.gateways, "gateways")
    for tenant in reading.tenants:
        yield Requirement(tenant.words, "tenants", " ".join(tenant.names), tenant.count or 0)
    if reading.isolated and not reading.tenants:
        yield Requirement(reading.isolated, "unread")
    if reading.one_l2:
        yield Requirement(reading.one_l2, "one_l2")
