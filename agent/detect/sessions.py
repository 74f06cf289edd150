"""What is believed of each session: the edges and levels that its ends wrote, and what they say of themselves.

Belief takes every observation, files evidence in the scene and names in the directory, and folds the views of each
peering into losses. A level (a poll, a first sync) that contradicts the edges, and stays uncontradicted, becomes an
edge of its own: a router whose log says nothing still cannot lose a session unseen.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from agent.detect.clock_signs import ClockSigns
from agent.detect.courses import Courses
from agent.detect.evidence import EvidenceIndex
from agent.detect.name_resolver import NameResolver, parse_address
from agent.detect.neighbor_facts import identity_of, last_notification, merged
from agent.detect.outages import HOLDS_NS, ONE_SIDED_NS, Attempts, Outage, Transition
from agent.detect.peerings import Mirror, Peering, View
from agent.detect.view_history import DOUBT_NS, ViewHistory, edges_of
from clab.units import SECOND_NS
from collectors.observations import (
    BgpNotification,
    BgpState,
    Gap,
    IgpAdjacency,
    InitialSync,
    NeighborFacts,
    Observation,
    Poll,
    PrefixCount,
    PrefixLimit,
    PrefixSent,
    Seen,
    Session,
    SourceAlive,
)

REST_NS = ONE_SIDED_NS + 10 * SECOND_NS
"""How long after the last news time alone can still change a session's state."""

GONE_POLLS = 3
"""A neighbor that so many answered polls in a row do not name is configured no more."""

MIRRORS_AT_MOST = 24


