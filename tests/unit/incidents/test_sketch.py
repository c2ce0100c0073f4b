"""A sketch compares texts without keeping them."""

from alertbot.incidents.likeness import Likeness
from alertbot.incidents.sketch import MOST_WORDS, sketch, weights_of

RAID = "Gunmen raided Tsafe market. Traders fled Tsafe at dawn."
SAME = "Traders fled at dawn after gunmen raided the market in Tsafe."
OTHER = "The finance ministry in Accra raised cocoa prices for growers."


def test_texts_of_one_event_are_more_alike_than_others() -> None:
    raid, same, other = map(sketch, (RAID, SAME, OTHER))
    likeness = Likeness([raid, same, other])
    assert likeness.between(raid, same) > 0.5
    assert likeness.between(raid, other) < 0.1
    assert likeness.between(raid, ()) == 0


def test_names_weigh_more_than_other_words() -> None:
    weights = weights_of(sketch("The people of Zamfara fled. In Zamfara traders waited."))
    assert max(weights.values()) > min(weights.values())


def test_a_sketch_is_small_and_stable_and_holds_no_words() -> None:
    text = " ".join(f"Word{number}" for number in range(2_000))
    assert len(sketch(text)) <= MOST_WORDS
    assert sketch(RAID) == sketch(RAID)
    assert all(isinstance(number, int) and number < 2**36 for number in sketch(RAID))


def test_words_that_many_texts_share_count_less() -> None:
    texts = [sketch(f"Police said shooting. Unique{number} case.") for number in range(30)]
    crowd, pair = Likeness(texts), Likeness(texts[:2])
    assert crowd.between(texts[0], texts[1]) < pair.between(texts[0], texts[1])
