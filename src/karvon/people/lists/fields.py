"""What a list of travellers can say about each of them, and the headings it is said under in several languages."""

from enum import StrEnum


class Field(StrEnum):
    """One thing a column of a list can hold."""

    NUMBER = "number"
    """The running number in the list, of no meaning outside it."""
    PERSON_ID = "person_id"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    FULL_NAME = "full_name"
    """The whole name in an order that the heading does not tell."""
    FULL_NAME_FAMILY_FIRST = "full_name_family_first"
    """The whole name, family name first, as the Russian heading ФИО says."""
    NAME = "name"
    """A heading that means the given name beside a family name, and the whole name alone."""
    SEX = "sex"
    AGE = "age"
    BIRTH_DATE = "birth_date"
    NATIONALITY = "nationality"
    RESIDENCE = "residence"
    DOCUMENT_KIND = "document_kind"
    DOCUMENT_SERIES = "document_series"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_COUNTRY = "document_country"
    DOCUMENT_ISSUED = "document_issued"
    DOCUMENT_EXPIRY = "document_expiry"
    HOUSEHOLD = "household"
    ROLE = "role"
    GROUP = "group"
    HOME_PLACE = "home_place"
    CAME_FROM = "came_from"
    NEEDS = "needs"
    FLAGS = "flags"
    PHONE = "phone"
    LANGUAGE = "language"
    CONSENT = "consent"
    TEST = "test"
    """Everything about a test in one cell: a result, a day, or that there is none."""
    TEST_KIND = "test_kind"
    TEST_SAMPLED = "test_sampled"
    TEST_CLOCK = "test_clock"
    TEST_ZONE = "test_zone"
    TEST_RESULT = "test_result"
    TEST_COUNTRY = "test_country"
    TEST_LABORATORY = "test_laboratory"
    VACCINATION_PRODUCT = "vaccination_product"
    VACCINATION_DOSE = "vaccination_dose"
    VACCINATION_DATE = "vaccination_date"
    VISA_KIND = "visa_kind"
    VISA_COUNTRY = "visa_country"
    VISA_NUMBER = "visa_number"
    VISA_FROM = "visa_from"
    VISA_UNTIL = "visa_until"
    VISA_ENTRIES = "visa_entries"
    TEMPERATURE = "temperature"
    POST = "post"
    SIDE = "side"
    STAMPED_OUT = "stamped_out"
    BATCH = "batch"
    VEHICLE = "vehicle"
    SEAT = "seat"
    NOTE = "note"


IDENTIFYING = (
    Field.FAMILY_NAME, Field.GIVEN_NAME, Field.FULL_NAME, Field.FULL_NAME_FAMILY_FIRST, Field.NAME,
    Field.PERSON_ID, Field.DOCUMENT_NUMBER,
)  # fmt: skip
"""A list without any of these does not say who travels."""

REPEATED = ("test", "document", "vaccination", "visa")
"""What a person may have several of: the first word of the fields whose columns may be numbered."""

