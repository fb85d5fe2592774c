"""The words that lists use for what has a fixed set of answers: sex, papers, tests, results, yes and no."""

import re
from collections.abc import Mapping
from typing import TypeVar

from identity.scripts import tidy
from karvon.people.lists.travellers import DocumentKind, Sex, Side, TestKind, TestResult

T = TypeVar("T")
_SIGNS = re.compile(r"[.,;:()«»\"']+")


def plain(text: str) -> str:
    """A word for looking up: small letters, single spaces, without stops and quotes, ё as е."""
    return " ".join(_SIGNS.sub(" ", tidy(text).casefold().replace("ё", "е")).split())


def bare(text: str) -> str:
    """A short answer for looking up, made cheaply: small letters, without stops, quotes and brackets around it."""
    return text.casefold().strip(" .,;:()«»\"'")


def _by_word(words: Mapping[T, str]) -> dict[str, T]:
    """Each word with what it stands for."""
    return {plain(word): meaning for meaning, line in words.items() for word in line.split("|")}


def _words(line: str) -> frozenset[str]:
    """Words between bars, as they are looked up."""
    return frozenset(line.split("|"))


NOT_RECORDED = _words(
    "?|??|unknown|not known|not recorded|n/a|na|n a|#n/a|tbc|tbd|неизвестно|не известно|н/д|нет данных|не указано|"
    "не указан|не указана|уточняется|уточнить|маълум нест|noma'lum|белгісіз"
)
"""Words by which a list says that it does not say."""

NONE = _words(
    "-|--|–|—|no|none|nil|not any|нет|не имеет|не имеется|отсутствует|отсутствуют|не было|без|йук|йўқ|yo'q|yoq|yo q|"
    "жоқ|жок|не|нест|надорад|not done|not taken|no test|not tested|не сдавал|не сдавала|не сдан|не делал|не делала|"
    "not vaccinated|не вакцинирован|не вакцинирована|не привит|не привита|no visa|без визы|"
    "no passport|no document|no documents|нет паспорта|без паспорта|нет документа|нет документов|без документов"
)
"""Words by which a list says that there is nothing."""

DASHES = frozenset(("-", "--", "–", "—"))
TOTALS = re.compile(
    r"(?:(?:итого|всего|total|grand total|ҳамагӣ|барлығы)\b.*|(?:jami|жами)\s*[:–—-]?\s*[\d\s]*(?:kishi|киши|нафар)?\.?)",
    re.IGNORECASE,
)
"""Rows that count the others; Jami alone, because it is a name too."""

YES = _words("yes|y|true|1|да|д|ҳа|ха|ha|иә|+|x|✓|v|stamped|проставлен|есть|имеется")
NO = NONE - DASHES | _words("n|false|0|н")

SEXES = _by_word(
    {
        Sex.MALE: "m|м|male|man|boy|муж|мужской|мужчина|мужч|мальчик|мард|erkak|эркак|ер|еркек|мужск",
        Sex.FEMALE: "f|ж|female|woman|girl|w|жен|женский|женщина|женщ|девочка|зан|ayol|аёл|әйел|аел|женск",
        Sex.UNSPECIFIED: "x|х|other|unspecified|другой|не определен",
    }
)

DOCUMENT_KINDS = _by_word(
    {
        DocumentKind.PASSPORT: "p|п|pp|passport|ordinary passport|foreign passport|international passport|"
        "travel passport|biometric passport|паспорт|загранпаспорт|заграничный паспорт|национальный паспорт|"
        "биометрический паспорт|общегражданский паспорт|шиноснома|pasport|төлқұжат|зп|загран паспорт",
        DocumentKind.SERVICE_PASSPORT: "ps|so|service passport|official passport|служебный паспорт",
        DocumentKind.DIPLOMATIC_PASSPORT: "pd|diplomatic passport|дипломатический паспорт",
        DocumentKind.ID_CARD: "id|i|id card|identity card|national id|national identity card|удостоверение|"
        "удостоверение личности|уд личности|внутренний паспорт|id карта|айди карта|жеке куәлік|internal passport",
        DocumentKind.BIRTH_CERTIFICATE: "bc|birth certificate|birth cert|свидетельство о рождении|св-во о рождении|"
        "св во о рождении|сор|шаҳодатномаи таваллуд|tug'ilganlik haqida guvohnoma|метрика|свидетельство",
        DocumentKind.RETURN_CERTIFICATE: "rc|cr|return certificate|certificate for return|certificate of return|"
        "laissez-passer|laissez passer|lp|emergency travel document|etd|emergency passport|emergency certificate|"
        "свидетельство на возвращение|св-во на возвращение|справка на возвращение|сертификат на возвращение|"
        "сертификат возвращения|шаҳодатномаи бозгашт|свидетельство на возврат",
        DocumentKind.REFUGEE_DOCUMENT: "pt|ctd|convention travel document|refugee travel document|"
        "удостоверение беженца|проездной документ беженца|refugee document",
        DocumentKind.STATELESS_DOCUMENT: "stateless travel document|удостоверение лица без гражданства|"
        "проездной документ лица без гражданства",
        DocumentKind.RESIDENCE_PERMIT: "rp|residence permit|residence card|permanent residence card|"
        "вид на жительство|внж|рвп|разрешение на временное проживание",
    }
)

