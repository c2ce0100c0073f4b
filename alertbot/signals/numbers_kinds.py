"""What a number measures, by the words beside it: what is an age, a date or a price is no count."""

from __future__ import annotations

from enum import StrEnum


class NumberKind(StrEnum):
    """What a number is used for; only a COUNT may become a figure."""

    COUNT = "count"
    PERCENT = "percent"
    AGE = "age"
    DATE = "date"
    YEAR = "year"
    DURATION = "duration"
    DISTANCE = "distance"
    MONEY = "money"
    ORDINAL = "ordinal"
    TIME = "time"
    OTHER = "other"
    """Phone numbers, roads, resolutions, weapons, decimals, weights, areas."""


_WORDS_AFTER = {
    NumberKind.PERCENT: (
        "percent per\u00a0cent pct pourcent percentage points porcento درصد فیصد فيصد asilimia"
        " процент процента процентов процентам проц відсоток відсотки відсотків відсотка"
    ),
    NumberKind.AGE: "yo year-old",
    NumberKind.DURATION: (
        "second seconds minute minutes hour hours hrs day"
        " days night nights week weeks weekend weekends month months"
        " year years decade decades century centuries quarter semester"
        " seconde secondes heure heures jour jours nuit nuits"
        " semaine semaines mois an ans année années décennies siècles"
        " segundo segundos minuto minutos hora horas día días"
        " dia noche noches semana semanas mes meses año años"
        " década décadas siglo siglos"
        " dias noite noites mês ano anos século séculos"
        " ثانيه دقيقه دقائق ساعه ساعات ساعتين يوم يوما ايام ليله ليال"
        " ليالي اسبوع اسابيع شهر شهرا اشهر شهور عام عاما اعوام سنه سنوات سنين"
        " عقود قرون عقد"
        " минута минуты минут минуту час часа часов день дня дней"
        " сутки суток ночь ночи ночей неделя недели недель неделю месяц месяца"
        " месяцев год года лет году годов"
        " десятилетий десятилетия летний летняя летнего летней летнюю летние"
        " хвилина хвилини хвилин година години годин день дні днів"
        " доба доби діб ніч ночі ночей тиждень тижні тижнів місяць місяці"
        " місяців рік роки років року річний річна річного річну річні"
        " ثانیه دقیقه ساعت روز شب هفته ماه سال ساله دهه قرن شبانهروز"
        " sekunde dakika saa siku usiku wiki mwezi miezi mwaka miaka muongo miongo karne"
    ),
    NumberKind.DISTANCE: (
        "km kms m cm mm mi mile miles metre metres meter meters foot feet yard yards inch inches"
        " mètre mètres mille-marins milla millas metro metros légua léguas"
        " км м см мм метр метра метров метри метрів миль милях"
        " كم كلم متر مترا امتار ميل ميلا اميال کیلومتر کیلومتری متری مایل mita maili"
    ),
    NumberKind.MONEY: (
        "dollar dollars usd euro euros eur pound pounds gbp naira"
        " shilling shillings rupee rupees rs lakh-rupees taka kyat birr cedi"
        " cedis peso pesos franc francs fcfa cfa xaf xof"
        " real reais meticais metical kwanza kwanzas bolívares lempiras quetzales soles"
        " gourde gourdes dinar dinars dirham dirhams dírhams riyal riyals"
        " rial rials afghani afghanis baht kina kip dong yuan rupiah"
        " ringgit hryvnia hryvnias ruble rubles rouble roubles shekel"
        " shekels lira liras ksh tsh ush cents centimes céntimos dólares"
        " dólar dolares euros libras rands rand leone leones pula won yen ouguiya ariary"
        " рубль рубля рублей рублям руб доллар доллара долларов евро"
        " гривна гривны гривен грн тенге сом сомов сум сумов манатов"
        " гривня гривні гривень долар долари доларів євро рублів"
        " دولار دولارا دولارات يورو دينار دينارا دنانير ريال"
        " ريالا ريالات جنيه جنيها جنيهات ليره درهم درهما دراهم شيكل"
        " دالر دلار یورو افغانی تومان ریال روپیه کلدار کلدار"
        " dola shilingi sh faranga paundi"
    ),
    NumberKind.OTHER: (
        "tonne tonnes ton tons kg kgs kilo kilos kilogram kilograms"
        " gram grams g litre litres liter liters gallon gallons barrels"
        " acre acres hectare hectares ha sq square bigha bighas"
        " mw megawatts degrees mm calibre rounds points goals seats votes"
        " kilogramme kilogrammes gramme grammes degrés carrés"
        " tonelada toneladas kilogramo kilogramos gramos litros hectárea"
        " hectáreas barriles grados quilo quilos quilogramas hectares alqueires"
        " тонна тонны тонн кг килограмм килограмма килограммов"
        " гектар гектара гектаров га литр литров литра градусов сотен"
        " тонни тон гектари гектарів літрів кілограмів кілограми"
        " طن طنا اطنان كيلوغرام كيلو كغ هكتار هكتارا لتر لترا"
        " برميل فدان فدانا دونم دونما تن\u200cکالا تُن جریب لیتر کیلو کیلوگرام هکتار"
        " tani ekari hekta lita"
    ),
    NumberKind.TIME: "am pm a.m p.m gmt utc est o'clock hrs heure h",
    NumberKind.ORDINAL: "st nd rd th er re e è ème eme º ª-й ° o й я го му ый ой ом е ша",
}
AFTER = {
    word.replace("\u00a0", " "): kind for kind, words in _WORDS_AFTER.items() for word in words.split(" ")
}

