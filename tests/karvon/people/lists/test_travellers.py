import dataclasses

import pytest

from karvon.people.lists import Document, TravellerRow


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"full_name": "Karimov J.", "family_name": "Karimov"}, "Karimov J."),
        ({"family_name": "Karimov", "given_name": "Jamshed", "patronymic": "Rahimovich"}, "Karimov Jamshed Rahimovich"),
        ({"given_name": "Jamshed", "person_id": "P1"}, "Jamshed"),
        ({"person_id": "P1", "documents": (Document(number="400123456"),)}, "P1"),
        ({"documents": (Document(), Document(number="400123456"))}, "400123456"),
        ({"documents": ()}, ""),
        ({}, ""),
    ],
)
def test_a_person_is_called_by_the_best_that_the_list_gives(facts, name):
    assert TravellerRow(2, **facts).name == name


def test_what_a_list_does_not_say_is_not_recorded():
    person = TravellerRow(2)
    assert all(getattr(person, field.name) in {None, ()} for field in dataclasses.fields(person) if field.name != "row")
    assert person.documents is None
    assert person.tests is None
