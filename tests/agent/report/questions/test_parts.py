"""Two questions in one."""

from agent.report.questions.parts import halves


def test_the_second_half_begins_like_a_question() -> None:
    """A list of nodes is not cut in two."""
    assert ("how long was r1 down", "which sessions fell") in list(
        halves("how long was r1 down, and which sessions fell")
    )
    assert ("spine1 ok again", "since when") in list(halves("spine1 ok again? since when"))
    assert not list(halves("which session between r1 and r3 was down"))


def test_a_long_question_is_cut_in_bounded_ways() -> None:
    """However many joins there are."""
    assert len(list(halves(" and is it" * 500))) < 80
