from metronome.ground.refusal import Refusal


def test_a_refusal_says_why_where_and_what_would_help():
    refusal = Refusal("There is no such member.", field="member", remedy="Look at the list of members.")
    assert str(refusal) == refusal.reason == "There is no such member."
    assert (refusal.field, refusal.remedy) == ("member", "Look at the list of members.")