# One line per field, alternatives between bars; English, Russian, Tajik, Uzbek, Kazakh. Written as `normalised`
# writes a heading: small letters, е for ё, no signs but №.
ALIASES: dict[Field, str] = {
    Field.NUMBER: "№|n|no|nr|№ п п|п п|n п п|номер п п|номер|number|num|s n|sr no|row|т р|т б|р с",
    Field.PERSON_ID: "id|person id|traveller id|traveler id|passenger id|individual id|beneficiary id|case id|"
    "registration no|registration number|reg no|registration id|token|wristband|ид|идентификатор|код|"
    "рег №|рег номер|регистрационный номер|регистрационный №|номер дела|№ дела|код человека|"
    "case no|case number|номер заявки",
    Field.FAMILY_NAME: "family name|name family|name last|surname|last name|lastname|family names|surnames|фамилия|фамилии|насаб|"
    "familiya|familiyasi|тегі|фамилияси|фамилиясы",
    Field.GIVEN_NAME: "given name|name given|name first|given names|first name|firstname|first names|forename|forenames|имя|имена|ном|ism|"
    "ismi|исм|исми|аты|есімі",
    Field.PATRONYMIC: "patronymic|middle name|father s name|fathers name|father name|отчество|номи падар|"
    "otasining ismi|sharifi|отасининг исми|әкесінің аты",
    Field.FULL_NAME: "full name|name and surname|name surname|complete name|traveller|traveler|passenger|"
    "traveller name|passenger name|имя и фамилия|имя фамилия|имя отчество фамилия|"
    "patient|pax|first and last name|first name and surname|first name last name|beneficiary|пассажир|пациент|"
    "путешественник",
    Field.FULL_NAME_FAMILY_FIRST: "фио|ф и о|фамилия имя отчество|фамилия имя|фамилия и имя|"
    "фамилия имя и отчество|surname and name|surname name|surname given name|family name given name|"
    "surname and given names|surname given names|фио полностью|фио пассажира|фио гражданина|ному насаб|насабу ном|"
    "насаб ном|fio|f i o|f i sh|fish|ф и ш|аты жөні|тегі аты|тегі аты әкесінің аты|"
    "last name first name|last name and first name|аты жөнү|фамилия имя пассажира",
    Field.NAME: "name|names",
    Field.SEX: "sex|gender|m f|пол|ҷинс|jinsi|jins|жинси|жынысы",
    Field.AGE: "age|age years|age in years|years old|возраст|возраст лет|полных лет|лет|синну сол|yoshi|yosh|еши|жасы",
    Field.BIRTH_DATE: "birth date|date of birth|dob|born|birthdate|birthday|birth|year of birth|birth year|yob|"
    "d o b|дата рождения|дата рожд|день рождения|год рождения|г р|гр|д р|др|родился|дата и год рождения|"
    "число месяц год рождения|дата месяц год рождения|санаи таваллуд|соли таваллуд|таваллуд|"
    "tug ilgan sana|tug ilgan sanasi|tugilgan sanasi|tug ilgan yili|туғилган санаси|туган санаси|туған күні|"
    "туған жылы|"
    "дата и место рождения|date and place of birth|туулган күнү",
    Field.NATIONALITY: "nationality|citizenship|citizen of|country of citizenship|country of nationality|"
    "country of origin|nationalities|гражданство|подданство|страна гражданства|гражданин|шаҳрвандӣ|fuqaroligi|"
    "fuqarolik|фуқаролиги|азаматтығы|"
    "nat|гр во|гражд|жарандыгы",
    Field.RESIDENCE: "residence|country of residence|resident of|usual residence|permanent residence|"
    "страна проживания|страна постоянного проживания|резидент|резидентство|"
    "country of permanent residence",
    Field.HOUSEHOLD: "household|household id|household no|household number|hh|hh id|family|family id|family no|"
    "family number|семья|номер семьи|№ семьи|код семьи|домохозяйство|оила|oila|отбасы",
    Field.ROLE: "role|relation|relationship|relation to head|family role|роль|родство|степень родства|"
    "кем приходится|отношение|роль в семье|"
    "relationship to hoh|relation to hoh|relationship to head|relationship to head of household|"
    "relation to head of household",
    Field.GROUP: "group|travel group|party|group id|group no|группа|номер группы|№ группы|гурӯҳ|guruh|топ",
    Field.HOME_PLACE: "home place|home oblast|home region|home district|home address|home|destination|region|oblast|"
    "district|place of origin|address|address at home|куда следует|куда|место назначения|регион|область|"
    "место жительства|адрес|домашний адрес|адрес проживания|адрес места жительства|прописка|район|вилоят|суроға|"
    "viloyat|manzil|облыс|мекенжайы|"
    "manzili|вилоят ноҳия",
    Field.CAME_FROM: "came from|coming from|from|arrived from|departure place|place of departure|откуда|"
    "откуда прибыл|откуда следует|прибыл из|пункт отправления|место отправления",
    Field.NEEDS: "needs|specific needs|special needs|medical needs|medical|health|health needs|assistance needed|"
    "vulnerability|потребности|особые потребности|нужды|медицинские потребности|здоровье|состояние здоровья|"
    "диагноз|инвалидность|ниезҳо|ehtiyojlar|"
    "vulnerabilities|vulnerability criteria",
    Field.FLAGS: "flags|flag|alerts|markers|отметки|пометки|метки|флаги",
    Field.PHONE: "phone|phone number|phone no|mobile|mobile phone|telephone|tel|contact|contact number|"
    "contact phone|whatsapp|телефон|номер телефона|№ телефона|тел|моб|мобильный|мобильный телефон|контакт|"
    "контактный телефон|контактный номер|контакты|telefon|телефони|"
    "telefon raqami",
    Field.LANGUAGE: "language|phone lang|phone language|preferred language|lang|spoken language|mother tongue|язык|"
    "язык общения|родной язык|забон|til|тіл|тили",
    Field.CONSENT: "consent|consents|consent given|data consent|consent to share|согласие|"
    "согласие на обработку|согласие на обработку данных|согласие на обработку персональных данных|розигӣ|rozilik",
    Field.TEMPERATURE: "temperature|temp|body temperature|temp c|temperature c|t c|t|температура|темп|"
    "температура тела|температура c|температура с|t тела|ҳарорат|harorat|дене қызуы|"
    "body temp|body temperature c|температура тела c|температура тела с",
    Field.POST: "post|border post|crossing|position|checkpoint|location|where|current location|пост|пункт|"
    "пункт пропуска|кпп|местонахождение|где находится|место нахождения|положение",
    Field.SIDE: "side|border side|side of border|side of the border|сторона|сторона границы",
    Field.STAMPED_OUT: "stamped out|exit stamp|exit stamped|stamped|exited|штамп о выезде|выездной штамп|"
    "отметка о выезде|штамп выезда|выехал|вышел|штамп",
    Field.BATCH: "batch|batch no|batch number|wave|партия|номер партии|№ партии|очередь",
    Field.VEHICLE: "vehicle|bus|bus no|bus number|coach|автобус|номер автобуса|№ автобуса|транспорт|avtobus",
    Field.SEAT: "seat|seat no|seat number|место|место в автобусе|номер места|№ места|курсӣ|o rindiq|орын",
    Field.NOTE: "note|notes|remark|remarks|comment|comments|примечание|примечания|прим|комментарий|комментарии|"
    "эзоҳ|izoh|ескерту",
    Field.DOCUMENT_EXPIRY: "expiry|expiry date|expires|expires on|date of expiry|expiration date|valid until|"
    "valid to|valid till|valid thru|срок действия|действителен до|годен до|действует до|срок|дата окончания|"
    "дата окончания срока действия|дата истечения|дата истечения срока|муҳлати эътибор|amal qilish muddati|"
    "exp|exp date|дата окончания действия",
    Field.DOCUMENT_NUMBER: "серия и номер|серия номер|серия №|серия и №|passport|паспорт|шиноснома|pasport|"
    "document|документ|ҳуҷҷат|hujjat|төлқұжат|загранпаспорт|удостоверение личности|passport series and number|"
    "данные паспорта|паспортные данные|реквизиты документа|рақами шиноснома|pasport raqami|hujjat raqami|"
    "id number|id no|id card number|id card no|national id number|identity document number|travel document no|төлқұжат нөмірі",
    Field.DOCUMENT_COUNTRY: "issuing country|country of issue|issuing state|issued by|кем выдан|страна выдачи|"
    "выдан|орган выдачи|"
    "issuing authority",
    Field.DOCUMENT_ISSUED: "date of issue|issue date|issued on|issued|дата выдачи|когда выдан",
    Field.DOCUMENT_SERIES: "series|серия",
    Field.DOCUMENT_KIND: "document type|doc type|type of document|kind of document|вид документа|тип документа|"
    "наименование документа|документ удостоверяющий личность|hujjat turi|навъи ҳуҷҷат|"
    "id type|type of id",
    Field.TEST_RESULT: "result|результат|результат теста|результат анализа|натиҷа|natija|нәтиже|"
    "результат исследования|test outcome",
    Field.TEST_KIND: "method|test method|метод|метод исследования|вид исследования|вид теста",
    Field.TEST_SAMPLED: "sampled|sampled at|sampled on|sample date|sampling date|"
    "collection date|collected at|collected|date sampled|дата забора|дата и время забора|"
    "дата взятия|дата взятия пробы|дата и время взятия пробы|дата забора пробы|дата сдачи|"
    "дата забора биоматериала|дата и время забора биоматериала",
    Field.TEST_CLOCK: "sample time|sampling time|collection time|time collected|время забора|время взятия|время сдачи",
    Field.TEST_LABORATORY: "laboratory|lab|лаборатория|лаб",
    Field.TEST: "test|tests|covid|covid test|covid 19|covid 19 test|sars cov 2|тест|тесты|анализ|ковид|"
    "тест на covid|тест на ковид|тест на covid 19",
    Field.VACCINATION_PRODUCT: "vaccine|vaccination|vaccinated|vaccinations|вакцина|вакцинация|прививка|"
    "вакцинирован|прививки",
    Field.VACCINATION_DOSE: "dose|doses|доза|дозы|dose number|номер дозы",
    Field.VISA_KIND: "visa|виза|visas|визы|виза вид|раводид|viza",
    Field.VISA_FROM: "виза с|visa from",
    Field.VISA_UNTIL: "виза до|виза по|visa to|visa till",
    Field.VISA_ENTRIES: "кратность|кратность визы|entries|number of entries",
}
