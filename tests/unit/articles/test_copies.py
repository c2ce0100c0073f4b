"""A wire copy is found whatever is done to its edges; two own reports of one event are two."""

from __future__ import annotations

import pytest

from alertbot.articles.copies import find_copy, likeness, signature
from alertbot.model import ArticleId

WIRE = """Hundreds of people fled their homes in the hills above Lake Tamo on Sunday after gunmen raided
four villages before dawn, local officials and residents said. The attackers arrived on
motorcycles at about four in the morning and went from house to house ordering families to
leave, according to a teacher who reached the town of Berra on foot. "They gave us until
sunrise," he said. "Those who asked why were beaten." The head of the district, Paul Imani, told
reporters that at least 420 households had been registered at a school and two churches, and
that more were on the road. He said that grain stores and some thirty houses had been set on
fire. No group claimed responsibility. The army said it had sent a company to the area and
denied that soldiers had taken part. Aid workers in Berra said that water and blankets were
running short and that a cholera outbreak in the same camps last year made clean water the most
pressing need. Violence in the hills has grown since talks on grazing rights collapsed in June,
and the regional council has asked for a permanent post near the lake."""

REWRITTEN = "Night raid empties lake villages. By our correspondent in the capital. " + WIRE.split(".", 1)[1]
SHORTENED = WIRE[: len(WIRE) // 2]
EXTENDED = (
    WIRE
    + """ Our newspaper visited the valley in spring, when the first
families had already begun to sell their goats. At that time the market of Berra was full and nobody spoke of
leaving. The mayor showed us a new well, paid for by people who work abroad."""
)

OWN_REPORT = """In the school of Berra the benches have been pushed against the wall to make room for mats.
More than four hundred families have come down from the hills since Sunday, when armed men on
motorcycles drove them out of four villages near Lake Tamo. Marta, a mother of five, walked nine
hours. "They said sunrise and they meant it," she told us while her youngest slept. District
chief Paul Imani counts 420 registered households and expects more. From the road one sees smoke
where the granaries stood. The army rejects claims that uniformed men were among the attackers;
three witnesses we met separately insist that they saw boots and radios. Nurses have begun to
chlorinate the only tank, remembering the cholera of last year."""

ARABIC = """قال مسؤولون محليون إن مئات العائلات نزحت من أربع قرى قرب البحيرة فجر الأحد بعد أن هاجمها مسلحون
على دراجات نارية وأمروا السكان بالمغادرة قبل شروق الشمس وأحرقوا نحو ثلاثين منزلا ومخازن الحبوب
فيما نفى الجيش مشاركة جنوده وقال إنه أرسل قوة إلى المنطقة وأوضح عاملون في الإغاثة أن المياه
والبطانيات بدأت تنفد في البلدة"""


@pytest.mark.parametrize(
    "copy", [WIRE, REWRITTEN, SHORTENED, EXTENDED, WIRE.upper(), WIRE.replace("\n", "\n\n")]
)
def test_a_copy_is_found_though_its_head_or_length_changed(copy):
    assert find_copy(signature(copy)[0], [(ArticleId(7), signature(WIRE)[0])]) == 7
    assert set(signature(copy)[1]) & set(signature(WIRE)[1])


def test_two_own_reports_of_one_event_are_no_copies():
    assert find_copy(signature(OWN_REPORT)[0], [(ArticleId(7), signature(WIRE)[0])]) is None


def test_an_arabic_copy_is_found_with_and_without_vowel_signs():
    changed = "نزوح مئات العائلات. مراسلنا في العاصمة. " + ARABIC.replace("قال", "قَالَ", 1)
    assert likeness(signature(ARABIC)[0], signature(changed)[0]) > 0.8


def test_scripts_without_spaces_are_compared_too():
    burmese = "ရွာသားများသည် တနင်္ဂနွေနေ့ နံနက်တွင် နေအိမ်များကို စွန့်ခွာ ထွက်ပြေးခဲ့ကြရသည် " * 2
    assert likeness(signature(burmese)[0], signature("သတင်း " + burmese)[0]) > 0.8


def test_of_several_candidates_the_closest_counts():
    candidates = [
        (ArticleId(number), signature(text)[0]) for number, text in ((1, OWN_REPORT), (2, REWRITTEN))
    ]
    assert find_copy(signature(WIRE)[0], candidates) == 2
    assert find_copy(signature(WIRE)[0], []) is None


def test_short_texts_have_no_signature_and_are_nobodys_copy():
    assert signature("At least twelve people were killed, officials said.") == (b"", ())
    assert likeness(b"", signature(WIRE)[0]) == 0.0
    assert find_copy(b"", [(ArticleId(1), b"")]) is None


def test_a_signature_is_the_same_each_time_and_of_fixed_size():
    signed, bands = signature(WIRE)
    assert signature(WIRE) == (signed, bands)
    assert (len(signed), len(bands)) == (517, 32)
    assert all(0 <= band < 2**63 for band in bands)


def test_signatures_of_another_version_match_nothing():
    signed, _ = signature(WIRE)
    assert likeness(signed, b"\xff" + signed[1:]) == 0.0
