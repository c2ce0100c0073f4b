"""Boilerplate: which paragraphs of a page are not the story (links, captions, newsletters, tags, bylines)."""

from __future__ import annotations

import re

_LINKS = (
    "read (also|more|next)|to read also|also read|see also|related( articles| stories)?:|watch:|listen:"
    "|more on this|on the same (subject|topic)|recommended|most read|editor'?s picks|don'?t miss"
    "|you may also like|(à )?lire (aussi|également)|voir aussi|sur le même (sujet|thème)|à découvrir"
    "|les plus lus|notre dossier|le[ae] también|lee también|le[ae] más|lea además|te puede interesar"
    "|vea también|ver también|noticias? relacionad|le[ie]a (também|mais)|ver também|veja (também|mais)"
    "|saiba mais|notícias relacionad|artigos? relacionad|اقرأ(وا)? أيضا|اقرا ايضا|إقرأ أيضا|اقرأ المزيد"
    "|مواضيع ذات صلة|أخبار ذات صلة|شاهد أيضا|للمزيد|читайте (также|ещ[её]|больше)|смотрите также"
    "|по теме|материалы по теме|ранее по теме|читайте (також|ще|більше)|дивіться також|за темою"
    "|матеріали за темою|همچنین بخوانید|بیشتر بخوانید|بیش‌تر بخوانید|مطالب مرتبط|این را هم بخوانید"
    "|همچنان بخوانید|مرتبط:|soma (pia|zaidi)|pia soma|habari zinazohusiana|tazama pia"
    "|makala zinazohusiana"
)
_CAPTION = (
    "photo( credit)?s?\\s*[:/]|photograph:|image( credit)?s?\\s*[:/]|images?\\s*©"
    "|file (photo|picture|image)|caption\\s*:|picture\\s*:|©|\\(c\\) |crédits? photo|légende"
    "|illustration\\s*:|foto(grafía|grafia|s)?\\s*[:/]|imagen\\s*:|imagem\\s*:|legenda\\s*:|pie de foto"
    "|фото\\s*[:/.]|світлина|иллюстрация|на фото|صورة\\s*[:/]|الصورة\\s*:|تعليق الصورة|عکس\\s*[:/]"
    "|picha\\s*[:/]|video\\s*:|vidéo\\s*:|видео\\s*:|відео\\s*:|فيديو\\s*:|ویدیو\\s*:|map\\s*:"
    "|carte\\s*:"
)
_SERVICE = (
    "newsletters?\\b|sign up|subscribe|i subscribe|follow (us|all|our)|share (this|on)|join our"
    "|download (the|our)|advertis|publicity|publicité|click here|comments?\\s*(\\(|:|$)|cookies"
    "|all rights reserved|copyright|support our|(lettre d'information|infolettre)|inscrivez-vous"
    "|abonnez-vous|je m'abonne|recevez|suivez(-nous| )|partage[rz]|bolet[ií]n|suscr[ií]b|síguenos"
    "|siga-nos|sigue(nos)? |comparte|publicidad|assine|subscreva|receba|inscreva-se|partilhe"
    "|compartilhe|siga |النشرة (البريدية|الإخبارية)|اشترك|تابعونا|تابعنا|شارك"
    "|подпи(шитесь|сывайтесь|ска)|рассылк|поделит|підпи(шіться|суйтесь|ска)|розсилк|поширит|خبرنامه"
    "|مشترک شوید|ما را (در|دنبال)|به اشتراک|jarida|jiandikishe|jisajili|tufuate|shiriki habari"
    "|pakua (programu|app)|machine[- ]translat|traduction automatique"
)
_TAGS = (
    "tags?\\s*:|topics?\\s*:|keywords?\\s*:|filed under|mots[- ]cl[ée]s|th[èe]mes?\\s*:|etiquetas?\\s*:"
    "|temas?\\s*:|palabras clave|palavras-chave|tópicos|الكلمات (المفتاحية|الدلالية)"
    "|كلمات (مفتاحية|دلالية)|وسوم|الوسوم|теги\\s*:|т[еэ]ги|ключевые слова|ключові слова|برچسب|کلیدواژه"
    "|lebo\\s*:|mada\\s*:|maneno muhimu"
)
_BYLINE = (
    "by |text by|reporting by|editing by|written by|additional reporting|from our correspondent|par "
    "|propos recueillis|de notre correspondant|avec afp|por |redacción|redação|texto\\s*:|от редакции"
    "|автор\\s*:|текст\\s*:|автор |بقلم|كتب |إعداد|مراسل|نویسنده|گزارشگر|نگارنده|na mwandishi"
    "|mwandishi wetu|imeandikwa"
)
_START = re.compile(rf"[\W_]*(?:{_LINKS}|{_CAPTION}|{_SERVICE}|{_TAGS})", re.IGNORECASE)
_RELATED = (
    "related|more on this|on the same|recommended|most read|sur le même|à découvrir|les plus lus"
    "|noticias? relac|te puede|notícias relac|artigos? relac|مواضيع ذات|أخبار ذات|по теме|материалы по"
    "|за темою|матеріали за|مطالب مرتبط|habari zinazo|makala zinazo"
)
_LIST_HEAD = re.compile(rf"[\W_]*(?:{_RELATED}|{_TAGS})[^.!?]*$", re.IGNORECASE)
_BY = re.compile(rf"[\W_]*(?:{_BYLINE})", re.IGNORECASE)
_AGENCY = "AFP|AP Photo|AP|EPA|Reuters|Getty Images|Getty|Xinhua|Anadolu|EFE|Lusa"
_CREDIT = re.compile(rf"©|\((?:{_AGENCY})/[^)]*\)|/\s*(?:{_AGENCY})\s*\)?\s*$")
_END = (".", "!", "?", "؟", "…", "”", "»", '"', "۔", ":")
_BULLET = re.compile(r"\s*[•▪·*►→\-–]\s")


def is_boilerplate(paragraph: str) -> bool:
    """True if the paragraph, by its first words or its shape, is not part of the story."""
    text = paragraph.strip()
    words = len(text.split())
    if not text or not any(char.isalpha() for char in text):
        return True
    if _START.match(text):
        return words <= 45
    if words <= 12 and _BY.match(text) and not text.endswith(_END):
        return True
    if words <= 40 and _CREDIT.search(text):
        return True
    return words <= 6 and not text.endswith(_END) and bool(_BULLET.match(paragraph) or words <= 2)


def opens_list(paragraph: str) -> bool:
    """True if unpunctuated paragraphs after this one are its links or tags ('On the same subject')."""
    return bool(_LIST_HEAD.match(paragraph.strip())) and len(paragraph.split()) <= 8


def is_list_item(paragraph: str) -> bool:
    """True for a short line without a full stop: one of the links of a list."""
    text = paragraph.strip()
    return not re.search(r"[.؟۔!\"”»](?:\s|$)", text) and len(text.split()) <= 20
