"""Patterns of what reaches or finds a person: phones, mail, accounts, tokens, addresses, coordinates."""

from __future__ import annotations

import re

_MAIL = (
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
    r"(?<![\w@])@[A-Za-z]\w{3,31}\b",
)
_LINKS = (
    r"https?://[^\s<>\"«»“”]{1,500}",
    r"\bwww\.[^\s<>\"«»“”]{1,300}",
)
_NUMBERS = (
    r"\b\d{6,12}:[A-Za-z0-9_-]{30,50}\b",
    r"(?<!\w)(?:\+|00)\d(?:[ ().\u00a0-]{0,2}\d){7,14}(?!\d)",
    r"(?<![\w.,])(?!\d\d\.\d\d\.\d)0\d{1,3}(?:[ .\u00a0-]\d{2,4}){2,4}(?![\d,])",
    r"(?<![\w.,])(?:\(\d{3}\)|\d{3})[ -]\d{3}-\d{4}(?!\d)",
    r"(?<![\w.,\u00a0])\d{9,15}(?![\w%])",
    r"(?:(?:tel|phone|whatsapp|viber|telegram|signal|tél|teléfono|telefone|celular|тел|телефон|هاتف"
    r"|واتساب|تلفن|شماره|simu|namba)"
    r"\.?:? ?(?:number |no\.? |numéro |número |номер |رقم )?)\+?\d(?:[ ().-]{0,2}\d){5,14}(?!\d)",
    r"-?\d{1,3}\.\d{4,8}°? ?[NSns]?, ?-?\d{1,3}\.\d{4,8}°? ?[EWOew]?",
    r"\b[A-Z]{1,3}\d{6,9}\b",
    # addresses: a street and a number
    r"\b\d{1,5}[A-Za-z]?,? (?:[A-ZÀ-Þ][\w'’-]{0,30} ){1,3}(?:Street|St\b\.?|Road|Rd\b\.?|Avenue"
    r"|Ave\b\.?|Lane|Drive|Close|Crescent|Boulevard)",
    r"\b\d{1,5}(?: bis| ter)?,? (?:rue|avenue|boulevard|impasse|allée|chemin|place"
    r"|quai) (?:[\w'’-]{1,30} ?){1,5}",
    r"\b(?:[Cc]alle|[Cc]arrera|[Cc]ra\.?|[Aa]venida|[Aa]v\.|[Rr]ua|[Tt]ravessa|[Jj]irón"
    r"|[Jj]r\.) [\w'’. -]{1,40}?,? ?(?:#|n\.?º|[Nn]o\.?|número|casa)? ?\d{1,5}(?:[ -]?\d{1,3})?\b",
    r"\b(?:ул\.|улиц[аеуы]|проспект[ае]?|пр-т|переул[а-я]{2,4}|вул\.|вулиц[яіюі]"
    r"|провул[а-яі]{2,4})\s[\w\s.-]{2,40}?,? ?(?:д\.|дом|буд\."
    r"|будинок)? ?\d{1,4}[а-яА-Я]?(?:,? ?кв\. ?\d{1,4})?",
    r"(?:شارع|زقاق|حارة) [\w ]{2,40}?،? ?(?:رقم|بناية|منزل رقم|مبنى) ?\d{1,4}",
    r"(?:خیابان|کوچه|کوچهٔ|سرک) [\w\u200c ]{2,40}?،? ?(?:پلاک|نمبر|شماره|خانهٔ شماره|خانه شماره) ?\d{1,4}",
    r"\b(?:[Mm]taa|[Bb]arabara) (?:wa |ya )?[\w ]{2,40}?,? (?:nyumba|namba|nyumba namba) \d{1,4}",
)
_GATED = (
    ("@", tuple(re.compile(pattern) for pattern in _MAIL)),
    ("://", (re.compile(_LINKS[0]),)),
    ("www.", (re.compile(_LINKS[1]),)),
)
_DIGIT = re.compile(r"\d")
_WITH_DIGITS = tuple(re.compile(pattern) for pattern in _NUMBERS)


def without_contacts(text: str, withheld: str) -> str:
    """`text` with `withheld` in place of everything that reaches or finds a person."""
    for sign, patterns in _GATED:
        if sign in text:
            for pattern in patterns:
                text = pattern.sub(withheld, text)
    if _DIGIT.search(text):
        for pattern in _WITH_DIGITS:
            text = pattern.sub(withheld, text)
    return text
