"""Countries as lists write them: codes, names and demonyms in English, Russian and Central Asian languages."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import pycountry
from babel import Locale

from identity.scripts import in_one_script, mixed_words, tidy

STATELESS = "XXA"


class CountryReading(NamedTuple):
    """The code of a country, and whether the text names it for certain."""

    code: str
    certain: bool = True


_LANGUAGES = ("en", "ru", "tg", "uz", "uz_Cyrl", "kk", "ky", "tk", "tr")
_NOT_A_LETTER = re.compile(r"[^\w]+|_")
_STATE_WORDS = re.compile(
    r"^(?:the |citizen of |гражданин |гражданка |гр |rep |республика |респ |republic of |islamic republic of )+"
)

# Own selection: demonyms and short names that no package has, by alpha-3.
_OTHER_NAMES = """
TJK tajik tajikistani tadjik tadjikistan tadzhikistan таджик таджичка таджикское таджикская таджикистана точик тоҷик тҷк тдж
UZB uzbek uzbekistani узбек узбечка узбекское узбекская узбекистана узб руз o'zbekiston ozbekiston ўзбек
KAZ kazakh kazakhstani казах казашка казахское казахстанец казахстана казахстанское каз
KGZ kyrgyz kirgiz kyrgyzstani kirghiz киргиз киргизка кыргыз киргизское кыргызское киргизия кыргызстана киргизии кырг
TKM turkmen turkmenistani туркмен туркменка туркменское туркмения туркменистана
AFG afghan афганец афганка афганское афганистана
RUS russian russia россиянин россиянка российское россии рф russian-federation российская-федерация российской-федерации русский
UKR ukrainian украинец украинка украинское украины
BLR belarusian belorussian belarussian белорус белоруска белорусское беларуси белоруссия белоруссии
MDA moldovan moldavian молдаванин молдаванка молдавское молдова молдавия молдавии
ARM armenian армянин армянка армянское армении
AZE azerbaijani азербайджанец азербайджанка азербайджанское азербайджана
GEO georgian грузин грузинка грузинское грузии
TUR turkish turk turkey турок турчанка турецкое турции
IRN iranian persian иранец иранка иранское ирана iran иран
PAK pakistani пакистанец пакистанка пакистанское пакистана
IND indian индиец индианка индийское индии
BGD bangladeshi бангладешец бангладеша
NPL nepali nepalese непалец непальское непала
LKA sri-lankan
CHN chinese китаец китаянка китайское китая кнр prc
MNG mongolian монгол монголка монгольское монголии
KOR south-korean korean south-korea южная-корея кореец
PRK north-korean north-korea северная-корея кндр
VNM vietnamese вьетнамец вьетнамка вьетнамское вьетнама vietnam
PHL filipino filipina philippine филиппинец филиппинка
IDN indonesian индонезиец
MYS malaysian
THA thai
MMR burmese
SYR syrian сириец сирийка сирийское сирии syria сирия
IRQ iraqi иракец ирака
YEM yemeni йеменец
EGY egyptian египтянин
LBY libyan
SDN sudanese суданец
SOM somali somalian сомалиец
ETH ethiopian эфиоп
ERI eritrean
NGA nigerian нигериец
DEU german немец немка германии фрг
POL polish поляк полька польское польши
LTU lithuanian литовец
LVA latvian латыш
EST estonian эстонец
GBR british english uk great-britain britain англичанин великобритании
USA american us u-s-a u-s америка американец американка сша
FRA french француз француженка
ITA italian итальянец
ESP spanish испанец
ISR israeli израильтянин
ARE emirati uae оаэ эмираты
SAU saudi saudi-arabian
JPN japanese японец
BOL bolivia
TZA tanzania
VEN venezuela
CZE czech чех чехия
XKX kosovo косово kosovar rks
XXA stateless без-гражданства лбг апатрид бе-шаҳрвандӣ fuqaroligi-yo'q лицо-без-гражданства stateless-person
XXB refugee беженец беженка
"""
# Abbreviations that several states share: read as the one usual in the region, and said aloud.
_USUAL_HERE = {"рт": "TJK", "рк": "KAZ", "кр": "KGZ", "рб": "BLR", "rt": "TJK", "rk": "KAZ"}


@lru_cache(maxsize=8192)
def read_country(text: str) -> CountryReading | None:
    """The country that a code, name or demonym names, None if none that is known."""
    plain = _plain(text)
    for form in (plain, _STATE_WORDS.sub("", plain)):
        if form in _USUAL_HERE:
            return CountryReading(_USUAL_HERE[form], certain=False)
        if code := _names().get(form):
            return CountryReading(code)
    if mixed_words(text) or not text.isascii():
        latin = in_one_script(text)
        other = _plain(latin) if latin else plain
        if other != plain and (code := _names().get(other)):
            return CountryReading(code, certain=False)
    return None


def _plain(text: str) -> str:
    """A name in small letters without signs."""
    return " ".join(_NOT_A_LETTER.sub(" ", tidy(text).casefold().replace("ё", "е")).split())


@cache
def _names() -> dict[str, str]:
    """Every known name of every country, plain, with its alpha-3 code."""
    names: dict[str, str] = {}
    by_alpha2: dict[str, str] = {}
    for country in pycountry.countries:
        by_alpha2[country.alpha_2] = country.alpha_3
        for attribute in ("alpha_2", "alpha_3", "name", "official_name", "common_name"):
            if name := getattr(country, attribute, None):
                names[_plain(name)] = country.alpha_3
    for language in _LANGUAGES:
        for alpha2, name in Locale.parse(language).territories.items():
            if alpha2 in by_alpha2:
                names.setdefault(_plain(name), by_alpha2[alpha2])
    for line in _OTHER_NAMES.strip().splitlines():
        code, *others = line.split()
        names.update({_plain(other): code for other in (code, *others)})
    return names
