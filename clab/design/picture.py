"""A plan as a Mermaid picture. Pure."""

from clab.design.plan import Plan


def mermaid(plan: Plan) -> str:
    """The lab as a Mermaid flowchart: routers with their AS, clients round, links with their ports."""
    nodes = [router.name for router in plan.routers]
    clients = list(dict.fromkeys(client.name for client in plan.clients))
    nodes += clients
    nodes += [lan.name for lan in plan.lans]
    names = {name: f"n{k}" for k, name in enumerate(nodes)}
    lines = ["flowchart LR"]
    for router in plan.routers:
        asn = f"<br/>AS {router.asn}" if router.asn else ""
        lines.append(f'  {names[router.name]}["{router.name}{asn}"]')
    lines += [f'  {names[name]}(["{name}"])' for name in clients]
    lines += [f'  {names[lan.name]}{{{{"{lan.name}"}}}}' for lan in plan.lans]
    for wire in plan.wires:
        ports = f"{wire.a.interface} – {wire.b.interface}"
        lines.append(f'  {names[wire.a.node]} ---|"{ports}"| {names[wire.b.node]}')
    return "\n".join(lines)
