"""Stars secrets in what people type and see: passwords, keys, community strings, tokens. Pure.

What is starred once is starred wherever the same session shows it again. When in doubt it stars: a hidden word costs a
reader little, a shown password cannot be taken back.
"""

import re

STARS = "********"
REMEMBERED = 4
"""Characters from which on a secret is looked for elsewhere, too: shorter ones are words of their own."""

_VALUE = r"(?:\"(?:\\.|[^\"\\])*+\"|'[^']*+'|[^\s\"']\S*+)"
_MODIFIER = (
    r"(?:(?:[0-9]|md5|hmac-\S+|sha[-\d]*|clear|clear-?text|encrypted|plain-?text|hash(?:ed)?|ascii-text|"
    r"hexadecimal|local|type-?\d|enc|secret)\s++)*"
)
_NAME = (
    r"(?:[\w.-]*(?:pass(?:word|wd|phrase|code)?s?|passwort|secret|secrets|psk|pre-shared-keys?|private-?key|api[-_]?key|"
    r"access[-_]?key|auth(?:entication)?-key|secret[-_]?key|token|credentials?)(?:[-_]?\w{0,24}value)?)"
)


def _behind(program: str, rest: str) -> re.Pattern[str]:
    """A secret that stands somewhere behind a program's or command's name. The way to it ends at the next such name,
    which begins a way of its own: so a line is read once, however often it names the program."""
    return re.compile(rf"{program}(?:(?!{program}).)*?{rest}")


_PATTERNS: tuple[re.Pattern[str], ...] = (
    # `password X`, `neighbor 10.0.0.2 password 7 X`, `--token=X`, `SRL_PASSWORD=X`, `"password": "X"`
    re.compile(
        rf"(?i)(?<![\w.-])(?!sshpass\b){_NAME}\"?'?(?:\s*+[=:]\s*+|\s++)(?:(?:is|was|to|are)\s++)?{_MODIFIER}(?P<s>{_VALUE})"
    ),
    _behind(
        r"(?i:\bsnmp)",
        rf"\s(?i:community)(?:\s*+[=:]\s*+|\s++)(?i:(?:ro|rw|[0-9]|clear|encrypted)\s++)*(?P<s>{_VALUE})",
    ),
    re.compile(rf"(?i)\bcommunity(?:-string|-name)\s++(?:[0-9]\s++)?(?P<s>{_VALUE})"),
    re.compile(rf"(?i)\bcommunity\s++(?P<s>{_VALUE})\s++(?:ro|rw)\b"),
    re.compile(rf"(?i)\bcommunity\b(?:(?!\bis\b).){{0,40}}\bis\s++(?P<s>{_VALUE})"),
    _behind(r"(?i:\bsnmp(?:b?ulk)?(?:walk|get|getnext|set|table)\b)", rf"\s-[cAX]\s*+(?P<s>{_VALUE})"),
    re.compile(
        rf"(?i)\b(?:message-digest-key\s++\d++\s++md5|md5|key-string|keystring|server-key|shared-key)\s++(?:[0-9]\s++)?(?P<s>{_VALUE})"
    ),
    _behind(r"(?i:\b(?:radius|tacacs))", rf"\s(?i:key)\s++(?:[0-9]\s++)?(?P<s>{_VALUE})"),
    re.compile(rf"(?i)^\s*+(?:set\s++)?(?:\S++\s++)*?key\s++(?:[0-9]\s++)(?P<s>{_VALUE})"),
    _behind(
        r"\b(?:sshpass|gnmic|gnmi_\w+|mysql|mysqldump|mariadb|ldapsearch|smbclient)\b", rf"\s-[pw]\s*+(?P<s>{_VALUE})"
    ),
    _behind(r"(?i:\b(?:ssh|scp|sftp|telnet|plink|pscp)\b)", rf"\s-(?i:pw?)\s++(?P<s>(?!\d{{1,5}}(?:\s|$)){_VALUE})"),
    _behind(r"(?i:\b(?:curl|wget|https?)\b)", rf"\s(?i:-u|--user|-a|--auth)[\s=]*+(?P<s>{_VALUE})"),
    re.compile(r"(?i)\b(?:bearer|basic|apikey|token)\s++(?P<s>[^\s\"']{6,})"),
    re.compile(r"(?i)(?<![\w+.-])[a-z0-9+.-]*+://[^\s/:@]*+:(?P<s>[^\s/]+)@"),
    re.compile(r"(?P<s>\beyJ[\w-]{6,}+(?:\.[\w-]++)*+)"),
    re.compile(r"(?P<s>\b(?:gh[pousr]_|glpat-|xox[abprs]-|sk-|AKIA|ASIA|AIza)[\w-]{8,})"),
    re.compile(r"(?P<s>\$(?:1|2[aby]?|5|6|8|9|y|argon2\w*|ar)\$[^\s\"';]+)"),
    re.compile(
        rf"(?i)\becho\s++(?:-\w++\s++)*(?P<s>{_VALUE})\s*+\|\s*+(?:sudo\b[^|]*-S|passwd|chpasswd|openssl|docker\s++login|base64)"
    ),
)
_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY")
_END = re.compile(r"-----END [A-Z0-9 ]*PRIVATE KEY")
_HARMLESS = re.compile(
    r"(?i)(?:\*+|\||<[\w-]+>|\$\w+|\$\{\w+\}|\$\(.*|-+\w[\w-]*|and|or|is|was|for|on|to|in|of|the|from|by|at|with|not|"
    r"required|changed|ok|failed|prompt|mismatch|authentication|\.|\\?)$"
)


class Starrer:
    """Stars one session's lines, and remembers what was a secret in it."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._inside_key = False

    def star(self, line: str) -> str:
        """The line without its secrets."""
        if self._inside_key or _BEGIN.search(line):
            self._inside_key = not _END.search(line)
            return STARS
        for pattern in _PATTERNS:
            line = pattern.sub(self._hide, line)
        for item in sorted(self._known, key=len, reverse=True):
            line = line.replace(item, STARS)
        return line

    def _hide(self, found: re.Match[str]) -> str:
        value = found["s"]
        bare = value.strip("\"'").rstrip(",;")
        if _HARMLESS.match(bare):
            return found[0]
        self._known.update(item for item in (bare, bare.partition(":")[2]) if len(item) >= REMEMBERED)
        start, end = found.start("s") - found.start(), found.end("s") - found.start()
        return found[0][:start] + STARS + found[0][end:]


def starred(line: str) -> str:
    """One line on its own without its secrets."""
    return Starrer().star(line)