AFTER_STEMS = {
    "kilom": NumberKind.DISTANCE,
    "kilóm": NumberKind.DISTANCE,
    "quilô": NumberKind.DISTANCE,
    "quiló": NumberKind.DISTANCE,
    "килом": NumberKind.DISTANCE,
    "кілом": NumberKind.DISTANCE,
    "كيلوم": NumberKind.DISTANCE,
    "percen": NumberKind.PERCENT,
    "procen": NumberKind.PERCENT,
    "процен": NumberKind.PERCENT,
    "відсот": NumberKind.PERCENT,
    "гектар": NumberKind.OTHER,
    "hectar": NumberKind.OTHER,
    "ساله": NumberKind.AGE,
    "سالها": NumberKind.AGE,
    "летн": NumberKind.AGE,
    "річн": NumberKind.AGE,
    "متری": NumberKind.DISTANCE,
    "کیلوم": NumberKind.DISTANCE,
}
"""The same for words of many forms, by their first five or six letters."""

TWO_AFTER = {
    ("per", "cent"): NumberKind.PERCENT,
    ("pour", "cent"): NumberKind.PERCENT,
    ("por", "ciento"): NumberKind.PERCENT,
    ("por", "cento"): NumberKind.PERCENT,
    ("في", "المئه"): NumberKind.PERCENT,
    ("في", "المائه"): NumberKind.PERCENT,
    ("a", "m"): NumberKind.TIME,
    ("p", "m"): NumberKind.TIME,
    ("in", "ten"): NumberKind.PERCENT,
    ("in", "10"): NumberKind.PERCENT,
    ("out", "of"): NumberKind.PERCENT,
    ("سه", "شنبه"): NumberKind.DATE,
    ("точка", "зору"): NumberKind.OTHER,
    ("square", "kilometres"): NumberKind.OTHER,
    ("months", "pregnant"): NumberKind.AGE,
}
ONE_AFTER_PERCENT = frozenset({"بالمئه", "بالمائه", "درصد"})

_WORDS_BEFORE = {
    NumberKind.MONEY: "usd eur gbp rs inr ksh tsh ksh. us$ $ mk zmw r dola shilingi sh faranga euro naira",
    NumberKind.PERCENT: "asilimia",
    NumberKind.AGE: (
        "aged age âgé âgée âgés âgées agé agée agés ages"
        " edad edades idade idades возрасте возраста віком віці عمره عمرها اعمارهم"
        " اعمارهن سن سنین umri"
    ),
    NumberKind.TIME: "saa الساعه ساعت",
    NumberKind.DURATION: "siku usiku wiki mwezi miezi mwaka miaka dakika masaa muda",
    NumberKind.DISTANCE: "kilomita km mita maili kilomita",
    NumberKind.OTHER: (
        "no nos number-one № n° nº resolution resolución résolution"
        " resolução résolution article artículo artigo articles route rn rd highway"
        " road chak block blocks ward wards zone sector"
        " section district-no phase line row group unit brigade battalion division"
        " carretera km. ruta bloque zona rodovia br quadra bloco"
        " резолюция резолюции статья статьи статье ст дом квартал блок школа школе школы № трасса"
        " резолюція резолюції стаття статті ст будинок"
        " رقم القرار قرار الماده ماده شماره ماده\u200cی"
        " قطعنامه tani ekari hekta kilo kilogramu lita namba"
        " figure table page chapter verse flight channel"
        " covid apollo boeing airbus tel phone téléphone tél article"
    ),
}
BEFORE = {word: kind for kind, words in _WORDS_BEFORE.items() for word in words.split()}

_MONTHS = (
    "january february march april june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
    " janvier février fevrier mars avril mai juin"
    " juillet août aout septembre octobre novembre décembre decembre"
    " enero febrero marzo abril mayo junio"
    " julio agosto septiembre setiembre octubre noviembre diciembre"
    " janeiro fevereiro março maio junho julho setembro outubro novembro dezembro"
    " يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر"
    " نوفمبر ديسمبر كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين"
    " جانفي فيفري افريل ماي جوان جويليه اوت"
    " января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    " січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
    " حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو"
    " حوت فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
    " جنوری فبروری مارچ اپریل جون جولای اگست سپتمبر اکتوبر نومبر"
    " دسمبر ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر نوامبر دسامبر"
    " januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba"
)
MONTHS = frozenset(_MONTHS.split())
MAY = frozenset({"may", "mar"})
"""Months that are other words as well: only with a capital letter."""
CURRENCY = "$€£¥₦₹฿₴₽₪₺"
