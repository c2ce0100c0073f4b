"""The words beside which a private person's name, age or kin stands, in nine languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Alternatives of a regular expression, without groups."""

    kin: str
    """Relatives, in the singular where a name may follow: 'her son Ibrahim'."""
    role: str
    """Private people: 'a farmer', 'the survivor'."""
    called: str
    """'named', 'called', 'identified as'."""
    age: str
    """An age with its mark: 'aged 71 and 74', '15-year-old'."""
    life: str
    """How a relative clause about a private person goes on: ', who is nine'."""
    say: str
    office: str
    """Titles that keep the name after (or before) them in the text."""
    alias: str
    """'not her real name'."""


_N = r"\d{1,3}"

WORDS = {
    "en": PersonWords(
        kin="mother|father|wife|husband|son|daughter|brother|sister|uncle|aunt|cousin|nephew|niece"
        "|grandmother"
        "|grandfather|grandson|granddaughter|widow|widower|fiancée|parent|parents|sisters|brothers|sons"
        "|daughters",
        role="girl|boy|child|woman|man|farmer|herder|villager|resident|survivor|witness|refugee|migrant"
        "|student"
        "|pupil|teacher|nurse|midwife|driver|trader|fisherman|shopkeeper|tailor|carpenter|victim"
        "|detainee|teenager"
        "|baby|infant|toddler|worker|labourer|volunteer|neighbour|neighbor|housewife|escapee|orphan|orphaned",
        called="named|called|identified as|whose name is|name is|introduced herself as|introduced himself as",
        age=rf"aged? {_N}(?:(?:,| and| to| or) {_N})*|{_N}[- ]years?[- ]old|{_N} years of age",
        life=r"who (?:is|was|has|had|lost|fled|lives|lived|works|worked|walked|spent|escaped|asked|came"
        r"|left|saw|ran)|whose (?:son|daughter|husband|wife|house|home|brother|sister|father|mother)",
        say="said|says|recalled|recounted|added|explained|testified",
        office="president|minister|governor|mayor|commissioner|spokesman|spokeswoman|spokesperson"
        "|commander|chief"
        "|general|colonel|captain|major|lieutenant|officer|superintendent|prosecutor|ambassador|senator"
        "|director"
        "|coordinator|secretary|bishop|archbishop|imam|pope|king|prince|judge|magistrate|administrator"
        "|councillor"
        "|leader|chairman|chairwoman|chair|representative|envoy|rapporteur|head|adviser|speaker"
        "|professor|warlord"
        "|deputy|prefect|official|lawmaker|mp|sheikh|rev|gen|col|capt|maj|lt|gov|sen|amb|analyst"
        "|researcher|expert",
        alias="not (?:her|his|their) real name|name(?:s)? (?:has|have) been changed|name changed"
        "|a pseudonym|pseudonym",
    ),
    "fr": PersonWords(
        kin="mère|père|épouse|mari|fils|fille|filles|frère|sœur|frères|sœurs|oncle|tante|cousin|cousine|neveu"
        "|nièce|grand-mère|grand-père|veuve|veuf|parents",
        role="fillette|garçon|enfant|femme|homme|cultivateur|cultivatrice|éleveur|berger|villageois"
        "|villageoise"
        "|habitant|habitante|survivante|survivant|rescapé|rescapée|témoin|réfugié|réfugiée|migrant"
        "|élève|étudiant"
        "|étudiante|enseignant|enseignante|infirmier|infirmière|commerçante|commerçant|pêcheur"
        "|chauffeur|victime"
        "|adolescent|adolescente|bébé|voisin|voisine|déplacé|déplacée|orphelin|maçon|couturière"
        "|lycéenne|lycéen",
        called="nommée?|appelée?|prénommée?|surnommée?|dénommée?|du nom de|s'appelle|s’appelle"
        "|identifiée? comme",
        age=rf"âgée?s? de {_N}(?: (?:à|et|ou) {_N})? ans|de {_N}(?: (?:à|et|ou) {_N})? ans|{_N} ans",
        life=r"qui (?:a|avait|est|était|vit|vivait|a perdu|a fui|travaille|s\'est)|dont (?:le|la"
        r"|les) (?:fils|fille|mari|maison|frère|père|mère|enfants)",
        say="dit|raconte|témoigne|explique|confie|affirme|a dit|a raconté|a témoigné|souffle|lâche",
        office="président|présidente|ministre|gouverneur|maire|préfet|sous-préfet|porte-parole"
        "|commandant|général"
        "|colonel|capitaine|lieutenant|procureur|ambassadeur|sénateur|député|directeur|directrice"
        "|coordinateur"
        "|coordinatrice|secrétaire|évêque|archevêque|imam|pape|roi|juge|administrateur|conseiller|chef"
        "|représentant"
        "|rapporteur|responsable|bourgmestre|abbé|mgr|monseigneur|analyste|chercheur|chercheuse|expert",
        alias="prénom d'emprunt|prénom d’emprunt|nom d'emprunt|nom d’emprunt|le prénom a été (?:modifié"
        "|changé)|prénom modifié"
        "|prénom fictif|nom modifié|pseudonyme|prénom changé",
    ),
    "es": PersonWords(
        kin="madre|padre|esposa|esposo|hijo|hija|hijos|hijas|hermano|hermana|hermanos|hermanas|tío|tía"
        "|primo|prima"
        "|sobrino|sobrina|abuela|abuelo|nieto|nieta|viuda|viudo",
        role="niña|niño|mujer|hombre|campesino|campesina|agricultor|pescador|vecino|vecina|poblador|pobladora"
        "|sobreviviente|superviviente|testigo|refugiado|refugiada|migrante|estudiante|maestra|maestro"
        "|profesora"
        "|profesor|enfermera|comerciante|conductor|víctima|adolescente|joven|bebé|desplazada|desplazado"
        "|menor|anciana|anciano",
        called="llamada|llamado|de nombre|se llama|se llamaba|identificada como|identificado como"
        "|apodada|apodado",
        age=rf"de (?:entre )?{_N}(?: (?:a|y|o) {_N})? años|{_N} años",
        life=r"que (?:tiene|tenía|perdió|huyó|vive|vivía|trabaja|caminó|llegó)|quien (?:tiene|perdió"
        r"|huyó|vive)|cuy[oa] (?:hijo|hija|esposo|casa|hermano)",
        say="dijo|dice|contó|cuenta|relató|relata|explicó|afirmó|añadió|testificó",
        office="presidente|presidenta|ministro|ministra|gobernador|gobernadora|alcalde|alcaldesa"
        "|prefecto|vocero|vocera"
        "|portavoz|comandante|general|coronel|capitán|teniente|fiscal|embajador|senador|senadora"
        "|diputado|diputada"
        "|director|directora|coordinador|coordinadora|secretario|secretaria|obispo|arzobispo|papa|juez"
        "|jueza|jefe|jefa"
        "|representante|relator|relatora|personero|personera|defensor|defensora|padre|monseñor|analista"
        "|experto|líder",
        alias="nombre cambiado|nombres cambiados|nombre ficticio|no es su nombre real"
        "|no es su verdadero nombre|seudónimo",
    ),
    "pt": PersonWords(
        kin="mãe|pai|esposa|esposo|marido|filho|filha|filhos|filhas|irmão|irmã|irmãos|irmãs|tio|tia"
        "|primo|prima"
        "|sobrinho|sobrinha|avó|avô|neto|neta|viúva|viúvo",
        role="menina|menino|rapariga|rapaz|mulher|homem|camponês|camponesa|agricultor|pescador|morador"
        "|moradora"
        "|sobrevivente|testemunha|refugiado|refugiada|migrante|estudante|aluna|aluno|professora"
        "|professor|enfermeira"
        "|comerciante|motorista|vítima|adolescente|jovem|bebé|bebê|deslocada|deslocado|vizinha|vizinho"
        "|idosa|idoso|vendedora",
        called="chamada|chamado|de nome|se chama|chama-se|identificada como|identificado como"
        "|conhecida como|conhecido como",
        age=rf"de (?:entre )?{_N}(?: (?:a|e|ou) {_N})? anos|{_N} anos",
        life=r"que (?:tem|tinha|perdeu|fugiu|vive|vivia|trabalha|caminhou|chegou)|cuj[oa] (?:filho"
        r"|filha|marido|casa|irmão)",
        say="disse|diz|contou|conta|relatou|relata|explicou|afirmou|acrescentou",
        office="presidente|ministro|ministra|governador|governadora|prefeito|prefeita|porta-voz"
        "|comandante|general"
        "|coronel|capitão|tenente|procurador|procuradora|embaixador|senador|deputado|deputada|director"
        "|diretor|diretora"
        "|coordenador|coordenadora|secretário|secretária|bispo|arcebispo|papa|juiz|juíza|chefe"
        "|representante|relator"
        "|administrador|administradora|régulo|padre|dom|analista|pesquisador|especialista|delegado|cacique",
        alias="nome fictício|nome alterado|nomes alterados|não é o seu nome verdadeiro|nome trocado"
        "|pseudónimo|pseudônimo",
    ),
    "ru": PersonWords(
        kin="мать|матери|отец|отца|жена|жены|муж|мужа|сын|сына|дочь|дочери|брат|брата|сестра|сестры"
        "|дядя|тётя|тетя|бабушка"
        "|бабушки|дедушка|внук|внучка|племянник|племянница|вдова|вдовы|супруга|сёстры|сестер|сестёр|братьев",
        role="девочка|девочку|мальчик|мальчика|женщина|женщину|мужчина|жительница|житель|жителя"
        "|пенсионерка|пенсионер|крестьянин"
        "|дехканин|фермер|учительница|учитель|студентка|студентку|студент|врач|медсестра|водитель"
        "|беженка|беженец"
        "|пострадавшая|пострадавший|свидетель|свидетельница|очевидец|мигрант|подросток|ребёнок|ребенок"
        "|задержанный|задержанная",
        called="по имени|которую зовут|которого зовут|зовут|по фамилии",
        age=rf"{_N}-летн\w+|{_N} (?:лет|года|год)\b(?=[,. )])|в возрасте (?:от )?{_N}(?: (?:до"
        rf"|и) {_N})? (?:лет|года)?",
        life=r"котор(?:ый|ая|ой|ому|ую) (?:было|был|была|живёт|живет|жила|жил|потеряла|потерял|бежала"
        r"|бежал|работает|работал)",
        say="сказал|сказала|рассказал|рассказала|говорит|вспоминает|вспоминал|вспоминала|пояснил"
        "|пояснила|добавил|добавила",
        office="президент|министр|губернатор|мэр|глава|главы|представитель|представительница"
        "|пресс-секретарь|командующий|командир"
        "|генерал|полковник|капитан|майор|лейтенант|прокурор|посол|сенатор|депутат|директор|координатор"
        "|секретарь|епископ"
        "|имам|судья|начальник|руководитель|председатель|омбудсмен|уполномоченн\\w+|докладчик|эксперт"
        "|аналитик|спикер|адвокат",
        alias="имя изменено|имена изменены|имя вымышленное",
    ),
    "uk": PersonWords(
        kin="мати|матері|мама|батько|батька|дружина|дружини|син|сина|донька|доньки|дочка|брат|брата"
        "|сестра|сестри|дядько"
        "|тітка|бабуся|бабусі|дідусь|онук|онука|онучка|племінник|племінниця|вдова|вдови|сестер|братів",
        role="дівчинка|дівчинку|хлопчик|хлопчика|жінка|жінку|мешканка|мешканець|мешканця|пенсіонерка"
        "|пенсіонер|селянин|фермер"
        "|учителька|вчителька|учитель|студентка|студент|лікар|медсестра|водій|біженка|біженець"
        "|постраждала|постраждалий|свідок"
        "|очевидець|підліток|дитина|затриманий|затримана|переселенка|волонтерка",
        called="на ім'я|на ім’я|яку звати|якого звати|звати|на прізвище",
        age=rf"{_N}-річн\w+|{_N} (?:років|роки|рік)\b(?=[,. )])|віком (?:від )?{_N}(?: (?:до|і"
        rf"|та) {_N})? (?:років|роки)?",
        life=r"як(?:ий|а|ій|ому|у) (?:було|був|була|живе|жила|жив|втратила|втратив|втекла|працює|працював)",
        say="сказав|сказала|розповів|розповіла|каже|згадує|пояснив|пояснила|додав|додала",
        office="президент|міністр|губернатор|мер|голова|голови|речник|речниця|представник|представниця"
        "|командувач|командир|генерал"
        "|полковник|капітан|майор|лейтенант|прокурор|посол|депутат|директор|директорка|координатор"
        "|секретар|єпископ|імам"
        "|суддя|начальник|керівник|омбудсман|уповноважен\\w+|експерт|аналітик|спікер|адвокат|заступник",
        alias="ім'я змінено|ім’я змінено|імена змінено|ім'я вигадане",
    ),
    "ar": PersonWords(
        kin="والدة|والد|زوجة|زوج|ابنة|ابن|شقيقة|شقيق|اخت|أخت|أخ|عم|عمة|خال|خالة|جدة|جد|أرملة|ارملة"
        "|ابنته|ابنتها|ابنه|ابنها|شقيقان|شقيقتان",
        role="الطفلة|الطفل|الفتاة|الفتى|الشاب|الشابة|المواطن|المواطنة|السيدة|الناجية|الناجي|النازحة"
        "|النازح|اللاجئة|اللاجئ"
        "|المعلمة|المعلم|الممرضة|المزارع|الراعي|الطالبة|الطالب|الشاهد|الشاهدة|الضحية|الرضيع|الرضيعة"
        "|المسنة|المسن",
        called="يدعى|تدعى|يُدعى|تُدعى|اسمه|اسمها|واسمه|واسمها|المدعو|المدعوة|وتدعى|ويدعى",
        age=rf"(?:البالغ|البالغة|يبلغ|تبلغ) (?:من العمر )?{_N} (?:عاما|عامًا|عام|سنة|سنوات)"
        rf"|\({_N} (?:عاما|عامًا|عام|سنة|سنوات)\)"
        rf"|أعمارهن بين {_N} و{_N}(?: عاما| سنة)?|أعمارهم بين {_N} و{_N}(?: عاما| سنة)?|{_N} (?:عاما"
        rf"|عامًا) من العمر|في ال\w+ من عمر\w+",
        life=r"الذي فقد|التي فقدت",
        say="قال|قالت|روى|روت|أضاف|أضافت|يقول|تقول",
        office="الرئيس|الوزير|وزير|المحافظ|محافظ|والي|رئيس|المتحدث|الناطق|القائد|قائد|اللواء|العميد"
        "|العقيد|النقيب|المدير|مدير"
        "|المنسق|منسق|المطران|الشيخ|القاضي|النائب|السفير|الأمين|المبعوث|الخبير|المستشار",
        alias="اسم مستعار|ليس اسمها الحقيقي|ليس اسمه الحقيقي",
    ),
    "fa": PersonWords(
        kin="مادر|پدر|همسر|پسر|دختر|برادر|خواهر|عمو|کاکا|خاله|عمه|ماما|مادربزرگ|پدربزرگ|نواسه|بیوه|پسرش"
        "|دخترش",
        role="دخترک|کودک|زن|مرد|باشنده|باشندهٔ|دهقان|چوپان|معلم|آموزگار|دانش‌آموز|شاگرد|بازمانده|شاهد"
        "|قربانی|مهاجر|پناهجو|آواره|بیجاشده|خانم|آقای",
        called="به نام|بنام|به اسم|نامش|نام او|موسوم به|که نامش",
        age=rf"{_N}(?: و {_N}| تا {_N})? ?ساله(?:‌ای|ای)?|{_N} سال سن",
        life=r"که (?:دارد|داشت)",
        say="گفت|می‌گوید|افزود",
        office="رئیس|رئیس‌جمهور|وزیر|والی|فرماندار|استاندار|شاروال|شهردار|سخنگو|سخنگوی|فرمانده|قوماندان"
        "|جنرال|سردار|سرهنگ|قاضی"
        "|نماینده|سفیر|مدیر|معین|مولوی|ملا|آیت‌الله|گزارشگر|کارشناس|معاون|مسئول|دادستان",
        alias="نام مستعار|اسم مستعار|نام واقعی او نیست",
    ),
    "sw": PersonWords(
        kin="mama|mamake|baba|babake|mke|mume|mwana|mwanawe|binti|bintiye|kaka|dada|mjomba|shangazi"
        "|binamu|bibi|babu|mjukuu|mjane|mtoto wake",
        role="msichana|mvulana|mtoto|mwanamke|mwanaume|mkulima|mfugaji|mkazi|manusura|shuhuda|mkimbizi"
        "|mhamiaji|mwanafunzi"
        "|mwalimu|muuguzi|dereva|mvuvi|mfanyabiashara|mhanga|kijana|mzee|jirani|bi|bwana",
        called="aitwaye|anayeitwa|aliyeitwa|kwa jina la|kwa jina|aliyejitambulisha kama|aliyetambuliwa kama",
        age=rf"(?:mwenye |wenye )?(?:umri wa )?miaka {_N}(?: (?:hadi|na) {_N})?",
        life=r"ambaye (?:ni|ana|alikuwa|alipoteza|alikimbia|anaishi)",
        say="alisema|amesema|anasema|alisimulia|amesimulia|alieleza",
        office="rais|waziri|gavana|mkuu|msemaji|kamanda|kamishna|jenerali|kanali|meya|mbunge|balozi"
        "|seneta|mkurugenzi|mratibu"
        "|katibu|askofu|jaji|msimamizi|chifu|mwenyekiti|mtaalamu|mchambuzi|naibu|afisa",
        alias="si jina lake halisi|jina limebadilishwa|jina si halisi",
    ),
}
