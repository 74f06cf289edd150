"""Links as nouns of a request: rows of names, links that are counted, diagonals. Pure."""

from itertools import pairwise

from clab.design.grammar.hosts_said import HostSentences
from clab.design.grammar.noun import Noun
from clab.design.grammar.statements import Link, Who, Whos
from clab.design.words.tokens import HOST_NAME


class RowSentences(HostSentences):
    """Rows and counted links."""

    def _row(self, start: int, whos: Whos) -> bool:
        """`r1 - r2 - r3`, `srl r1 -- frr r2`: a row of links."""
        if self.peek().type != "mark" or not (whos and whos[-1].by == "names"):
            return False
        row = [whos[-1].names[-1]]
        while self.peek().type == "mark":
            place = self.i
            self.i += 1
            noun = self.noun_only()
            if noun is None or not noun.names:
                self.i = place
                break
            if self.stop("("):
                self._bracketed(noun)
            self._addressed_end(noun)
            noun.words = noun.names[0]
            self._told((Who("names", names=noun.names),), noun)
            row.append(noun.names[0])
        if len(row) == 1:
            return False
        self.out.left += [self.said_from(start) for who in whos[:-1] if who.by in ("nth", "spot")]
        self.i += self.at("link") and self.peek(1).value not in ("to", "between", "of")  # `dist1-dist2 link`
        self.out.named += [name for name in row if name not in self.out.named and not HOST_NAME.match(name)]
        words = self.said_from(start)
        self._run_of_rows(start, tuple(row))
        self.out.links += [
            Link(words, (Who("names", names=(a,)),), (Who("names", names=(b,)),)) for a, b in pairwise(row)
        ]
        self.last = self.subject = (Who("names", names=tuple(row)),)
        self.predicates(start, self.subject, after=True)
        return True

    def _run_of_rows(self, start: int, row: tuple[str, ...]) -> None:
        """`r1-r2, r2-r3 and r3-r4`: what is said behind them is said of all; after commas alone it is open of whom."""
        between = [token.value for token in self.tokens[self.row_end : start]] if self.row_end >= 0 else ["."]
        goes_on = bool(between) and set(between) <= {",", "and"}
        self.row_run = (*(self.row_run if goes_on else ()), Who("names", names=row))
        self.row_open = goes_on and "and" not in between
        self.row_end = self.i
        self.rows.add(row)

    def link_networks(self) -> bool:
        """`links 10.1.12.0/30 and 10.1.23.0/30`: one of each link, in the order of the links."""
        start = self.i
        if not self.at("link") or not self.peek().plural or self.out.link_nets:
            return False
        self.i += 1
        self.skip("be", "via", "have", "of", "in")
        self.i += self.stop(":", "=")
        found: list[str] = []
        while self.peek().type == "prefix" and "/" in self.peek().value:
            found.append(self.take().value)
            if not self.separated():
                break
        if len(found) < 2:
            self.i = start
            return False
        self.out.link_nets = tuple(found)
        return True

    def links(self) -> bool:
        """`two parallel links between each pair`, `a link from r1 to r3`, `links: r1-r2, r2-r3`."""
        start = self.i
        if self._one_diagonal():
            return True
        count, twice = None, False
        while True:
            token = self.peek()
            if token.type == "number" and count is None:
                count = token.numbers[0]
            elif token.type == "article":
                count = count or 1
            elif self.at("parallel"):
                twice = True
            elif token.type == "mask":
                self.out.link_mask = token.value
            elif (
                self.at("other", "the", "each", "all")
                or (token.value == "pair" and "poin" in token.text.lower())
                or (token.type == "beyond" and token.text.lower().startswith(("diagonal", "extra", "additional")))
            ):
                pass
            else:
                break
            self.i += 1
        if count == 1 and self.peek().numbers == (1,) and self.peek(1).type == "name" and self.peek(2).type == "mark":
            return self._counted_rows(start, 1, self.i + 1)  # `a single one a-c`
        said = any(token.type == "beyond" for token in self.tokens[start : self.i])
        more = any(token.value == "other" for token in self.tokens[start : self.i])
        link = self.at("link")
        row = self.peek().type == "name" and self.peek(1).type == "mark" and self.peek(2).type == "name"
        if said and row:
            self.diagonal = (self.peek().text, self.peek(2).text)
        if not link and not (said and (row or self.peek().value in ("of", "between"))):
            self.i = start
            return False
        if link and count and count > 1 and self.peek(1).type == "name" and self.peek(2).type == "mark":
            return self._counted_rows(start, count, self.i + 1)
        self.i += link
        if self.stop(":") or (self.peek().type == "name" and self.peek(1).type == "mark"):
            self.i += self.stop(":")
            return True
        self.skip("be")
        ends = self.at("between", "of", "join", "to", "place")
        if more and not ends:
            self.i = start
            return False  # `two more links`: it is not said where
        return self._between(start, count, twice)

    def _counted_rows(self, start: int, count: int, place: int) -> bool:
        """`two links a-b`: parallel ones; `three links a-b, b-c and c-a`: a list of as many."""
        self.i = place
        rows: list[tuple[str, str]] = []
        while self.peek().type == "name" and self.peek(1).type == "mark" and self.peek(2).type == "name":
            rows.append((self.peek().text, self.peek(2).text))
            place = self.i = self.i + 3
            if not self.separated():
                break
        self.i = place
        if len(rows) not in (1, count) or self.peek().type == "mark":
            self.i = start
            return False
        for a, b in rows:
            ends = [(Who("names", names=(name,)),) for name in (a, b)]
            self.out.links.append(Link(self.said_from(start), ends[0], ends[1], count if len(rows) == 1 else 1))
            self.out.named += [name for name in (a, b) if name not in self.out.named]
        return True

    def _one_diagonal(self) -> bool:
        """`a square with one diagonal`: where nobody has a name, the one from the first to the third."""
        one = self.peek().numbers == (1,)
        token = self.peek(one)
        square = any(form.shape == "square" for form in self.out.forms) and not self.out.named
        if not (square and one and token.type == "beyond" and token.text.lower() in ("diagonal", "diagonal link")):
            return False
        after = self.peek(2 + (self.peek(2).value == "link"))
        if after.value in ("of", "between", "to") or after.type == "name":
            return False
        start = self.i
        self.i += 2 + (self.peek(2).value == "link")
        self.out.links.append(
            Link(self.said_from(start), (Who("nth", role="router", nth=(1,)),), (Who("nth", role="router", nth=(3,)),))
        )
        return True

    def _both_names(self) -> list[Noun]:
        """`between r2 and r4, …`: the two of them, whatever follows a comma."""
        a, joined, b = (self.peek(ahead) for ahead in range(3))
        pair = a.type == b.type == "name" and joined.value == "and" and self.peek(3).value == ","
        if not pair or self.peek(4).type != "name" or self.tokens[self.i - 1].value not in ("between", "of"):
            return []
        self.i += 3
        return [Noun(self.i - 3, names=(a.text, b.text))]

    def _between(self, start: int, count: int | None, twice: bool) -> bool:
        times = count or (2 if twice else 1)
        joins = self.skip("join")
        if joins or self.at("between", "of", "to", "place"):
            self.i += not joins
            if self.at("each", "all") and self.peek(1).value == "pair":
                self.i += 2
                self.out.parallel = times
                return True
            if self.peek().type == "name" and self.peek(1).type == "mark":
                return True  # `links between r1-r4 and r2-r5`
            if self.at("them", "each_other"):
                self.i += 1
                pair = self.size(self.last) == 2
                self.out.links.append(Link(self.said_from(start), self.last, (), times)) if pair else setattr(
                    self.out, "parallel", times
                )
                return True
            alone = self.peek().type == "stop" or self.i >= len(self.tokens)
            if alone and self.size(self.last) == 2 and joins is False:
                self.out.links.append(Link(self.said_from(start), self.last, (), times))
                return True  # `two cores with a link between`
            found = self._both_names() or self.nouns()
            self.skip("to")
            more = self.nouns() if self.peek(-1).value == "to" else []
            whole = [*found, *more]
            if not whole or any(noun.is_host for noun in whole):
                self.i = start
                return False
            whos = [self.who(noun) for noun in whole]
            a, b = whos[0], tuple(who for part in whos[1:] for who in part)
            if len(a) == 1 and len(a[0].names) > 1 and not b:
                a, b = (Who("names", names=a[0].names[:1]),), (Who("names", names=a[0].names[1:]),)
            self.out.links.append(Link(self.said_from(start), a, b, times))
            self.last = (*a, *b)
            return True
        joint, run, led, them = (self.peek(ahead).value for ahead in range(4))
        meant = (
            joint == "and" and self.peek(1).type == "protocol" and led == "between" and them in ("them", "each_other")
        )
        if meant and run and self.size(self.last) == 2:
            self.out.links.append(Link(self.said_from(start), self.last, (), times))
            return True  # `with a link and iBGP between them`
        ended = self.peek().type == "stop" or self.i >= len(self.tokens)
        if count is None and not twice and ended and self._one_link() and not self.peek(-1).plural:
            self.out.link_count = 1  # `two routers, direct link`
            return True
        if twice:
            self.out.parallel = count or 2
        elif count == 2 and self.out.hosts and self.out.hosts[-1].homed:
            pass  # `a server dual homed to both leaves, two plain links`
        elif count is not None:
            self.skip("centre")  # `a single wire in the middle`
            self.out.link_count = count
        return count is not None or twice
