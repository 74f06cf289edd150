"""Session logs: golden pairs, the same however the bytes come, and no secret in anything that leaves."""

import json
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.observations import OperatorCommand
from collectors.sessions.secrets import STARS, Starrer, starred
from tests.collectors.sessions.golden_sessions import files, read, reader, says

PATHS = files()
WORD = st.text("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!%+.,_^", min_size=6, max_size=24)
SECRET = WORD.filter(
    lambda word: any(each.isdigit() for each in word)
    and not word.isdigit()
    and word[-1] not in ",;."
    and "^C" not in word
)
LEAKS = (
    "neighbor 10.0.0.2 password {s}",
    "neighbor 10.0.0.2 password 7 {s}",
    "export SRL_PASSWORD={s}",
    "export API_TOKEN='{s}' && ./run",
    "sshpass -p {s} ssh admin@r1",
    "sshpass -p{s} ssh admin@r1",
    "gnmic -a srl1:57400 -u admin -p {s} get",
    "curl -u admin:{s} https://srl1/x",
    "curl https://admin:{s}@srl1/x",
    "curl -H 'Authorization: Bearer {s}' http://x",
    "snmpwalk -v2c -c {s} 10.0.0.1",
    "snmp-server community {s} RO",
    "snmp-server user me grp v3 auth md5 {s}",
    "username admin privilege 15 secret 5 {s}",
    "set system root-authentication plain-text-password-value {s}",
    "set security ike policy P pre-shared-key ascii-text {s}",
    "ip ospf message-digest-key 1 md5 {s}",
    "ip ospf authentication-key {s}",
    "isis password md5 {s}",
    "radius-server host 10.0.0.9 key {s}",
    "tacacs-server host 10.0.0.9 key 7 {s}",
    "  key-string {s}",
    "set / system aaa authentication admin-user password {s}",
    "wpa_cli psk {s}",
    '{{"user": "me", "password": "{s}"}}',
    "password: {s}",
    "labkeeper --password={s}",
    "mysql -u root -p{s} lab",
    "the admin password is {s}",
    "vault login token={s}",
)


@pytest.mark.parametrize("path", PATHS, ids=[path.name for path in PATHS])
def test_every_session_log_says_what_its_golden_pair_says(path: Path) -> None:
    """A log without a pair fails; so does one that now says something else."""
    assert json.loads(path.with_name(f"{path.name}.json").read_text()) == json.loads(json.dumps(says(path)))


@pytest.mark.parametrize("path", PATHS, ids=[path.name for path in PATHS])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_the_bytes_may_come_in_any_pieces(path: Path, data: st.DataObject) -> None:
    """A tailed log says the same as one that is read whole."""
    raw = path.read_bytes()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=12)))
    one, found = reader(path.name), []
    for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True):
        found += one.feed(raw[start:end])
    assert [*found, *one.close()] == read(raw, path.name)


@given(secret=SECRET, template=st.sampled_from(LEAKS))
@settings(max_examples=300, deadline=None)
def test_no_secret_leaves_a_session_log(secret: str, template: str) -> None:
    """Typed at a router, in a shell or into notes, and shown again: it is starred before anything is made of it."""
    line = template.format(s=secret)
    transcript = f"r1# {line}\r\n% Unknown command: {line}\r\nr1# show {secret}\r\nme@lab:~$ {line}\r\n".encode()
    history = f"#1790000000\n{line}\n".encode()
    notes = f"2026-11-24T08:00:00Z {line}\n2026-11-24T08:01:00Z did it with {secret}\n".encode()
    for data in (transcript, history, notes):
        found = read(data)
        assert found
        assert not [item for item in found if secret in repr(astuple(item))], line


@pytest.mark.parametrize(
    "line",
    [
        "set community 65000:100 additive",
        "show bgp neighbors 10.0.0.2",
        "clear bgp 10.0.12.2",
        "neighbor 10.0.0.2 remote-as 65001",
        "docker exec -it clab-diamond-r1 vtysh -c 'clear bgp *'",
        "ssh -p 2222 admin@r1",
        "passwd",
        "no neighbor 10.0.0.2 password",
        "show key chain",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    """Stars hide nothing that a reader needs."""
    assert starred(line) == line


def test_a_private_key_is_starred_to_its_last_line() -> None:
    """Pasted over many lines, none of them is kept."""
    star = Starrer().star
    key = ["-----BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNzaC1rZXk", "AAAA", "-----END OPENSSH PRIVATE KEY-----"]
    assert [star(item) for item in [*key, "after"]] == [STARS] * 4 + ["after"]


@given(data=st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_arbitrary_bytes_are_never_an_error(data: bytes) -> None:
    """Whatever a terminal was sent, the reader answers."""
    assert isinstance(read(b"Script started on 2026-11-24 07:55:41+00:00\r\n" + data), list)
    assert isinstance(read(data), list)


def test_a_line_is_read_as_the_person_left_it() -> None:
    """Backspaces, insertions, wrapped rows, colours and what a full-screen program drew do not matter."""
    typed = {
        b"r1# clear bpg\x08\x1b[K\x08\x1b[Kgp *\r\n": "clear bgp *",
        b"r1# clear bhp *\x08\x08\x08\x08\x1b[1P\x1b[1@g\r\n": "clear bgp *",
        b"\x1b[1;32mr1#\x1b[0m clear bgp \x1b[4m*\x1b[0m\r\n": "clear bgp *",
        b"\x1b]0;me@lab\x07me@lab:~$ docker pause r2\r\n": "docker pause r2",
        b"\x1b[?1049h r1# clear bgp *\r\n\x1b[?1049lr1# show version\r\n": "show version",
    }
    for data, command in typed.items():
        assert [each.command for each in read(data) if isinstance(each, OperatorCommand)] == [command]
    head = b'Script started on 2026-11-24 07:55:41+00:00 [COLUMNS="20"]\r\n'
    wrapped = head + b"r1# neighbor 10.0.12 \r.2 shutdown\r\n"
    assert [item.command for item in read(wrapped) if isinstance(item, OperatorCommand)] == [
        "neighbor 10.0.12.2 shutdown"
    ]


def test_a_failed_command_is_told_again_with_its_error() -> None:
    """The error stands in the line that follows, which may come later."""
    one = reader()
    first = one.feed(b"r1# clear bgp everything\r\n")
    second = one.feed(b"Malformed address or name: everything\r\n")
    errors = [item.error for item in [*first, *second] if isinstance(item, OperatorCommand)]
    assert errors == ["", "Malformed address or name: everything"]


def test_a_live_transcript_is_timed_by_its_arrival() -> None:
    """Without a clock in the prompt or a timing file, when it came is when it was typed."""
    (seen,) = reader(received_ns=1_790_000_000_000_000_000).feed(b"r1# clear bgp *\r\n")
    assert (seen.seen_ns, seen.precision_ns) == (1_790_000_000_000_000_000, 1_000_000_000)
