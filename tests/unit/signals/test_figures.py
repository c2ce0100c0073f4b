from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.model import Figure, FigureRole, Qualifier, Unit
from alertbot.signals.figures import (
    FigureCandidate,
    FigureLexiconError,
    find_figures,
    load_figure_lexicon,
    rank,
)
from alertbot.signals.text import build_document

CONFIG = Path(__file__).parents[3] / "config" / "figures"
LEXICON = load_figure_lexicon(CONFIG)


def candidates(text: str, language: str = "en", title: str = "") -> tuple[FigureCandidate, ...]:
    return find_figures(build_document(title, text, language), LEXICON)


def told(text: str, language: str = "en", title: str = "") -> list[str]:
    """The figures of the event as 'value unit term', sorted."""
    events = [c.figure for c in candidates(text, language, title) if c.figure.role is FigureRole.EVENT]
    return sorted(_short(figure) for figure in events)


def _short(figure: Figure) -> str:
    high = f"-{figure.value_max}" if figure.value_max else ""
    return f"{figure.value}{high} {figure.unit} {figure.term}"


SENTENCES = [
    (
        "en",
        "Gunmen killed at least 14 farmers and burned 30 houses on Sunday, forcing 250 families to flee.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    (
        "en",
        "Between 400 and 500 people were displaced when militiamen torched the village.",
        "400-500 person displaced",
    ),
    (
        "en",
        "The toll rose to 27 from an earlier count of 19 after the attack that killed shoppers.",
        "27 person killed",
    ),
    (
        "en",
        "As many as 3,000 residents have fled since Friday; 12 others were kidnapped.",
        "3000 person forced to flee;12 person abducted",
    ),
    (
        "en",
        "No fewer than 60 homesteads were set ablaze and 200 head of cattle rustled.",
        "60 housing destroyed housing;200 livestock stolen",
    ),
    ("en", "Rebels abducted the parish priest and 7 catechists from the mission.", "8 person abducted"),
    (
        "en",
        "Dozens of families have abandoned their homes after settlers attacked; seven people were hurt.",
        "12 household displaced;7 person injured",
    ),
    ("en", "The army arrested 23 men, among them four teachers.", "23 person detained"),
    (
        "en",
        "Police evicted 1,200 households from the settlement, leaving more than 5,000 people homeless.",
        "1200 household evicted;5000 person homeless",
    ),
    (
        "en",
        "The conflict has displaced 2.5 million people since 2021; UNHCR plans to assist 40,000 families.",
        "",
    ),
    ("en", "A 45-year-old woman and her two children were shot dead.", "3 person killed"),
    ("en", "Nearly 2,000 Ethiopians were deported last week.", "2000 person deported"),
    (
        "en",
        "Soldiers shot dead three of the protesters and wounded 15 more.",
        "3 person killed;15 person injured",
    ),
    ("en", "15 soldiers and 3 civilians were killed.", "3 person killed"),
    (
        "fr",
        "Au moins 14 agriculteurs ont été tués et 30 maisons incendiées, poussant 250 familles à fuir.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    (
        "fr",
        "Entre 400 et 500 personnes ont été déplacées après l'attaque de miliciens.",
        "400-500 person displaced",
    ),
    ("fr", "Les rebelles ont enlevé le curé et sept catéchistes.", "8 person abducted"),
    (
        "fr",
        "Une trentaine de cases ont été brûlées et quelque 200 bœufs emportés par des hommes armés.",
        "30 housing destroyed housing;200 livestock stolen",
    ),
    (
        "fr",
        "Jusqu'à 3 000 habitants ont fui depuis vendredi ; douze autres ont été enlevés.",
        "3000 person forced to flee;12 person abducted",
    ),
    (
        "fr",
        "Des centaines de familles ont quitté leurs "
        "villages après l'attaque, sept personnes ont été blessées.",
        "100 household displaced;7 person injured",
    ),
    (
        "fr",
        "La police a expulsé 1 200 ménages du quartier, laissant plus de 5 000 personnes sans abri.",
        "1200 household evicted;5000 person homeless",
    ),
    ("fr", "Le conflit a fait plus de 2,5 millions de déplacés depuis 2015.", ""),
    ("fr", "Trois femmes et deux enfants ont été tués par des obus.", "5 person killed"),
    ("fr", "Les soldats ont arrêté 23 hommes, dont quatre enseignants.", "23 person detained"),
    (
        "es",
        "Al menos 14 campesinos fueron asesinados y 30 "
        "casas quemadas por hombres armados; 250 familias huyeron.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    ("es", "Entre 400 y 500 personas se desplazaron tras el ataque.", "400-500 person displaced"),
    ("es", "Guerrilleros secuestraron al párroco y a siete catequistas.", "8 person abducted"),
    (
        "es",
        "Quemaron una treintena de ranchos y robaron unas 200 reses.",
        "30 housing destroyed housing;200 livestock stolen",
    ),
    (
        "es",
        "Hasta 3.000 habitantes han huido desde el viernes; otros doce fueron secuestrados.",
        "3000 person forced to flee;12 person abducted",
    ),
    (
        "es",
        "Centenares de familias abandonaron sus casas tras el ataque y siete personas resultaron heridas.",
        "100 household displaced;7 person injured",
    ),
    (
        "es",
        "La policía desalojó a 1.200 hogares y dejó a más de 5.000 personas sin techo.",
        "1200 household evicted;5000 person homeless",
    ),
    ("es", "Mataron a tres mujeres y dos niños en la vereda.", "5 person killed"),
    ("es", "En lo que va de año han sido desplazadas 20.000 personas.", ""),
    ("es", "El ejército detuvo a 23 hombres, entre ellos cuatro maestros.", "23 person detained"),
    (
        "pt",
        "Pelo menos 14 camponeses foram mortos e 30 casas queimadas; 250 famílias fugiram.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    ("pt", "Entre 400 e 500 pessoas foram deslocadas após o ataque.", "400-500 person displaced"),
    (
        "pt",
        "Até 3 mil moradores fugiram desde sexta-feira; outros doze foram raptados.",
        "3000 person forced to flee;12 person abducted",
    ),
    (
        "pt",
        "Homens armados queimaram cerca de trinta palhotas e roubaram 200 cabeças de gado.",
        "30 housing destroyed housing;200 livestock stolen",
    ),
    (
        "pt",
        "Centenas de famílias abandonaram as aldeias e sete pessoas ficaram feridas.",
        "100 household displaced;7 person injured",
    ),
    (
        "pt",
        "A polícia despejou 1.200 famílias e deixou mais de 5 mil pessoas sem teto.",
        "1200 household evicted;5000 person homeless",
    ),
    ("pt", "Mataram três mulheres e duas crianças na aldeia.", "5 person killed"),
    ("pt", "Desde janeiro, mais de 20 mil pessoas foram deslocadas.", ""),
    ("pt", "O exército deteve 23 homens, entre eles quatro professores.", "23 person detained"),
    (
        "ar",
        "قتل مسلحون ما لا يقل عن ١٤ مزارعا وأحرقوا ٣٠ منزلا، وفرت ٢٥٠ عائلة.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    ("ar", "نزح ما بين ٤٠٠ و٥٠٠ شخص بعد الهجوم.", "400-500 person displaced"),
    ("ar", "اختطف مسلحون سبعة طلاب وأصابوا اثني عشر آخرين.", "7 person abducted;12 person injured"),
    ("ar", "أصيب ثلاثة وعشرون مدنيا وقتلت امرأتان في القصف.", "23 person injured;2 person killed"),
    (
        "ar",
        "هدمت الجرافات خمسة عشر منزلا وشردت عشرات الأسر.",
        "15 housing destroyed housing;12 household displaced",
    ),
    ("ar", "اعتقلت القوات ٢٣ رجلا بينهم أربعة معلمين.", "23 person detained"),
    ("ar", "شردت الحرب أكثر من ١٢ مليون شخص منذ عام ٢٠٢٣.", ""),
    ("ar", "فر نحو ثلاثة آلاف من السكان منذ الجمعة.", "3000 person forced to flee"),
    ("ar", "سرق المهاجمون مئتي رأس من الأغنام.", "200 livestock stolen"),
    (
        "ru",
        "По меньшей мере 14 крестьян убиты, сожжено 30 домов, бежали 250 семей.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    ("ru", "От 400 до 500 человек покинули село после обстрела.", "400-500 person displaced"),
    (
        "ru",
        "Боевики похитили семерых школьников и ранили ещё двенадцать человек.",
        "7 person abducted;12 person injured",
    ),
    (
        "ru",
        "В результате удара погибли двое детей, ранены двадцать три человека.",
        "2 person killed;23 person injured",
    ),
    (
        "ru",
        "Выселены пятнадцать семей, снесено около сотни домов.",
        "15 household evicted;100 housing destroyed housing",
    ),
    ("ru", "Задержаны 23 мужчины, в том числе четверо учителей.", "23 person detained"),
    ("ru", "С начала года депортировано более 12 тыс. мигрантов.", ""),
    (
        "ru",
        "Уехали почти три тысячи жителей; угнано 200 голов скота.",
        "3000 person displaced;200 livestock stolen",
    ),
    ("ru", "Погибли три женщины и двое детей.", "5 person killed"),
    (
        "uk",
        "Щонайменше 14 селян убито, спалено 30 будинків, втекли 250 родин.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    ("uk", "Від 400 до 500 людей виїхали після обстрілу.", "400-500 person displaced"),
    (
        "uk",
        "Бойовики викрали сімох школярів і поранили ще дванадцятьох людей.",
        "7 person abducted;12 person injured",
    ),
    (
        "uk",
        "Унаслідок удару загинуло двоє дітей, поранено двадцять трьох мешканців.",
        "2 person killed;23 person injured",
    ),
    ("uk", "Окупанти виселили п'ятнадцять сімей.", "15 household evicted"),
    ("uk", "Затримано 23 чоловіків, зокрема чотирьох учителів.", "23 person detained"),
    ("uk", "З початку року депортовано понад 12 тис. дітей.", ""),
    (
        "uk",
        "Після обстрілу пошкоджено близько сотні будинків, евакуйовано майже три тисячі мешканців.",
        "100 housing partially destroyed housing;3000 person evacuated",
    ),
    (
        "fa",
        "افراد مسلح دست‌کم ۱۴ دهقان را کشتند و ۳۰ خانه را آتش زدند؛ ۲۵۰ خانواده فرار کردند.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    ("fa", "بین ۴۰۰ تا ۵۰۰ نفر پس از حمله آواره شدند.", "400-500 person displaced"),
    (
        "fa",
        "طالبان هفت معلم را بازداشت کردند و دوازده نفر دیگر زخمی شدند.",
        "7 person detained;12 person injured",
    ),
    ("fa", "در این انفجار دو کودک کشته و بیست و سه نفر زخمی شدند.", "2 person killed;23 person injured"),
    ("fa", "پانزده خانواده از خانه‌های‌شان بیرون رانده شدند.", "15 household evicted"),
    ("fa", "ایران حدود سه هزار مهاجر را اخراج کرد.", "3000 person deported"),
    ("fa", "از آغاز سال بیش از ۶۸۰ هزار نفر اخراج شده‌اند.", ""),
    ("fa", "دزدان ۲۰۰ رأس گوسفند را با خود بردند.", "200 livestock stolen"),
    (
        "sw",
        "Watu wasiopungua 14 waliuawa na nyumba 30 zilichomwa moto; familia 250 zilikimbia.",
        "14 person killed;30 housing destroyed housing;250 household forced to flee",
    ),
    ("sw", "Kati ya watu 400 na 500 wamehama makazi yao baada ya shambulio.", "400-500 person displaced"),
    (
        "sw",
        "Waasi waliwateka nyara wanafunzi saba na kuwajeruhi watu kumi na wawili.",
        "7 person abducted;12 person injured",
    ),
    (
        "sw",
        "Watoto wawili waliuawa na watu ishirini na watatu walijeruhiwa katika mlipuko.",
        "2 person killed;23 person injured",
    ),
    ("sw", "Familia kumi na tano zilifurushwa na polisi.", "15 household displaced"),
    ("sw", "Wezi waliiba ng'ombe mia mbili.", "200 livestock stolen"),
    ("sw", "Zaidi ya watu milioni saba wamehama tangu mwaka 2023.", ""),
    ("sw", "Polisi waliwakamata wanaume 23, wakiwemo walimu wanne.", "23 person detained"),
    (
        "sw",
        "Mamia ya familia zimekimbia makazi yao; karibu watu elfu tatu wamekwama.",
        "100 household displaced;3000 person trapped",
    ),
    (
        "en",
        "At least nine people, including three children, were killed "
        "and 21 others wounded when shells hit a bus station.",
        "9 person killed;21 person injured",
    ),
    (
        "en",
        "Some 320 households fled the villages of Ama and Boko after gunmen stole 450 cows.",
        "320 household forced to flee;450 livestock stolen",
    ),
    (
        "en",
        "Soldiers rounded up 60 young men and forcibly recruited 14 of them.",
        "60 person abducted;14 person recruited",
    ),
    (
        "en",
        "The attack left 17 dead and scores injured, the mayor said.",
        "17 person killed;40 person injured",
    ),
    (
        "en",
        "Militants beheaded six fishermen; two women remain missing.",
        "6 person killed;2 person missing",
    ),
    (
        "en",
        "Over a thousand families lost their homes as bulldozers razed the camp.",
        "1000 household homeless",
    ),
    (
        "en",
        "The insurgents freed 12 hostages but are still holding 30.",
        "12 person rescued",
    ),
    (
        "en",
        "Thirty-five civilians, 12 of them women, died in the air strike on the market.",
        "35 person killed",
    ),
    (
        "en",
        "A drone strike killed a couple and their three children.",
        "3 person killed",
    ),
    (
        "fr",
        "Neuf personnes, dont trois enfants, ont été tuées et 21 autres blessées dans le bombardement.",
        "9 person killed;21 person injured",
    ),
    (
        "fr",
        "Quelque 320 ménages ont fui les villages d'Ama et de Boko.",
        "320 household forced to flee",
    ),
    (
        "fr",
        "L'attaque a fait 17 morts et une vingtaine de blessés, selon le maire.",
        "17 person killed;20 person injured",
    ),
    (
        "fr",
        "Les assaillants ont emporté 450 têtes de bétail et incendié 12 habitations.",
        "450 livestock stolen;12 housing destroyed housing",
    ),
    (
        "fr",
        "Plus d'un millier de familles se retrouvent sans abri après la démolition du camp.",
        "1000 household homeless",
    ),
    (
        "fr",
        "Les miliciens ont violé au moins huit femmes dans la nuit.",
        "8 person raped",
    ),
    (
        "fr",
        "Une femme a été enlevée et deux hommes sont portés disparus.",
        "1 person abducted;2 person missing",
    ),
    (
        "es",
        "Nueve personas, entre ellas tres niños, murieron y otras 21 resultaron heridas en el bombardeo.",
        "9 person killed;21 person injured",
    ),
    (
        "es",
        "El ataque dejó 17 muertos y una veintena de heridos, según el alcalde.",
        "17 person killed;20 person injured",
    ),
    (
        "es",
        "Unos 320 hogares tuvieron que abandonar las veredas por los combates.",
        "320 household displaced",
    ),
    (
        "es",
        "Los paramilitares se llevaron a ocho jóvenes y mataron a un maestro.",
        "8 person abducted;1 person killed",
    ),
    (
        "es",
        "Más de mil familias quedaron sin hogar tras la demolición del campamento.",
        "1000 household homeless",
    ),
    (
        "es",
        "Al menos ocho mujeres fueron violadas por hombres armados.",
        "8 person raped",
    ),
    (
        "pt",
        "Nove pessoas, entre elas três crianças, morreram e outras 21 ficaram feridas no bombardeamento.",
        "9 person killed;21 person injured",
    ),
    (
        "pt",
        "O ataque fez 17 mortos e cerca de vinte feridos, segundo o administrador.",
        "17 person killed;20 person injured",
    ),
    (
        "pt",
        "Cerca de 320 agregados familiares abandonaram as aldeias por causa dos combates.",
        "320 household displaced",
    ),
    (
        "pt",
        "Os terroristas raptaram oito raparigas e decapitaram dois homens.",
        "8 person abducted;2 person killed",
    ),
    (
        "pt",
        "Mais de mil famílias ficaram sem casa após as demolições.",
        "1000 household homeless",
    ),
    (
        "ar",
        "قُتل تسعة أشخاص بينهم ثلاثة أطفال وأصيب ٢١ آخرون في القصف.",
        "9 person killed;21 person injured",
    ),
    (
        "ar",
        "أسفر الهجوم عن سقوط ١٧ قتيلا وعشرات الجرحى.",
        "17 person killed;12 person injured",
    ),
    (
        "ar",
        "نزحت نحو ٣٢٠ أسرة من القرية بسبب المعارك.",
        "320 household displaced",
    ),
    (
        "ar",
        "خطف مسلحون ثماني فتيات وقتلوا رجلين.",
        "8 person abducted;2 person killed",
    ),
    (
        "ar",
        "أحرق المستوطنون خمسة منازل وسرقوا ٤٥٠ رأسا من الأغنام.",
        "5 housing destroyed housing;450 livestock stolen",
    ),
    (
        "ar",
        "فقدت أكثر من ألف عائلة منازلها بعد هدم المخيم.",
        "1000 household homeless",
    ),
    (
        "ar",
        "رحلت السلطات ١٢٠ لاجئا سوريا إلى الحدود.",
        "120 person deported",
    ),
    (
        "ar",
        "اغتصب مسلحون ١٢ امرأة على الطريق.",
        "12 person raped",
    ),
    (
        "ru",
        "Девять человек, в том числе трое детей, погибли, ещё 21 ранен при обстреле.",
        "9 person killed;21 person injured",
    ),
    (
        "ru",
        "В результате атаки погибли 17 человек, десятки получили ранения.",
        "17 person killed;12 person injured",
    ),
    (
        "ru",
        "Около 320 семей бежали из сёл из-за боёв.",
        "320 household forced to flee",
    ),
    (
        "ru",
        "Вооружённые люди увезли восьмерых девушек и убили двоих мужчин.",
        "8 person abducted;2 person killed",
    ),
    (
        "ru",
        "Более тысячи семей остались без крова после сноса лагеря.",
        "1000 household homeless",
    ),
    (
        "ru",
        "Депортированы 120 граждан Узбекистана.",
        "120 person deported",
    ),
    (
        "ru",
        "Сожжены пять домов, угнаны 450 овец, сообщили жители.",
        "5 housing destroyed housing;450 livestock stolen",
    ),
    (
        "uk",
        "Дев'ятеро людей, серед них троє дітей, загинули, ще 21 поранено під час обстрілу.",
        "9 person killed;21 person injured",
    ),
    (
        "uk",
        "Унаслідок атаки загинули 17 людей, десятки дістали поранення.",
        "17 person killed;12 person injured",
    ),
    (
        "uk",
        "Близько 320 родин утекли із сіл через бої.",
        "320 household forced to flee",
    ),
    (
        "uk",
        "Окупанти вивезли вісьмох підлітків і вбили двох чоловіків.",
        "8 person evacuated;2 person killed",
    ),
    (
        "uk",
        "Понад тисяча родин лишилися без житла після удару.",
        "1000 household homeless",
    ),
    (
        "uk",
        "Знищено п'ять будинків, пошкоджено ще 14 внаслідок удару дронів.",
        "5 housing destroyed housing;14 housing partially destroyed housing",
    ),
    (
        "fa",
        "نه نفر به شمول سه کودک کشته و ۲۱ تن دیگر زخمی شدند.",
        "9 person killed;21 person injured",
    ),
    (
        "fa",
        "در این حمله ۱۷ تن کشته و ده‌ها تن زخمی شدند.",
        "17 person killed;12 person injured",
    ),
    (
        "fa",
        "حدود ۳۲۰ خانواده به دلیل جنگ آواره شدند.",
        "320 household displaced",
    ),
    (
        "fa",
        "افراد مسلح هشت دختر را ربودند و دو مرد را کشتند.",
        "8 person abducted;2 person killed",
    ),
    (
        "fa",
        "بیش از هزار خانواده پس از تخریب کمپ بی‌خانمان شدند.",
        "1000 household homeless",
    ),
    (
        "fa",
        "طالبان ۱۲ خانه را ویران کردند و ۴۵۰ گوسفند را بردند.",
        "12 housing destroyed housing;450 livestock stolen",
    ),
    (
        "sw",
        "Watu tisa, wakiwemo watoto watatu, waliuawa na wengine 21 kujeruhiwa katika shambulio.",
        "9 person killed;21 person injured",
    ),
    (
        "sw",
        "Shambulio hilo lilisababisha vifo vya watu 17 na makumi ya majeruhi.",
        "17 person killed;12 person injured",
    ),
    (
        "sw",
        "Takriban kaya 320 zimekimbia vijiji kutokana na mapigano.",
        "320 household forced to flee",
    ),
    (
        "sw",
        "Waasi waliwateka wasichana wanane na kuwaua wanaume wawili.",
        "8 person abducted;2 person killed",
    ),
    (
        "sw",
        "Zaidi ya familia elfu moja hazina makao baada ya kambi kubomolewa.",
        "1000 household homeless",
    ),
    (
        "sw",
        "Walichoma nyumba tano na kuiba kondoo 450.",
        "5 housing destroyed housing;450 livestock stolen",
    ),
]


@pytest.mark.parametrize(("language", "sentence", "figures"), SENTENCES)
def test_a_sentence_yields_its_figures(language: str, sentence: str, figures: str) -> None:
    assert told(sentence, language) == sorted(part for part in figures.split(";") if part)


NOT_FIGURES = [
    ("en", "The town, home to 65,000 people, lies 90 kilometres from Kadugli, where 12 trucks were burned."),
    ("en", "Armed men on 40 motorcycles attacked the village, 3 witnesses said."),
    ("en", "The agency will assist 15,000 people and has sent 31 trucks with 48 tonnes of food."),
    ("en", "The charity interviewed 19 families about the attack."),
    ("en", "Soldiers killed 31 fighters in the operation."),
    ("fr", "Des hommes armés arrivés sur 40 motos ont attaqué le village, une ville de 65 000 habitants."),
    ("fr", "L'ONG a recueilli le récit de 19 familles."),
    ("es", "El municipio, de 22.000 habitantes, está a 90 kilómetros; hombres armados llegaron en 12 motos."),
    ("pt", "A vila, de 65 mil habitantes, fica a 50 quilómetros; o exército enviou 12 viaturas."),
    ("ar", "هاجم مسلحون القرية على متن ١٢ سيارة، وتبعد ٩٠ كيلومترا عن المدينة."),
    ("ru", "В посёлке до войны жили 18 тысяч человек, по нему нанесли 12 ударов."),
    ("uk", "До вторгнення тут мешкало 53 тис. людей, впало 12 бомб."),
    ("fa", "این ولسوالی حدود ۲۵ هزار نفر نفوس دارد و ۱۲ موتر رسید."),
    ("sw", "Majambazi walikuja na magari kumi kijijini, umbali wa kilomita 60."),
]


@pytest.mark.parametrize(("language", "sentence"), NOT_FIGURES)
def test_places_vehicles_fighters_and_sources_are_not_counted(language: str, sentence: str) -> None:
    assert told(sentence, language) == []


CUMULATIVE = [
    ("en", "More than 160,000 people have been evicted in the capital this year."),
    ("en", "The arrests bring to at least 73 the number of aid workers detained by the group."),
    ("fr", "Plus de 34 000 personnes ont été expulsées depuis 2021."),
    ("es", "Desde enero fueron desplazadas 20.000 personas."),
    ("pt", "Mais de 300 mil pessoas foram expulsas desde 2018."),
    ("ar", "نزح أكثر من ٥٠٠ ألف شخص منذ عام ٢٠٢٣."),
    ("ru", "С начала года выселено 1 200 семей."),
    ("uk", "Від початку року евакуйовано 12 тис. мешканців."),
    ("fa", "از آغاز امسال بیش از ۶۸۰ هزار نفر اخراج شده‌اند."),
    ("sw", "Watu 20,000 wamehama makazi yao tangu mwaka 2023."),
]


@pytest.mark.parametrize(("language", "sentence"), CUMULATIVE)
def test_a_running_total_is_no_event(language: str, sentence: str) -> None:
    (candidate,) = candidates(sentence, language)

    assert candidate.figure.role is FigureRole.CUMULATIVE
    assert candidate.reasons


def test_since_a_weekday_is_the_event() -> None:
    assert told("About 640 households have fled since Monday.") == ["640 household forced to flee"]


def test_an_older_count_is_superseded() -> None:
    found = candidates("Gunmen killed 27 people, up from 19.")

    assert [(c.figure.value, c.figure.role) for c in found] == [
        (27, FigureRole.EVENT),
        (19, FigureRole.SUPERSEDED),
    ]


def test_another_year_is_context() -> None:
    (candidate,) = candidates("In 2017, 69 people were killed in the same commune.")

    assert candidate.figure.role is FigureRole.CONTEXT


def test_parts_of_a_figure_are_not_told_as_events() -> None:
    assert told("Gunmen abducted 38 people, including 12 women and 4 children.") == ["38 person abducted"]


def test_households_and_people_of_one_group_are_two_figures_neither_added() -> None:
    assert told("Some 486 families, or 2,410 people, fled after the attack.") == [
        "2410 person forced to flee",
        "486 household forced to flee",
    ]


def test_households_never_become_people() -> None:
    found = candidates("Militiamen drove 600 families from their homes.")

    assert [(c.figure.value, c.figure.unit) for c in found] == [(600, Unit.HOUSEHOLD)]


def test_a_count_without_a_noun_takes_that_of_the_verb_or_of_the_figure_before() -> None:
    assert told("Shells killed 11 and wounded 27; six houses were destroyed and 19 damaged.") == [
        "11 person killed",
        "19 housing partially destroyed housing",
        "27 person injured",
        "6 housing destroyed housing",
    ]


def test_another_source_puts_the_number_higher() -> None:
    text = "Gunmen abducted 38 people, police said. The village head put the number at 52."

    assert told(text) == ["38 person abducted", "52 person abducted"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A midwife was killed when the army shelled the clinic."),
        ("fr", "Un berger a été tué par des hommes armés."),
        ("es", "Una campesina fue asesinada en la vereda."),
        ("pt", "Um pescador foi morto por homens armados."),
        ("ru", "При обстреле погибла женщина."),
        ("uk", "Унаслідок обстрілу загинула жінка."),
        ("ar", "قتلت امرأة في القصف."),
        ("fa", "در این حمله یک زن کشته شد."),
        ("sw", "Mwanamke aliuawa katika shambulio."),
    ],
)
def test_one_named_victim_counts_as_one(language: str, sentence: str) -> None:
    assert told(sentence, language) == ["1 person killed"]


def test_a_rounded_headline_gives_way_to_the_count_of_the_story() -> None:
    title, text = (
        "Thousands flee as jets strike villages",
        "Nearly 3,200 people have fled since Saturday after the strikes.",
    )

    (candidate,) = candidates(text, title=title)

    assert (candidate.figure.value, candidate.figure.qualifier) == (3_200, Qualifier.APPROXIMATELY)
    assert candidate.figure.text == "Nearly 3,200 people"


def test_a_home_lost_to_a_flood_is_one_household_and_a_home_burned_by_men_stays_a_home() -> None:
    assert told("Floods destroyed 60 homes in the valley.") == ["60 household destroyed housing"]
    assert told("Gunmen destroyed 60 homes in the valley.") == ["60 housing destroyed housing"]


def test_the_words_of_a_figure_are_those_of_the_text() -> None:
    document = build_document("", "Police said at least 26 residents were killed.", "en")

    (candidate,) = find_figures(document, LEXICON)

    figure = candidate.figure
    assert document.full[figure.start : figure.end] == figure.text == "at least 26 residents"
    assert figure.qualifier is Qualifier.AT_LEAST


def test_the_event_stands_before_totals_and_displacement_before_damage() -> None:
    text = "Rebels burned 30 houses; 4,000 fled. Some 90,000 people have been displaced since 2021."

    ranked = rank(candidate.figure for candidate in candidates(text))

    assert [figure.value for figure in ranked] == [4_000, 30, 90_000]


def test_a_language_we_do_not_read_has_no_figures() -> None:
    assert find_figures(build_document("", "12 Menschen wurden getötet.", "de"), LEXICON) == ()


def test_an_endless_list_of_numbers_is_cut_off() -> None:
    found = find_figures(build_document("", "12 killed, 7 people fled and " * 4_000, "en"), LEXICON)

    assert {candidate.figure.value for candidate in found} == {7, 12}


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(FigureLexiconError, match=r"en\.yaml"):
        load_figure_lexicon(tmp_path)


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    for file in CONFIG.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "fr.yaml").open("a", encoding="utf-8") as lexicon:
        lexicon.write('\nspeling: "maison"\n')

    with pytest.raises(FigureLexiconError, match=r"fr\.yaml: unknown key 'speling'"):
        load_figure_lexicon(tmp_path)


def test_a_fragment_of_lines_is_read_as_one() -> None:
    assert told("321\nHouses\ndestroyed") == ["321 household destroyed housing"]
