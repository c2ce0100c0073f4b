"""Words by which an article calls itself a round-up of several events, in the nine languages."""

from __future__ import annotations

ROUND_UP_NAMES = (
    r"\bround-?up\b|\bin brief\b|\bnews briefs\b|\bdigest\b|\bat a glance\b|\bsituation report\b|\bsitrep\b"
    r"|\bbilan (?:de la semaine|du mois|hebdo)|\ben bref\b|\btour d.horizon\b|\bresumen\b|\bresumo\b"
    r"|обзор|дайджест|сводк|огляд|зведення|حصاد|موجز|خلاصه|\bmuhtasari\b"
)
"""A pattern of what only round-ups call themselves; case does not count."""
ROUND_UP_TIMES = (
    r"\bthis (?:week|month|quarter)\b|\b(?:week|month|year) in\b|\b(?:week|month)ly\b"
    r"|\bbulletin\b|\bflash update\b|\bcette semaine\b|\bde la semaine\b|\bce mois\b|\besta semana\b"
    r"|\bla semana\b|\beste mes\b|\bda semana\b|\bbolet[íi]n\b|\bboletim\b"
    r"|за неделю|за месяц|за тиждень|за місяць|бюллетень|бюлетень"
    r"|هذا الأسبوع|هذا الشهر|نشرة|هفته ای که|هفته‌ای که|\bwiki hii\b|\bmwezi huu\b"
)
"""A pattern of spans of time and kinds of papers that a title may also use of one event."""
