from karvon.core.sheets import Column
from karvon.core.words import sentence
from karvon.people.lists import Fault, Severity
from karvon.people.lists.faults import KEPT_OF_A_KIND, FaultLog, error, refused, warning

WORDS = sentence("This is not a date.")
REMEDY = sentence("Correct the year.")
COLUMN = Column(3, "D", "Дата рождения")


def fault(*, column="D", text="soon"):
    return Fault(Severity.ERROR, "not-a-date", 7, column, "DOB", text, WORDS, REMEDY)


def test_a_fault_is_one_line_with_place_text_and_remedy():
    assert fault().say() == "Row 7, column D (DOB) “soon”: This is not a date. Correct the year."
    assert fault(text="").say() == "Row 7, column D (DOB): This is not a date. Correct the year."
    assert fault(column="").say() == "Row 7 “soon”: This is not a date. Correct the year."


def test_a_fault_is_told_in_russian():
    assert fault().say("ru") == "Строка 7, столбец D (DOB) «soon»: Это не дата. Исправьте год."


def test_all_faults_are_counted_and_the_first_of_a_kind_are_kept():
    log = FaultLog()
    for row in range(KEPT_OF_A_KIND + 50):
        log.add(error("not-a-date", WORDS, REMEDY), row, COLUMN, "soon")
    log.add(warning("odd", WORDS, REMEDY), 500, None, "x" * 50)
    assert len(log.kept()) == KEPT_OF_A_KIND + 1
    assert log.kept()[-1].text == "x" * 39 + "…"
    assert log.total(Severity.ERROR) == KEPT_OF_A_KIND + 50
    assert log.total(Severity.WARNING) == 1
    assert [(one.code, one.column, one.count) for one in log.counts()] == [("not-a-date", "D", 150), ("odd", "", 1)]


def test_what_is_refused_has_no_value():
    assert refused("x", WORDS, REMEDY).value is None
