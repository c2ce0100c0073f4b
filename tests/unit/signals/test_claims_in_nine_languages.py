"""Who says it, who is blamed and who denies it: one construction after another, in nine languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.model import Status
from alertbot.signals.actors import find_actors, load_actors
from alertbot.signals.claims import UNKNOWN, Claims, load_claims, read_claims
from alertbot.signals.text import Part, build_document

CONFIG = Path(__file__).parents[3] / "config"
ACTORS = load_actors(CONFIG)
CLAIMS = load_claims(CONFIG)
CONFIRMED, ALLEGED, DENIED = Status.CONFIRMED, Status.ALLEGED, Status.DENIED


def read(language: str, body: str, title: str = "") -> Claims:
    """Read with the first sentence of the body as the event."""
    document = build_document(title, body, language)
    first = next(sentence for sentence in document.sentences if sentence.part is not Part.TITLE)
    return read_claims(document, find_actors(document, ACTORS), [(first.start, first.end)], CLAIMS)


def names(expected: str, found: tuple[str, ...]) -> bool:
    return any(expected.casefold() in name.casefold() for name in found)


AGENTS = [
    # passive with a by-phrase, the active subject, the blamed: (language, text, perpetrator, source, status)
    (
        "en",
        "Nine villagers were killed by Boko Haram fighters near Gwoza on Sunday, the governor's office said.",
        "Boko Haram",
        "governor's office",
        CONFIRMED,
    ),
    (
        "en",
        "Rwandan soldiers burned 40 houses in Kibirizi, residents said.",
        "Rwandan soldiers",
        "residents",
        ALLEGED,
    ),
    (
        "en",
        "Thirty families were expelled from Masafer in an attack blamed on Israeli settlers, the UN "
        "humanitarian office said.",
        "Israeli settlers",
        "UN humanitarian office",
        CONFIRMED,
    ),
    (
        "en",
        "According to survivors, men in uniform rounded up 20 boys in Djibo.",
        "men in uniform",
        "survivors",
        ALLEGED,
    ),
    (
        "en",
        "A local rights group accused the Ethiopian army of killing 12 farmers in Merawi.",
        "Ethiopian army",
        "rights group",
        ALLEGED,
    ),
    (
        "fr",
        "Douze villageois ont été tués par des rebelles de la CODECO à Djugu, a indiqué "
        "l'administrateur du territoire.",
        "CODECO",
        "administrateur du territoire",
        CONFIRMED,
    ),
    (
        "fr",
        "Des soldats maliens ont incendié une vingtaine de maisons à Sofara, racontent des habitants.",
        "soldats maliens",
        "habitants",
        ALLEGED,
    ),
    (
        "fr",
        "Selon la société civile, l'attaque attribuée aux ADF a fait dix morts à Oïcha.",
        "ADF",
        "société civile",
        ALLEGED,
    ),
    (
        "fr",
        "Une ONG locale accuse la gendarmerie d'avoir expulsé 60 familles à Douala.",
        "gendarmerie",
        "ONG locale",
        ALLEGED,
    ),
    (
        "fr",
        "Trente personnes ont fui après une attaque de miliciens à Bambari, d'après le préfet.",
        "miliciens",
        "préfet",
        CONFIRMED,
    ),
    (
        "es",
        "Cinco campesinos fueron asesinados por disidencias de las FARC en Argelia, informó la "
        "Defensoría del Pueblo.",
        "disidencias de las FARC",
        "Defensoría del Pueblo",
        CONFIRMED,
    ),
    (
        "es",
        "Policías desalojaron a 40 familias en Livingston, dijeron los vecinos.",
        "Policías",
        "vecinos",
        ALLEGED,
    ),
    (
        "es",
        "Según testigos, hombres armados quemaron diez casas en Tumaco.",
        "hombres armados",
        "testigos",
        ALLEGED,
    ),
    (
        "es",
        "Una organización de derechos humanos acusó a la Guardia Nacional de golpear a ocho migrantes "
        "en Tapachula.",
        "Guardia Nacional",
        "organización de derechos humanos",
        ALLEGED,
    ),
    (
        "pt",
        "Seis pessoas foram mortas por insurgentes em Mocímboa da Praia, disse o administrador do distrito.",
        "insurgentes",
        "administrador do distrito",
        CONFIRMED,
    ),
    ("pt", "Militares queimaram 30 casas em Cafunfo, contaram moradores.", "Militares", "moradores", ALLEGED),
    (
        "pt",
        "De acordo com a ONU, o ataque atribuído aos rebeldes do M23 deslocou 900 famílias.",
        "M23",
        "ONU",
        CONFIRMED,
    ),
    (
        "ar",
        "قتل تسعة مدنيين على يد مسلحين في قرية قرب الفاشر، وفق ما أعلن محافظ المنطقة.",
        "مسلحين",
        "محافظ",
        CONFIRMED,
    ),
    (
        "ar",
        "أحرق مستوطنون إسرائيليون عشرة منازل في قرية جالود، حسب سكان القرية.",
        "مستوطنون إسرائيليون",
        "سكان",
        ALLEGED,
    ),
    (
        "ar",
        "اتهم ناشطون الجيش السوداني بقصف سوق في نيالا أسفر عن مقتل عشرة مدنيين.",
        "الجيش السوداني",
        "ناشطون",
        ALLEGED,
    ),
    (
        "ar",
        "قالت الأمم المتحدة إن قوات الدعم السريع هجّرت ٥٠٠ أسرة من أم كدادة.",
        "قوات الدعم السريع",
        "الأمم المتحدة",
        CONFIRMED,
    ),
    (
        "ru",
        "Шесть человек убиты боевиками в селе под Сирте, сообщил губернатор.",
        "боевиками",
        "губернатор",
        CONFIRMED,
    ),
    ("ru", "Талибы выгнали 50 семей из кишлака, рассказали местные жители.", "Талибы", "жители", ALLEGED),
    (
        "ru",
        "Правозащитники обвинили российских военных в похищении пяти жителей Мелитополя.",
        "российских военных",
        "Правозащитники",
        ALLEGED,
    ),
    ("ru", "По данным ООН, хуситы задержали девять сотрудников в Сане.", "хуситы", "ООН", CONFIRMED),
    (
        "uk",
        "Четверо людей загинули внаслідок удару російських безпілотників по Нікополю, повідомив "
        "начальник ОВА.",
        "Росія",
        "ОВА",
        CONFIRMED,
    ),
    (
        "uk",
        "Російські військові вивезли 20 мешканців із Токмака, розповіли родичі.",
        "Російські військові",
        "родичі",
        ALLEGED,
    ),
    ("uk", "За словами очевидців, озброєні люди спалили три будинки.", "озброєні люди", "очевидців", ALLEGED),
    ("fa", "به گفتهٔ باشندگان محل، افراد مسلح سه خانه را در بلخ آتش زدند.", "افراد مسلح", "باشندگان", ALLEGED),
    ("fa", "هشت نفر توسط جنگجویان داعش در بامیان کشته شدند، والی بامیان گفت.", "داعش", "والی", CONFIRMED),
    (
        "fa",
        "سازمان ملل می‌گوید طالبان ۶۰ خانواده را از خانه‌های‌شان بیرون کرده‌اند.",
        "طالبان",
        "سازمان ملل",
        CONFIRMED,
    ),
    (
        "sw",
        "Watu sita wameuawa na waasi wa ADF katika kijiji cha Mamove, amesema mkuu wa wilaya.",
        "ADF",
        "mkuu wa wilaya",
        CONFIRMED,
    ),
    ("sw", "Wakazi wanasema askari walichoma nyumba ishirini huko Loliondo.", "askari", "Wakazi", ALLEGED),
    (
        "sw",
        "Kwa mujibu wa Umoja wa Mataifa, wanamgambo wa CODECO waliwaua watu kumi huko Djugu.",
        "CODECO",
        "Umoja wa Mataifa",
        CONFIRMED,
    ),
]


@pytest.mark.parametrize(("language", "text", "perpetrator", "source", "status"), AGENTS)
def test_the_agent_and_the_teller_are_told_apart(
    language: str, text: str, perpetrator: str, source: str, status: Status
) -> None:
    claims = read(language, text)
    assert names(perpetrator, claims.perpetrators), claims
    assert names(source, claims.sources), claims
    assert not names(source, claims.perpetrators), claims
    assert claims.status is status, claims


EVENT = {
    "en": "Soldiers drove 70 families from their homes in Bentiu, residents said.",
    "fr": "Des soldats ont chassé 70 familles de leurs maisons à Bria, disent des habitants.",
    "es": "Soldados expulsaron a 70 familias de sus casas en Arauca, dijeron vecinos.",
    "pt": "Soldados expulsaram 70 famílias das suas casas em Palma, disseram moradores.",
    "ar": "طرد جنود ٧٠ أسرة من منازلها في تلكوك، بحسب سكان.",
    "ru": "Солдаты выгнали 70 семей из домов, рассказали жители.",
    "uk": "Солдати вигнали 70 родин із домівок, розповіли мешканці.",
    "fa": "باشندگان می‌گویند سربازان ۷۰ خانواده را از خانه‌های‌شان بیرون کردند.",
    "sw": "Wakazi wanasema wanajeshi waliwafukuza watu wa familia 70 kutoka makwao.",
}
FILLER = {
    "en": "Maize prices rose again at the market. Rain is expected on Friday. Schools reopen next week.",
    "fr": "Le prix du maïs a encore monté. La pluie est attendue vendredi. Les écoles rouvrent lundi.",
    "es": "El precio del maíz volvió a subir. Se espera lluvia el viernes. Las escuelas reabren el lunes.",
    "pt": "O preço do milho voltou a subir. Espera-se chuva na sexta-feira. As escolas reabrem na segunda.",
    "ar": "ارتفعت أسعار الذرة مجددا. ومن المتوقع هطول أمطار الجمعة. وتفتح المدارس أبوابها الأسبوع المقبل.",
    "ru": "Кукуруза снова подорожала. В пятницу ждут дождя. Школы откроются на следующей неделе.",
    "uk": "Кукурудза знову подорожчала. У п’ятницю очікують дощу. Школи відкриються наступного тижня.",
    "fa": "نرخ جواری دوباره بالا رفت. روز جمعه باران می‌بارد. مکتب‌ها هفتهٔ آینده باز می‌شوند.",
    "sw": "Bei ya mahindi imepanda tena. Mvua inatarajiwa Ijumaa. Shule zitafunguliwa wiki ijayo.",
}
DENIALS = [
    ("en", "A spokesman for the army denied the report."),
    ("en", "The army called the accounts baseless."),
    ("en", "The defence ministry said the families had left voluntarily."),
    ("en", '"Nobody was expelled," the army spokesman said. "It was a clean-up."'),
    ("fr", "Le porte-parole de l'armée a démenti ces accusations."),
    ("fr", "Le ministère de la Défense rejette ces allégations."),
    ("fr", "L'armée assure que les familles sont parties de leur plein gré."),
    ("es", "El ejército negó los hechos."),
    ("es", "El Ministerio de Defensa rechazó las acusaciones."),
    ("es", "El ejército aseguró que las familias se fueron por voluntad propia."),
    ("pt", "O porta-voz do exército desmentiu as acusações."),
    ("pt", "O governo rejeita as acusações."),
    ("pt", "O exército disse que as famílias saíram de livre vontade."),
    ("ar", "ونفى متحدث باسم الجيش هذه الأنباء."),
    ("ar", "وقال الجيش إن العائلات خرجت بمحض إرادتها."),
    ("ar", "ونفت وزارة الدفاع وقوع أي تهجير."),
    ("ru", "Представитель армии опроверг эти сообщения."),
    ("ru", "Министерство обороны назвало сообщения ложью."),
    ("ru", "В армии заявили, что жители уехали добровольно."),
    ("uk", "Речник армії спростував ці повідомлення."),
    ("uk", "Міністерство оборони заперечило виселення."),
    ("uk", "В армії заявили, що люди виїхали добровільно."),
    ("fa", "سخنگوی ارتش این گزارش را رد کرد."),
    ("fa", "وزارت دفاع این گزارش را بی‌اساس خواند."),
    ("fa", "ارتش گفت که مردم به رضایت خود رفته‌اند."),
    ("sw", "Msemaji wa jeshi amekanusha taarifa hizo."),
    ("sw", "Jeshi limesema wananchi waliondoka kwa hiari yao."),
]
NO_DENIALS = [
    ("en", "The army did not respond to a request for comment."),
    ("en", "An army spokesman declined to comment."),
    ("en", "The army said it was looking into the reports."),
    ("en", "The army said that its soldiers had acted with restraint."),
    ("en", "The government denied that it had raised maize prices."),
    ("en", "Families rejected the charge that they had sheltered rebels."),
    ("fr", "L'armée n'a pas donné suite à nos sollicitations."),
    ("fr", "L'armée n'a ni confirmé ni démenti."),
    ("fr", "Le gouvernement a démenti toute hausse des prix du carburant."),
    ("es", "El ejército no respondió a las llamadas."),
    ("es", "El ejército dijo que verifica la información."),
    ("es", "El gobierno negó que suban los precios del maíz."),
    ("es", "El ejército rechazó la violencia contra los civiles."),
    ("pt", "O exército não respondeu às perguntas."),
    ("pt", "O governo negou o aumento dos preços do milho."),
    ("ar", "ولم يصدر تعليق من الجيش."),
    ("ar", "ولم ترد وزارة الدفاع على طلب للتعليق."),
    ("ar", "ونفت الحكومة رفع أسعار الوقود."),
    ("ru", "В министерстве обороны на запрос не ответили."),
    ("ru", "Армия сообщения не комментировала."),
    ("ru", "Правительство отрицает дефицит бензина."),
    ("uk", "Міністерство оборони не відповіло на запит."),
    ("uk", "Уряд заперечує дефіцит пального."),
    ("fa", "ارتش به پرسش‌ها پاسخ نداد."),
    ("fa", "حکومت افزایش قیمت تیل را رد کرد."),
    ("sw", "Msemaji wa jeshi hakupatikana kutoa maoni."),
    ("sw", "Serikali imekanusha uhaba wa mafuta."),
]


@pytest.mark.parametrize(("language", "denial"), DENIALS)
def test_a_denial_counts_however_far_from_the_claim(language: str, denial: str) -> None:
    claims = read(language, f"{EVENT[language]}\n\n{FILLER[language]}\n\n{FILLER[language]}\n\n{denial}")
    assert claims.status is DENIED, claims
    assert claims.denied_by


@pytest.mark.parametrize(("language", "reply"), NO_DENIALS)
def test_silence_and_denials_of_something_else_are_no_denial(language: str, reply: str) -> None:
    claims = read(language, f"{EVENT[language]}\n\n{FILLER[language]}\n\n{reply}")
    assert claims.status is ALLEGED, claims
    assert not claims.denied_by


NOBODY = [
    ("en", "Three boys were killed when an old mine exploded near Kirkuk, health officials said."),
    ("fr", "Trois enfants sont morts dans l'explosion d'une mine près de Tessalit, a annoncé le gouverneur."),
    ("es", "Tres niños murieron al estallar una mina vieja cerca de Puerto Rico, informó el alcalde."),
    ("pt", "Três crianças morreram na explosão de uma mina antiga no Cuito, disse o administrador."),
    ("ar", "قُتل ثلاثة أطفال بانفجار لغم قديم قرب سنجار، بحسب مسؤول صحي."),
    ("ru", "Трое детей погибли при взрыве старой мины, сообщила прокуратура."),
    ("uk", "Троє дітей загинули від вибуху старої міни, повідомила прокуратура."),
    ("fa", "سه کودک در انفجار ماین کهنه در فاریاب جان باختند، مسئولان صحی گفتند."),
    ("sw", "Watoto watatu wamefariki baada ya bomu la zamani kulipuka, amesema mkuu wa wilaya."),
]


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_no_perpetrator_is_invented(language: str, text: str) -> None:
    claims = read(language, text)
    assert claims.perpetrators == (UNKNOWN,)
    assert claims.status is CONFIRMED


OWNED = [
    (
        "en",
        "Fighters burned the market in Djibo on Monday. JNIM claimed responsibility for the attack by "
        "JNIM fighters.",
    ),
    ("fr", "Le JNIM a attaqué le village de Gomboro. Le JNIM a revendiqué l'attaque."),
    ("es", "El ELN secuestró a cinco soldados y mató a dos civiles. El ELN se adjudicó el ataque."),
    ("ru", "Хуситы обстреляли порт, трое погибли. Хуситы взяли на себя ответственность."),
    ("ar", "هاجم مقاتلو داعش قرية قرب كركوك وقتلوا مدنيين. وتبنى تنظيم داعش الهجوم."),
]


@pytest.mark.parametrize(("language", "text"), OWNED)
def test_what_the_perpetrator_owns_is_confirmed(language: str, text: str) -> None:
    assert read(language, text).status is CONFIRMED


def test_two_independent_sources_confirm_and_two_residents_do_not() -> None:
    both = read("en", "Shelling killed six people in Idlib, state media and a war monitor said.")
    assert both.status is CONFIRMED
    assert (
        read("en", "Shelling killed six people in Idlib, two residents and a survivor said.").status
        is ALLEGED
    )


def test_an_official_who_stays_anonymous_does_not_confirm() -> None:
    text = "Police killed six people in Uige, an official said on condition of anonymity."
    assert read("en", text).status is ALLEGED


def test_who_was_sent_to_the_scene_is_not_blamed() -> None:
    claims = read(
        "en", "Gunmen killed six farmers near Jos and police were sent to the village, residents said."
    )
    assert claims.perpetrators == ("Gunmen",)


def test_police_who_free_captives_are_not_blamed() -> None:
    claims = read(
        "en", "Police freed 30 people who were held and beaten in a house in Mae Sot, officials said."
    )
    assert claims.perpetrators == (UNKNOWN,)


def test_killed_soldiers_are_no_perpetrators() -> None:
    claims = read("en", "Rebels killed four soldiers and burned 20 houses in Bria, the prefect said.")
    assert claims.perpetrators == ("Rebels",)


def test_whom_the_accused_accuses_in_turn_is_not_blamed() -> None:
    claims = read(
        "en",
        "A drone hit a market in Kutum, doctors said. The Rapid Support Forces denied it and blamed the "
        "army.",
    )
    assert claims.perpetrators == ("Rapid Support Forces",)
    assert claims.status is DENIED


def test_a_language_nobody_reads_gives_no_claims() -> None:
    claims = read("de", "Soldaten vertrieben 70 Familien.")
    assert claims.perpetrators == (UNKNOWN,)
    assert claims.sources == ()
