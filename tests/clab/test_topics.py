"""What people ask routers about: every leaf is one that routers have, and every command only reads."""

import pytest

from agent.gates.script.request.shapes import shape
from clab.gnmi_path import unknown
from clab.show_commands import is_known, not_read_only
from clab.topic import Topic
from clab.topic_table import TOPICS
from clab.topic_words import WORDS
from clab.topics import BY_NAME, NEXT_HOPS, commands_of, info_of, paths_of

RESOLVED = {
    "both_states",
    "received_and_active",
    "received_and_sent",
    "received_active_sent",
    "interface_brief",
    "flaps",
    "description",
}
"""Words that stand for a topic of whatever else is named."""


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_leaf_is_known(topic: Topic) -> None:
    """Of SR Linux, and of OpenConfig where a topic has one."""
    assert [] == [why for path in paths_of(topic, "nokia_srlinux") if (why := unknown(path))]
    assert [] == [why for path in paths_of(topic, "arista_ceos") if (why := unknown(path))]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
@pytest.mark.parametrize("platform", ["nokia_srl", "linux", "arista_eos"])
def test_every_command_only_reads(topic: Topic, platform: str) -> None:
    """And its platform knows it."""
    for command in commands_of(topic, platform):
        assert "" == not_read_only(command)
        assert is_known(command, (platform,))


def test_every_topic_has_words_and_every_word_a_topic() -> None:
    """Nothing can be asked for that nobody can say."""
    assert set(BY_NAME) == {name for name, _ in WORDS} - RESOLVED
    assert all(shape(words).first for _, words in WORDS)


def test_a_path_is_a_command_of_sr_linux() -> None:
    """Keys by their values, in the order of the path."""
    path = "/network-instance[name=default]/protocols/bgp/neighbor[peer-address=10.0.0.1]/session-state"
    said = "info from state network-instance default protocols bgp neighbor 10.0.0.1 session-state | as json"
    assert said == info_of(path)
    assert "info from state interface ethernet-1/1 oper-state | as json" == info_of(
        "/interface[name=ethernet-1/1]/oper-state"
    )
    assert [] == [why for path in NEXT_HOPS if (why := unknown(path))]
