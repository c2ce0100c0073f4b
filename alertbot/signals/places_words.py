"""Words around names of places: kinds, prepositions, directions, flight and speech, in nine languages."""

from __future__ import annotations

from alertbot.gazetteer.fold import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word.replace("_", " ")) for word in text.split())


def _stems(text: str) -> tuple[str, ...]:
    return tuple(fold(word.replace("_", " ")) for word in text.split())


def _raw(text: str) -> frozenset[str]:
    """As written in lower case: 'à' is a place's preposition, 'a' an article."""
    return frozenset(text.split())


def _kinds(**texts: str) -> dict[str, str]:
    return {word: kind for kind, text in texts.items() for word in _words(text)}


KIND = _kinds(
    village="""cooperativa cooperativas ejido ejidos anexo finca fincas asentamiento asentamientos colonia
    waterfront village villages hamlet hamlets settlement settlements barangay
    sitio kebele kampung locality hameau hameaux localité localités bourgade campement campements
    quartier quartiers vereda veredas corregimiento aldea aldeas caserío comunidad comunidades resguardo
    poblado caserio barrio barrios aldeia aldeias povoado povoação comunidade bairro bairros quilombo
    село села селе селу селом сёла сел селах деревня деревни деревне деревню деревней деревень деревнях
    аул ауле аула посёлок посёлка посёлке посёлку поселок кишлак кишлаке кишлака хутор хуторе хутора
    станица станице селище селища селищі селищем селі сёл ساحه ساحهٔ ساحة خربة عزبة نجع قرية قرى قريتي تجمع
    بلدة بلدات بلدتي حي حارة مخيم قریه قریهٔ قریۀ قریه‌ی قريه روستا روستای روستاهای قریه‌های دهکده شهرک
    kijiji vijiji kitongoji mtaa""",
    town="""town towns city cities suburb suburbs neighbourhood neighborhood neighbourhoods market ville
    villes
    cité ciudad pueblo ciudades vila cidade cidades vila город города городе городу городом города місто
    міста місті містом містечко містечка городок городке мкр микрорайон микрорайоне مدينة مدن مدينتي
    ضاحية شهر mji miji mjini soko""",
    camp="""camp camps site acampamento campamento campo лагерь лагере лагеря табір таборі табору مخيم مخيمات
    معسكر اردوگاه کمپ kambi kambini""",
    district="""district districts township townships county counties territory territories woreda subdistrict
    sub-county tehsil upazila commune communes municipality municipalities locality localities chiefdom
    chiefdoms payam payams parish lga ward regency regencies kabupaten territoire territoires cercle
    cercles préfecture préfectures sous-préfecture arrondissement arrondissements canton cantón
    municipio municipios distrito distritos município municípios concelho posto parroquia район района
    районе району районом районы районах громад громада громади громаді громаду округ округа округе
    округу раён районі районом районів уезд махалла مديرية مديريات قضاء ناحية محلية محليات بلدية معتمدية
    دائرة ولسوالی ولسوالي ولسوالۍ شهرستان بخش ناحیه حصهٔ حصه wilaya tarafa kata eneo""",
    province="""province provinces state states region regions governorate governorates department departments
    prefecture oblast krai région régions département départements provincia provincias estado
    departamento departamentos província províncias região regiões região область области областью
    областей області областю край края крае краю провинция провинции провинцию провинцией провинциях
    штат штата штате штате провінція провінції провінцію регион регионе региона регіон регіоні محافظة
    محافظات ولاية ولايات إقليم منطقة مقاطعة ولایت ولایت‌های استان mkoa mikoa jimbo majimbo jimboni
    mkoani""",
    area="""valley area areas река реки реке реку рекой річка річки річці ріка ріки гора горы горе
    перевал перевала перевале hills hill mountains mountain forest island islands river lake corridor
    highlands
    plain plains axis junction crossing border port gulf creek delta vallée zone zones forêt île îles
    axe plaine lac valle zona zonas isla sierra río cuenca selva zona vale ilha serra terra terras rio
    долина долины долине ущелье ущелья остров острова острове بادية البادية وادي جبل جبال جزيرة جزر نهر
    سهل غابة بحيرة
    منطقة دره درهٔ کوه جزیره منطقه منطقهٔ bonde msitu kisiwa ziwa""",
)
"""Folded word to the kind of place that it introduces or follows."""

