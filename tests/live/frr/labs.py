"""The labs that the live tests use: a diamond with OSPF and edges, and unnumbered leaves and spines."""

from pathlib import Path

from tests.live.frr.lab import FrrLab, Router

T = "timers 3 9"


def _peer(address: str, asn: int, *more: str) -> list[str]:
    head = f"neighbor {address}"
    return [f"{head} remote-as {asn}", f"{head} {T}", f"{head} timers connect 3", *(f"{head} {item}" for item in more)]


def _bird(router_id: str, asn: int, local: str, peer: str, peer_as: int) -> str:
    return f"""log "@LOG@" all;
router id {router_id};
timeformat log iso long us;
protocol device {{}}
protocol static s4 {{ ipv4; route 203.0.113.0/24 blackhole; }}
protocol bgp r4 {{ debug {{ states, events }}; local {local} as {asn}; neighbor {peer} as {peer_as};
  hold time 9; keepalive time 3; connect retry time 3; connect delay time 1; error wait time 1, 3;
  ipv4 {{ import all; export all; }}; }}
"""


def diamond(home: Path, name: str = "d") -> FrrLab:
    """r1-r4 with OSPF and iBGP, e1 and e2 (FRR) and b4 (BIRD) at the edges."""
    loop = {k: f"10.255.0.{k}" for k in range(1, 5)}
    routers = []
    ports = {1: [12, 13], 2: [12, 24], 3: [13, 34], 4: [24, 34]}
    for k in range(1, 5):
        interfaces = {"lo": [f"{loop[k]}/32"]}
        for n, net in enumerate(ports[k], 1):
            side = 1 if k == net // 10 else 2
            interfaces[f"eth{n}"] = [f"10.0.{net}.{side}/24", f"fd00:{net}::{side}/64"]
        if k != 3:
            interfaces["eth3"] = [f"10.1.{k}.1/24", f"fd00:e{k}::1/64"]
        bgp = [line for m in range(1, 5) if m != k for line in _peer(loop[m], 65000, "update-source lo")]
        v6 = []
        for net in ports[k]:
            if net in (13, 24):
                far = f"fd00:{net}::{2 if k == net // 10 else 1}"
                bgp += _peer(far, 65000)
                v6.append(f"neighbor {far} activate")
        v4 = [f"network 198.51.{k}.0/24"]
        if k in (1, 2):
            bgp += _peer(f"10.1.{k}.2", 65100 + k) + _peer(f"fd00:e{k}::2", 65100 + k)
            v6.append(f"neighbor fd00:e{k}::2 activate")
            v4.append(f"no neighbor fd00:e{k}::2 activate")
            if k == 2:
                v4.append("neighbor 10.1.2.2 maximum-prefix 20")
        if k == 4:
            bgp += _peer("10.1.4.2", 65104)
        v4 += [f"neighbor {loop[m]} next-hop-self" for m in range(1, 5) if m != k]
        v4 += [f"no {line}" for line in v6 if line.startswith(("neighbor fd00:13", "neighbor fd00:24"))]
        router = Router(f"r{k}", 65000, loop[k], interfaces, bgp, v4, v6, ["lo", "eth1", "eth2"], bfd=True)
        routers.append(router)
    for k in (1, 2):
        nets = [f"network 100.{64 + k}.{n}.0/24" for n in range(10)]
        v6 = [f"neighbor fd00:e{k}::1 activate", f"network 2001:db8:e{k}::/48"]
        v4 = [*nets, f"no neighbor fd00:e{k}::1 activate"]
        bgp = _peer(f"10.1.{k}.1", 65000) + _peer(f"fd00:e{k}::1", 65000)
        addresses = {"eth1": [f"10.1.{k}.2/24", f"fd00:e{k}::2/64"]}
        routers.append(Router(f"e{k}", 65100 + k, f"10.255.1.{k}", addresses, bgp, v4, v6))
    bird = _bird("10.255.1.4", 65104, "10.1.4.2", "10.1.4.1", 65000)
    routers.append(Router("b4", 65104, "10.255.1.4", {"eth1": ["10.1.4.2/24"]}, kind="bird", bird=bird))
    links = [("r1:eth1", "r2:eth1"), ("r1:eth2", "r3:eth1"), ("r2:eth2", "r4:eth1"), ("r3:eth2", "r4:eth2")]
    links += [("r1:eth3", "e1:eth1"), ("r2:eth3", "e2:eth1"), ("r4:eth3", "b4:eth1")]
    return FrrLab(name, routers, links, home)


def clos(home: Path, name: str = "c") -> FrrLab:
    """Two spines and three leaves, unnumbered eBGP; host names are not the nodes' names; twin links leaf1-leaf2; leaf3
    writes in another zone."""
    routers = []
    for s in (1, 2):
        names = [f"eth{n}" for n in (1, 2, 3)]
        bgp = [
            w
            for n in names
            for w in (
                f"neighbor {n} interface remote-as external",
                f"neighbor {n} {T}",
                f"neighbor {n} timers connect 3",
            )
        ]
        interfaces: dict[str, list[str]] = {"lo": [f"10.254.0.{s}/32"], **{n: [] for n in names}}
        routers.append(
            Router(
                f"spine{s}",
                65200,
                f"10.254.0.{s}",
                interfaces,
                bgp,
                [f"network 10.254.0.{s}/32"],
                host=f"sw-{s}",
            )
        )
    for k in (1, 2, 3):
        names = ["eth1", "eth2"]
        bgp = [
            w
            for n in names
            for w in (
                f"neighbor {n} interface remote-as external",
                f"neighbor {n} {T}",
                f"neighbor {n} timers connect 3",
            )
        ]
        interfaces = {"lo": [f"10.254.1.{k}/32"], **{n: [] for n in names}}
        if k < 3:
            for t in (1, 2):
                interfaces[f"eth{2 + t}"] = [f"172.16.{t}.{k}/24"]
                bgp += _peer(f"172.16.{t}.{3 - k}", 65300 + 3 - k)
        env = {"TZ": "Europe/Berlin"} if k == 3 else {}
        routers.append(
            Router(
                f"leaf{k}",
                65300 + k,
                f"10.254.1.{k}",
                interfaces,
                bgp,
                [f"network 10.254.1.{k}/32"],
                host=f"tor-{k}",
                env=env,
            )
        )
    links = [(f"spine{s}:eth{k}", f"leaf{k}:eth{s}") for s in (1, 2) for k in (1, 2, 3)]
    links += [("leaf1:eth3", "leaf2:eth3"), ("leaf1:eth4", "leaf2:eth4")]
    return FrrLab(name, routers, links, home)