class SessionTracker:
    """All views, by name; `version` changes with the set of views and facts, `stirred` is set by
    anything that matters."""

    def __init__(self, directory: NameResolver, scene: EvidenceIndex, *, down_at_start: bool = False) -> None:
        """`down_at_start`: a session that is found down when it is first asked for, and was up before by its router's
        own count, is a loss; its time is the router's word."""
        self._down_at_start = down_at_start
        self.directory = directory
        self.scene = scene
        self.version = 0
        self.dirty = False
        self._stirred_until_ns = 0
        self._notes: dict[View, ViewHistory] = {}
        self.clock_signs = ClockSigns(self._notes)
        self._nodes: set[str] = set()
        self.courses = Courses()
        self._polls: dict[str, list[int]] = defaultdict(list)
        self._serial = 0
        self._peering_of: dict[View, Peering] = {}
        self._dirty: set[View] = set()
        self._due: dict[View, int] = {}
        self._families: dict[View, set[str]] = defaultdict(set)
        self.families_version = 0

    def take(self, seen: Observation) -> None:
        """File one observation."""
        match seen:
            case SourceAlive():
                self.scene.alive(seen)
            case PrefixCount() | PrefixSent():
                self._count(seen)
            case NeighborFacts():
                self._facts(seen)
            case BgpState():
                self._state(seen)
            case InitialSync() | Gap():
                pass
            case Poll():
                self.scene.add(seen)
                if seen.ok and seen.command == "bgp-summary":
                    self._polled(seen)
            case _:
                self.scene.add(seen)
                self.scene.alive(seen)
                self._stir(seen)
                if isinstance(seen, BgpNotification | PrefixLimit):
                    self._view(seen)
                if isinstance(seen, IgpAdjacency) and seen.local_address:
                    self.directory.owns(seen.node, seen.local_address)
                if isinstance(seen, BgpNotification):
                    self.clock_signs.add(self._view(seen), seen, (seen.direction, str(seen.code), str(seen.subcode)))
                    self._mirror(seen, seen.direction, (seen.code, seen.subcode))

    def views(self) -> list[View]:
        """All views that told of a state or of themselves."""
        return list(self._notes)

    def nodes(self) -> set[str]:
        """All nodes that told of a session."""
        return self._nodes

    def times(self) -> dict[View, list[int]]:
        """When each view changed state."""
        return {view: [edge.at_ns for edge in notes.edges] for view, notes in self._notes.items() if notes.edges}

    def mirrors(self) -> dict[View, list[Mirror]]:
        """The NOTIFICATIONs that each view sent or received, on the corrected clock."""
        return {
            view: [(self.scene.at(seen), seen.precision_ns, way, code) for seen, way, code in notes.mirrors]
            for view, notes in self._notes.items()
            if notes.mirrors
        }

    def regroup(self, peerings: Sequence[Peering]) -> None:
        """Take new peerings; those that are other than before are folded anew."""
        old, self._peering_of = self._peering_of, {view: peering for peering in peerings for view in peering.views}
        self._dirty.update(view for view, item in self._peering_of.items() if old.get(view) != item)

    def stopped(self) -> None:
        """The whole lab was stopped once more: every session is folded anew."""
        self._dirty.update(self._notes)

    def shift(self) -> None:
        """The clocks were corrected: put every edge at its new place."""
        self.courses.shift(self.scene.at)
        for view, notes in self._notes.items():
            notes.edges = [replace(edge, at_ns=self.scene.at(edge.seen)) for edge in notes.edges]
            notes.levels = sorted(((self.scene.at(seen), k, seen) for _, k, seen in notes.levels), key=lambda e: e[:2])
            self._dirty.add(view)

    def fold(self, now_ns: int) -> Iterator[tuple[Peering, list[Outage]]]:
        """The losses of every peering that changed, or that time can change."""
        self._dirty.update(view for view, due_ns in self._due.items() if due_ns <= now_ns)
        todo = {self._peering_of[view].id: self._peering_of[view] for view in self._dirty if view in self._peering_of}
        self._dirty.clear()
        for peering in todo.values():
            edges = [edge for view in peering.views for edge in self._edges(view, now_ns)]
            self._due.pop(peering.id, None)
            due_ns = min(self._turns(peering, edges, now_ns), default=None)
            if due_ns is not None:
                self._due[peering.id] = due_ns
            stops_ns = sorted({*self.scene.stops_ns, *self._removals(peering)})
            losses, cut_ns = self.courses.fold(peering, edges, now_ns, stops_ns)
            if cut_ns is not None:
                self._seal(peering, cut_ns)
            yield peering, losses

    def _polled(self, seen: Poll) -> None:
        """An answered poll: a neighbor that it and those before it did not name is gone."""
        polls = self._polls[seen.node]
        polls.append(self.scene.at(seen))
        del polls[: -GONE_POLLS - 1]
        for view, notes in self._notes.items():
            if view[0] != seen.node or not notes.polled_ns or notes.gone_ns is not None:
                continue
            since = [each for each in polls if each > notes.polled_ns]
            if len(since) >= GONE_POLLS:
                notes.gone_ns = since[0]
                self._dirty.add(view)
                self._stir(seen)

    def gone(self, peering: Peering) -> bool:
        """Whether no end that is polled has the peering configured any more."""
        polled = [self._notes[view] for view in peering.views if self._notes[view].polled_ns]
        return bool(polled) and all(each.gone_ns is not None for each in polled)

    def _removals(self, peering: Peering) -> list[int]:
        """When a peering was taken out of the configuration of all ends that are polled."""
        notes = [self._notes[view] for view in peering.views]
        if self.gone(peering):
            last = max(each.gone_ns for each in notes if each.gone_ns is not None)
            for each in notes:
                if last not in each.ends_ns:
                    each.ends_ns.append(last)
        return [at_ns for each in notes for at_ns in each.ends_ns]

    def never_up(self, peering: Peering) -> bool:
        """Whether a peering that is configured was never seen up, nor says so itself."""
        notes = [self._notes[view] for view in peering.views]
        levels = [seen for each in notes for _, _, seen in each.levels]
        told = any(seen.state == "established" or seen.flaps for seen in levels) or any(each.edges for each in notes)
        return bool(levels) and not told

    def never_held(self, peering: Peering, now_ns: int) -> Attempts | None:
        """How often a peering came up that never held; None where it did, and while the last attempt may yet hold."""
        found = self.courses.never_held(
            peering, [e for view in peering.views for e in self._edges(view, now_ns)], now_ns
        )
        return found if found and (found.count > 1 or now_ns - found.last_ns >= ONE_SIDED_NS) else None

    def _seal(self, peering: Peering, cut_ns: int) -> None:
        """What a long flap's losses were made of is not folded again."""
        for view in peering.views:
            notes = self._notes[view]
            cut = bisect_right(notes.edges, cut_ns, key=lambda edge: edge.at_ns)
            notes.sealed_up = notes.edges[cut - 1].up if cut else notes.sealed_up
            del notes.edges[:cut]
            keep = bisect_right(notes.levels, cut_ns, key=lambda level: level[0])
            del notes.levels[: max(0, keep - 1)]
            notes.sealed = True

    def put_together(self, peering: Peering, from_ns: int, to_ns: int) -> None:
        """The outages of a long flap that began in a time are one from now on."""
        if self.courses.put_together(peering, from_ns, to_ns):
            self._dirty.update(peering.views)

    def _turns(self, peering: Peering, edges: Sequence[Transition], now_ns: int) -> Iterator[int]:
        """The moments to come at which time alone may change what these edges mean."""
        for edge in edges:
            if edge.at_ns + ONE_SIDED_NS > now_ns:
                yield edge.at_ns + (HOLDS_NS if edge.at_ns + HOLDS_NS > now_ns else ONE_SIDED_NS)
        for view in peering.views:
            yield from (at_ns + DOUBT_NS for at_ns, _, _ in self._notes[view].levels if at_ns + DOUBT_NS > now_ns)

    def has_pending_timers(self, now_ns: int) -> bool:
        """Whether time alone can still change what is believed."""
        return now_ns <= self._stirred_until_ns

    def stands(self, peering: Peering) -> tuple[bool | None, int | None]:
        """Whether a peering is up by the last word of its ends, and since when; None where nothing tells."""
        last: list[tuple[bool, int | None]] = []
        for view in peering.views:
            notes = self._notes.get(view)
            edge = notes.edges[-1] if notes and notes.edges else None
            level = notes.levels[-1] if notes and notes.levels else None
            if edge is not None and (level is None or level[0] <= edge.at_ns + DOUBT_NS):
                last.append((edge.up, edge.at_ns))
            elif level is not None:
                up = level[2].state == "established"
                last.append((up, edge.at_ns if edge is not None and edge.up == up else level[2].since_ns))
        if not last:
            return None, None
        up = all(each for each, _ in last)
        times = [at_ns for item, at_ns in last if item == up and at_ns is not None]
        return up, (max(times) if up else min(times)) if times else None

    def afis(self, peerings: Iterable[Peering]) -> dict[View, tuple[str, ...]]:
        """The address families of each peering: what both ends name, or the one that does."""
        result = {}
        for peering in peerings:
            told = [self._families[view] for view in peering.views if self._families.get(view)]
            if told:
                result[peering.id] = tuple(sorted(set.intersection(*told) or set.union(*told)))
        return result

    def prune(self, before_ns: int) -> None:
        """Forget edges and levels before a time, save the last of each that still holds."""
        self.courses.prune(before_ns)
        for notes in self._notes.values():
            keep = next((k for k, edge in enumerate(notes.edges) if edge.at_ns >= before_ns), len(notes.edges))
            last_up = keep and notes.edges[keep - 1].up
            del notes.edges[: keep if last_up else 0]
            keep = next((k for k, level in enumerate(notes.levels) if level[0] >= before_ns), len(notes.levels))
            del notes.levels[: max(0, keep - 1)]

    def _view(self, seen: Session) -> ViewHistory:
        view = (seen.node, seen.vrf, seen.neighbor)
        notes = self._notes.get(view)
        if notes is None:
            if not (seen.node and seen.neighbor and isinstance(seen.node, str) and isinstance(seen.neighbor, str)):
                raise ValueError("it names no node or no neighbor")
            notes = self._notes[view] = ViewHistory()
            self._nodes.add(seen.node)
            self.directory.seen(seen.node)
            self.directory.called(seen.node, seen.neighbor, None)
            self.version += 1
        return notes

    def _stir(self, seen: Seen) -> None:
        self.dirty = True
        self._stirred_until_ns = max(self._stirred_until_ns, self.scene.at(seen) + REST_NS, seen.received_ns + REST_NS)

    def _state(self, seen: BgpState) -> None:
        notes = self._view(seen)
        view = (seen.node, seen.vrf, seen.neighbor)
        if seen.peer_host:
            self.directory.called(seen.node, seen.neighbor, seen.peer_host)
        up = seen.state == "established"
        if seen.kind == "level":
            self._level(view, notes, seen, up)
            return
        self.scene.alive(seen)
        self._serial += 1
        order = seen.seq if seen.seq else self._serial
        edge = Transition(view, self.scene.at(seen), seen.precision_ns, order, up, seen.reason, seen)
        notes.edges.append(edge)
        if len(notes.edges) > 1 and notes.edges[-2].at_ns > edge.at_ns:
            notes.edges.sort(key=lambda item: (item.at_ns, item.order))
        self._dirty.add(view)
        self._stir(seen)
        if not up and "notification " in (reason := seen.reason.lower()):
            self._mirror(seen, "received" if "received" in reason else "sent", None)
        if parse_address(seen.neighbor) is None:
            self.version += 1  # what changes together may be paired by it
        if up or "interface" in seen.reason.lower():
            self.clock_signs.add(notes, seen, ("up",) if up else ("interface",))

    def _level(self, view: View, notes: ViewHistory, seen: BgpState, up: bool) -> None:
        at_ns = self.scene.at(seen)
        if seen.source == "snapshot":
            notes.polled_ns = max(notes.polled_ns, at_ns)
            if notes.gone_ns is not None and at_ns > notes.gone_ns:
                notes.gone_ns = None
                self._dirty.add(view)
        if not notes.levels or (notes.levels[-1][2].state == "established") != up or at_ns < notes.levels[-1][0]:
            notes.levels.append((at_ns, notes.last_level_ns, seen))
            notes.levels.sort(key=lambda level: level[:2])
            if len(notes.levels) == 1:
                self._recall(notes)
            self.clock_signs.new = True
            self._dirty.add(view)
            self._stir(seen)
        notes.last_level_ns = max(notes.last_level_ns, at_ns)

    def _edges(self, view: View, now_ns: int) -> list[Transition]:
        return edges_of(view, self._notes[view], now_ns, down_at_start=self._down_at_start)

    def _recall(self, notes: ViewHistory) -> None:
        """File what a router still tells of the end of a session that was found down at first."""
        reset = notes.reset_at() if self._down_at_start else None
        if reset is not None and notes.reset is not None and (told := last_notification(notes.reset, reset[0])):
            self.scene.add(told)

    def _facts(self, seen: NeighborFacts) -> None:
        notes = self._view(seen)
        view = (seen.node, seen.vrf, seen.neighbor)
        old = self.scene.facts.get(view)
        new = merged(old, seen)
        self.scene.facts[view] = new
        self._carries(view, seen.afis)
        if self.scene.families.add(self.scene.at(seen), seen):
            self._stir(seen)
        if notes.reset is None and seen.last_reset_ns is not None:
            notes.reset = seen
            self._recall(notes)
            if notes.begins_down():
                self._dirty.add(view)
                self._stir(seen)
        if old is None or identity_of(old) != identity_of(new):
            self.version += 1
            if seen.local_address:
                self.directory.owns(seen.node, seen.local_address)
            if seen.local_host:
                self.directory.is_host(seen.node, seen.local_host)
            self.directory.called(seen.node, seen.neighbor, seen.peer_host)
            self._stir(seen)

    def _count(self, seen: PrefixCount | PrefixSent) -> None:
        view = (seen.node, seen.vrf, seen.neighbor)
        if view not in self._notes:
            self._view(seen)
        self._carries(view, (seen.afi,))
        if self.scene.counts.add(self.scene.at(seen), seen):
            self._stir(seen)

    def _carries(self, view: View, afis: Iterable[str]) -> None:
        known = self._families[view]
        if not known.issuperset(afis):
            known.update(afis)
            self.families_version += 1

    def _mirror(self, seen: BgpState | BgpNotification, way: str, code: tuple[int, int] | None) -> None:
        """Note what one end sent or received; where nobody names the other end, that may tell it."""
        notes = self._view(seen)
        notes.mirrors.append((seen, way, code))
        del notes.mirrors[:-MIRRORS_AT_MOST]
        if self.directory.owner(seen.neighbor) is None:
            self.version += 1