KIND_LEVEL = {
    "village": "place",
    "town": "place",
    "camp": "place",
    "district": "admin2",
    "province": "admin1",
}

LINKS = _words(
    """of de du des del da do dos das d l la le les el los las the e i ye ya wa za cha la y of_the mwa
    réfugiés déplacés refugiados desplazados deslocados wakimbizi ndani беженцев переселенцев للنازحين
    للاجئين النازحين اللاجئين refugees internes internos в у на الـ د"""
)
"""Words that may stand between a kind and a name, or within a name."""
INNER = _words(
    """de du des del da do dos das d l la le les el los las au aux sous lès e i y al ul ad as ed ez az an
    ash e ye ya wa of the sur en na bin and ben"""
)

LOCATIVE = _raw(
    """hit struck attacked entered stormed shelled bombed raided overran torched besieged left fled reached
    attaqué frappé fui quitté atacaron atacó abandonaron atacaram abandonaram in at near around outside
    inside across within throughout on through over from of à au aux en dans sur près depuis vers entre
    autour de du d des en de desde cerca sobre entre hasta del em no na nos nas perto de do da desde в
    во на под возле у около из с близ через по недалеко у в на під біля поблизу із з зі до коло від по
    في من إلى الى قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط داخل خارج على نحو بين عن حول باتجاه
    ريف بريف محيط بمحيط أطراف مشارف ضواحي بضواحي غوطة جنوبيّ
    صوب در از به نزدیک تا بر شمال جنوب شرق غرب مرکز حومهٔ سوی katika kwenye huko mjini kutoka hadi kwa
    wa ya karibu nchini mkoani wilayani kijijini жителей жители жителям населению населения населенню
    населення жителів мешканців мешканці
    мешканцям окраине окраинах
    окрестностях центре центрі пригороде околиці околицях باشندگان ساکنان wakazi"""
)
TO = _raw(
    """to towards toward into vers hacia para rumo hasta até إلى الى نحو باتجاه صوب به سوی hadi kuelekea до"""
)
FLIGHT = _stems(
    """نزح نزوح فر فرار لجأ لجوء هرب غادر وصل نقل ترحيل تهجير توجه طريق رفت پناه آواره بیجا رسید برگرد کوچید
    انتقال اخراج گریخت fled flee escap displac evacuat deport expel transfer moved taken
    exode fuit fui déplac évacu expuls transfér huy huid despla evacua deporta expulsa fug deslocad бежа
    бегу беже эваку
    вывез вывоз депорт высл пересел втек евакуй вивез вивоз hama"""
)
"""Stems near which 'to' leads away from the event: flight, transport, expulsion."""
FROM = _raw("from de depuis desde of из від من از kutoka с із")
NEAR = _words(
    """near outside around km kilometres kilometers miles north south east west northeast northwest
    southeast southwest près proximité kilomètres nord sud est ouest autour cerca kilómetros norte sur
    este oeste perto quilómetros quilômetros sul возле около близ недалеко км километрах севернее южнее
    восточнее западнее біля поблизу коло кілометрах північ південь قرب بالقرب شمال جنوب شرق غرب شمالي
    جنوبي شرقي غربي كيلومترا كم نزدیک کیلومتری karibu kilomita kaskazini kusini mashariki magharibi"""
)
OFFICES = _stems(
    """министерств управлени департамент комитет прокуратур правительств совет верховн госдум кремл
    минобороны мид мвд
    міністерств управлінн прокуратур уряд верховн офіс генштаб"""
)
"""Russian and Ukrainian stems of offices: after 'в' they look like places."""
STREETS = _words(
    """street avenue rue avenue boulevard calle avenida carrera rua улица улице улицу улицы улицей проспект
    проспекте вулиця вулиці вулицю проспекті شارع خیابان barabara_ya mtaa_wa"""
)
ROADS = _words(
    """road roads highway route axe carretera camino vía estrada rodovia дороге дорога трассе трасса шоссе
    дорозі طريق جاده سرک barabara"""
)
ARRIVAL = _stems(
    """cross cruz travers пересек пересик перейш عبر vuka arriv reach shelter refuge safety bound
    registered flown treated taken_to hosted receiv transferr réfugi accueil gagn rejoint réfugie
    hébergé rejoindr transport évacué llegar llegó llegado refugi albergu traslad acogid cheg abrig
    refúg acolh transferid прибы приех укры размест размещ вывез доставл эвакуир прийня приїх вивез
    евакуй وصل لجأ نقل استقبل استضاف پناه رسید انتقال منتقل walifika wamefika"""
)
SEAT = _stems(
    """spokesm spokesw spokesp office offices headquarters ministry embassy told court university
    parliament summit talks porte-parole bureau siège ministère ambassade tribunal portavoz oficina sede
    ministerio embajada porta-voz escritório ministério embaixada пресс-секретар представител офис
    посольств речник офіс متحدث مقر سفارة محكمة سخنگو دفتر سفارت msemaji ofisi"""
)
SEAT_WORDS = frozenset(("un", "onu", "ohchr", "unhcr", "оон", "nu"))
SEAT_PLACES = _words(
    """geneva genève ginebra genebra женева женеве женеві جنيف ژنو hague haye haya haia гааге гаазі لاهاي
    new_york nueva_york nova_york нью_йорке нью_йорку brussels bruxelles bruselas bruxelas брюсселе
    брюсселі بروكسل strasbourg estrasburgo vienna vienne viena"""
)
"""Where international bodies sit and speak."""

