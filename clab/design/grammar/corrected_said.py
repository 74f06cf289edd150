"""Corrections: what was said before is said anew, `no wait, make it four`, `actually the spokes are FRR`. Pure."""

from dataclasses import replace

from clab.design.grammar.noun import Noun
from clab.design.grammar.placed_said import PlacedSentences
from clab.design.grammar.roles import CONTAINERS
from clab.design.grammar.statements import Group
from clab.design.words.vocabulary import IGPS


class CorrectedSentences(PlacedSentences):
    """What takes the place of what was said."""

    def corrected(self) -> bool:
        """A correction takes the place of one statement; where it fits none or several it is left."""
        start = self.i
        self.i += self.peek().type == "mark" and self.peek().text.startswith("..")
        if not self.at("correct"):
            self.i = start
            return False
        marker = self.take()
        self.i += self.stop(",", ":", ".")
        self._reasoned()
        here = self.i
        if not any(bool(getattr(self.out, part)) for part in ("groups", "forms", "links", "runs", "kinds", "named")):
            return True  # `make it two routers …`: nothing was said yet
        if not (self._counts_anew() or self._nouns_anew() or self._runs_anew()):
            self.i = here
            self.out.left.append(marker.text)
        return True

    def _reasoned(self) -> None:
        """`no wait, that will not fit on my laptop, make it …`: why, up to what is said anew."""
        end = next((k for k in range(12) if self.peek(k).value == "correct"), 0)
        kinds = {self.peek(k).type for k in range(end)}
        if end and not kinds & {"number", "name", "system", "protocol", "shape", "asn", "prefix", "option"}:
            self.out.purpose += [self.peek(k).text for k in range(end) if self.peek(k).type in ("unknown", "role")]
            self.i += end + 1

    def _plain(self) -> list[Group]:
        return [one for one in self.out.groups if one.role not in CONTAINERS and not one.names]

    def _counts_anew(self) -> bool:
        """`make it four`: of the one number of routers."""
        token, after, counted = self.peek(), self.peek(1), [one for one in self._plain() if one.count]
        if token.type == "dimension" and self.out.dimension and len(token.numbers) == 2:
            self.out.dimension = (token.numbers[0], token.numbers[1])
            self.i += 1
            return True
        ended = after.type == "stop" or after.value in ("and", "in", "") or self.i + 1 >= len(self.tokens)
        if token.type != "number" or not ended or len(counted) != 1 or self.out.hosts:
            return False
        counted[0].count = token.numbers[0]
        counted[0].plural = token.numbers[0] > 1
        self.i += 1
        return True

    def _nouns_anew(self) -> bool:
        """`two spines and three leaves`, `the spokes FRR`: of the routers of each role, or of each system."""
        place, found = self.i, self.nouns(subject=True)
        single = found[0] if len(found) == 1 else None
        if single is not None and single.role and not single.kind and self.at("be") and self.peek(1).type == "system":
            self.i += 1
            single.kind = self.take().value
        pairs = [(noun, self._meant_anew(noun)) for noun in found]
        groups = [id(group) for _, group in pairs]
        if not found or any(group is None for _, group in pairs) or len(set(groups)) < len(groups):
            self.i = place
            return False
        for noun, group in pairs:
            assert group is not None
            group.count = noun.count or group.count
            if noun.kind and noun.role:
                number = self.out.groups.index(group)
                self.out.kinds = [
                    one
                    for one in self.out.kinds
                    if not any(who.by == "group" and who.group == number for who in one.who)
                ]
                group.kind = noun.kind
        return True

    def _meant_anew(self, noun: Noun) -> Group | None:
        """The one group that a noun says anew."""
        if noun.names or noun.nth or noun.is_host or not (noun.role or noun.kind) or not (noun.count or noun.kind):
            return None
        if noun.role and noun.role != "router":
            fits = [one for one in self._plain() if one.role == noun.role]
        else:
            fits = [one for one in self._plain() if one.kind == noun.kind and one.role == "router"]
            fits = fits or [one for one in self._plain() if noun.role and one.role == "router"]
        return fits[0] if len(fits) == 1 else None

    def _runs_anew(self) -> bool:
        """`IS-IS`: in the place of the one other IGP; `cEOS`: of the one system."""
        token, after = self.peek(), self.peek(1)
        if after.type not in ("stop", "word", "option") and self.i + 1 < len(self.tokens):
            return False
        runs = [k for k, one in enumerate(self.out.runs) if one.name in IGPS and one.wanted]
        if token.type == "protocol" and token.value in IGPS and len(runs) == 1:
            self.out.runs[runs[0]] = replace(self.out.runs[runs[0]], name=token.value, words=token.text)
            self.i += 1
            return True
        kinds = {one.kind for one in self.out.kinds} | {one.kind for one in self.out.groups if one.kind}
        if token.type == "system" and len(kinds) == 1:
            self.out.kinds = [replace(one, kind=token.value) for one in self.out.kinds]
            for one in self.out.groups:
                one.kind = token.value if one.kind else None
            self.i += 1
            return True
        return False