TEST_KINDS = _by_word(
    {
        TestKind.PCR: "pcr|rt-pcr|rt pcr|pcr test|naat|lamp|rt-lamp|пцр|от-пцр|пцр-тест|пцр тест|тест пцр|"
        "пцр анализ|анализ пцр|пцр мазок|мазок|pcr swab|pcr negative",
        TestKind.RAPID: "rapid|rapid test|antigen|antigen test|rapid antigen|rapid antigen test|rat|ag|ag-rdt|rdt|"
        "express|express test|экспресс|экспресс-тест|экспресс тест|тест экспресс|антиген|на антиген|антигенный|"
        "тест на антиген|антигенный тест|иха|ekspress|быстрый тест",
        TestKind.ANTIBODY: "antibody|antibodies|antibody test|serology|serological|elisa|igg|igm|igg/igm|igm/igg|"
        "igg igm|антитела|на антитела|тест на антитела|ифа|серология|кровь на антитела",
    }
)

TEST_RESULTS = _by_word(
    {
        TestResult.NEGATIVE: "negative|neg|negativ|not detected|undetected|отрицательный|отрицательно|отриц|отр|"
        "отрицательная|отрицат|не обнаружено|не обнаружена|не обнаружен|не выявлено|не выявлена|не выявлен|"
        "манфӣ|manfiy|салбий|теріс|negative -|minus|минус",
        TestResult.POSITIVE: "positive|pos|positiv|detected|положительный|положительно|положит|полож|пол|"
        "положительная|обнаружено|обнаружена|обнаружен|выявлено|выявлена|мусбат|musbat|ижобий|оң|plus|плюс",
        TestResult.INCONCLUSIVE: "inconclusive|indeterminate|invalid|equivocal|unclear|сомнительный|сомнительно|"
        "неопределенный|неопределенно|недействительный|недостоверный",
        TestResult.PENDING: "pending|awaited|awaiting|in progress|waiting|в работе|ожидается|ожидает|ждет|"
        "ожидание|не готов|в ожидании",
    }
)

SIDES = _by_word(
    {
        Side.EXIT: "exit|departure|out|leaving|before exit|выезд|на выезде|до выезда|выездная",
        Side.BETWEEN: "between|between posts|between the posts|neutral|neutral zone|no man's land|между|"
        "между постами|нейтральная|нейтральная зона|нейтральная полоса|нейтралка|буферная зона",
        Side.ENTRY: "entry|arrival|in|entered|въезд|на въезде|въездная|после въезда",
    }
)

LANGUAGES = _by_word(
    {
        "tg": "tg|tgk|tajik|tadjik|тадж|таджикский|таджикский язык|тоҷикӣ|точики|tojik|тж",
        "ru": "ru|rus|russian|рус|русский|русский язык|русӣ|rus tili|орысша|ру",
        "uz": "uz|uzb|uzbek|узб|узбекский|ӯзбекӣ|o'zbek|ўзбек|ўзбекча|o'zbekcha",
        "kk": "kk|kaz|kazakh|каз|казахский|қазақша|қазақ",
        "ky": "ky|kir|kgz|kyrgyz|kirgiz|кирг|киргизский|кыргызский|кыргызча",
        "tk": "tk|tuk|turkmen|туркменский|туркм",
        "fa": "fa|fas|farsi|persian|фарси|персидский",
        "prs": "prs|dari|дари",
        "ps": "ps|pus|pashto|пушту",
        "en": "en|eng|english|англ|английский",
        "tr": "tr|tur|turkish|турецкий",
        "ar": "ar|ara|arabic|арабский",
        "zh": "zh|zho|chinese|китайский",
        "sgh": "sgh|shughni|шугнанский|памирский",
        "uk": "uk|ukr|ukrainian|украинский",
    }
)

NEVER_EXPIRES = _words(
    "бессрочно|бессрочный|бессрочная|без срока|без срока действия|indefinite|unlimited|permanent|no expiry|"
    "does not expire|never|lifelong|пожизненно|muddatsiz|бемуҳлат|мерзімсіз"
)
MULTIPLE = _words("multiple|mult|multi|m|многократная|многократный|многокр|много|мультивиза|мульти")
SINGLE = _words("single|one|однократная|однократный|однокр|одна")
DOUBLE = _words("double|two|двукратная|двукратный|двукр")