TERRITORIES = _words(
    """gaza gaza_strip west_bank occupied_west_bank bande_de_gaza cisjordanie cisjordania cisjordânia
    franja_de_gaza
    faixa_de_gaza غزة قطاع_غزة الضفة الغربية_المحتلة الضفة_الغربية غزه نوار_غزه نوار_غزة کرانه_باختری
    القرم газа газе газы газу газой
    сектор_газа секторе_газа сектора_газа сектор_гази секторі_газа сектору_газа газі гази газою
    западный_берег западного_берега
    западном_берегу західний_берег західному_березі crimea crimée crimeia крым крыма крыму крымом крим
    криму кримом донбасс
    донбасса донбассе донбас донбасу донбасі donbas somaliland puntland abkhazia south_ossetia transnistria
    nagorno_karabakh нагорный_карабах нагорного_карабаха нагорном_карабахе western_sahara kashmir tigray"""
)
"""Parts of a country whose name is filed with the country's: told as places all the same."""

CITIZENS = _stems(
    """строител рабоч работник заробітчан робітник працівник трудов citizen national migrant refugee
    asylum_seekers seekers worker ressortissant réfugié travailleur
    demandeur ciudadan migrante refugiad trabajador cidad trabalhador граждан выходц уроженц мигрант
    беженц громадян біженц вихідц رعايا مواطن لاجئ مهاجر اتباع raia wakimbizi wahamiaji"""
)
SPATIAL = _raw(
    """hit struck attacked entered stormed shelled bombed raided overran torched besieged reached in at
    near outside around from through à aux en vers em no na perto в у біля под під возле katika kwenye
    huko mjini kijijini"""
)
"""Prepositions after which a capitalised word that nobody knows is a place."""

NAME_STOP = _words(
    """dam coast kaskazini mashariki amani chama
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday janvier février mars avril mai juin juillet août septembre
    octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba jumatatu jumanne
    jumatano alhamisi ijumaa jumamosi jumapili lundi mardi mercredi jeudi vendredi samedi dimanche lunes
    martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta the a an and but or
    if in on at of for to from by with as it its he she they we you i this that these those there here
    one two three four five six seven eight nine ten some many most all both each other more than then
    when where while who what why how no not yes our my his her their was were is are be been has had
    have said says say also after before over under about only even police army state government
    president minister governor united nations un eu ngo islamic human rights watch world health
    international committee red cross crescent national local north south east west northern southern
    eastern western central new old great saint san santa le la les un une des du de et ou mais si dans
    sur pour par avec il elle ils elles on nous vous ce cette ces selon plus trois quatre cinq six dix
    depuis après el los las una unos unas y o pero en con por para según más tres cuatro cinco seis diez
    desde al del lo su sus se no ni o os as um uma e mas em com por para segundo mais três quatro cinco
    seis dez desde ao do da dos das no na nos nas в на и а но по из за до для от при что как это он она
    они мы вы его ее их не ни с со о об у к бы был была были если по та але від про що як це він вона
    вони ми ви його її їх не ні з зі із для під над при wa ya na kwa katika ni la za cha vya watu zaidi
    baada kabla huko hata lakini shirika serikali polisi jeshi mr mrs ms dr pope king queen allah god
    christmas ramadan easter covid taliban hamas hezbollah unicef unhcr iom ocha msf who jan feb mar apr
    jun jul aug sep sept oct nov dec europe africa asia европе европы европу європі європи africa
    afrique europa áfrica afrika ulaya point zone buddhist hindu hindu catholic chakma двое трое четверо
    пятеро шестеро власти влада бойцы бойовики bedouin rohingya fulani peul peuls touareg tuareg hutu
    tutsi kurdish kurd arab arabs muslim muslims christian christians parliament congress senate family
    families people residents women men children villagers mission church mosque school hospital мужчин
    женщин жители полиция армия войска дом дома центр школа больница совет рада школи школа лікарня мать
    сил сили силы силам силами мэр мера мер глава международная
    міжнародна армія
    матери union republic democratic front force forces support rapid committee office council group
    movement party assembly court general major captain colonel bishop father sister brother mother
    market bank sun star times news radio press agency post monitor courier nation nations east west
    north south center centre park road street bridge river lake"""
)
"""Folded words that are no place by themselves, though some place has that name."""

ARABIC_STOP = _words(
    """في من على إلى الى عن مع هذا هذه ذلك التي الذي الذين كان كانت قال قالت وقال وقالت أن إن لم لا ما هو
    هي هم كل بعد قبل منذ حتى خلال عند بين تحت فوق حول نحو أكثر أقل غير بعض أحد واحد اثنين ثلاثة أربعة
    خمسة ستة سبعة ثمانية تسعة عشرة مئة ألف مليون شخص أشخاص عائلة أسرة رجل امرأة طفل أطفال نساء رجال منزل
    منازل بيت بيوت يوم أيام أسبوع شهر سنة عام أعوام الماضي الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة
    السبت الأمم المتحدة الأمن الجيش الشرطة الحكومة الرئيس الوزير المحافظ الناطق المتحدث المدير القائد
    السكان الأهالي المدنيين النازحين القرية المدينة الولاية المحافظة المنطقة المديرية القوات الدعم
    السريع قوات جماعة جماعات حركة المنظمة منظمة لجنة مكتب وزارة مصدر مصادر شهود عيان الصحة ليلة فجر صباح
    مساء ظهر عصر اليوم أمس الحرب القتال الهجوم القصف النار السلام العدل الأمل النصر الوحدة الجديد
    الجديدة الكبير الكبيرة القديم الأول الثاني محمد أحمد علي حسن حسين عبد الله عبدالله إبراهيم موسى عيسى
    يوسف عمر عثمان خالد سعيد صالح سالم ناصر جمال كريم محمود مصطفى إسماعيل أبو ابن أم میان دون أمن سكني
    سكنية تعليم صحة إطلاق ديسمبر يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر
    كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين قتل قتلى جرح جرحى أصيب نزح نزوح تهجير هجوم قصف
    نهب حرق إحراق خطف اعتقال مدرسة مستشفى مسجد كنيسة سوق شارع طريق جسر مخيم ماء نهر بحر عدد حوالي قرابة
    نحو زهاء مسلحون مسلحين عناصر تنظيم داعش طالبان حماس مدنيا مدنيين ضحايا قال أكد أعلن أفاد ذكر أوضح
    أضاف حسب بحسب وفق وفقا رويترز أف ب وكالة الأناضول قناة صحيفة تقرير بيان مقطع صور فيديو الشمالية
    الجنوبية الشرقية الغربية الشمال الجنوب الشرق الغرب در از به که را با این آن برای تا هم یک دو سه چهار
    پنج شش هفت هشت نه ده صد هزار است بود شد شده شدند کرد کرده کردند گفت گفته گفتند است اند تن نفر
    خانواده خانه خانه‌ها مردم زنان مردان کودکان کودک زن مرد روز شب ماه سال هفته گذشته دیروز امروز شنبه
    یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه طالبان حکومت دولت وزارت والی سخنگوی سخنگو مقام
    مقام‌ها سازمان ملل متحد منبع محلی باشندگان نیروهای نیرو فرمانده قوماندان امنیه پولیس اردو مکتب
    شفاخانه مسجد جنگ حمله بمباران انفجار ماین کشته زخمی فرار آواره بیجا رسانه خبرگزاری گزارش قریه
    ولسوالی ولایت شهر منطقه ناحیه سرک بازار زمین آب کوه نو کهنه بزرگ خورد سرخ سیاه سفید سبز جنوری فبروری
    مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس
    جدی دلو حوت احمد محمد علی حسن حسین خان گل عبدالله کریم رحیم نور شاه میر سید حاجی ملا مولوی دیگر
    نزدیک شماری بیش حدود تمام همه چند آنان آنها او ما شما من"""
)
"""Folded words of Arabic and Persian that are no place by themselves."""

COMPOUND = _words(
    """البو آل أم أبو ابو بني بنو بيت دير تل خربة عين وادي جبل كفر خان رأس شيخ الشيخ بئر حي سيدي عبد قلعة
    شط جرف مرج باب برج بن ذي ذو باب قصر ود دار أولاد حلة كوم عزبة نجع الحاج حاج شعب رملة طور زاوية حاجي
    خواجه خواجۀ ده قره کوه باغ باغ‌ چهار سیاه جر قلعه قلعهٔ قلعۀ پل تخت چاه دشت سر گل خم میر بالا نو دو
    هزار کوچه یکه"""
)
"""First words of names of two words in Arabic and Persian."""

BREAKS = _words(
    """في من على إلى الى عن مع التي الذي الذين التابعة التابع الواقعة الواقع بمحافظة بولاية بمديرية بمنطقة
    بإقليم بقضاء بريف بعد قبل حيث وقال إثر منذ خلال شمال جنوب شرق غرب شمالي جنوبي شرقي غربي قرب بين ثم
    لكن مساء صباح فجر ليلة عصر ظهر يوم أمس الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد الحدودية
    القريبة المجاورة ومنطقة ومدينة وقرية وبلدة ومحافظة وولاية اول دوم سوم در از به که را با برای تا و یا
    ولسوالی ولایت ناحیهٔ ناحیه مربوط مربوطات این آن شب روز شام صبح را شدند شد است بود کشته آتش وارد حمله
    رفتند فرار بیجا توسط گفتند می یک دو سه"""
)
"""Folded words that end a name of unknown length in Arabic and Persian."""
