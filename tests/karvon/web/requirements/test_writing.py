"""Clauses in a form without scripts: every clause there is can be written, grows by buttons, and comes back as it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings

from karvon.accounts.acting import SYSTEM, acting_as
from karvon.accounts.models import Membership
from karvon.core.ids import new_id
from karvon.requirements.models import Draft, RequirementVersion
from karvon.requirements.seed import seed_requirements
from karvon.web.requirements.clause_form import grown, typed_from
from karvon.web.requirements.clause_rows import DEEPEST, MOST_ROWS, plain_at, row_at, typed_of
from karvon.web.requirements.clause_words import CLAUSE_NAMES, MEANINGS
from rulebook.clauses.base import parameters_of
from rulebook.clauses.registry import CLAUSES
from rulebook.packs.plain import published_from_plain, version_from_plain, version_to_plain
from rulebook.requirements import Part
from tests.factories import NOON
from tests.karvon.requirements.making import make_gate
from tests.karvon.web.requirements.signing import client_of, sign_in, stop_clock
from tests.rulebook.making import make_version
from tests.rulebook.packs.strategies import ALL_CLAUSES

AT = NOON + timedelta(hours=3)
WRITTEN: dict[str, Any] = {
    "jurisdiction": "UZB",
    "title_en": "A stamp for buses",
    "kind": "requirement",
    "standing": "confirmed",
    "roles": ["transit", "entry"],
    "posts": "KZUZ-ZHB-UZ",
    "nationalities": "tjk, KGZ",
    "purposes": "return, work",
    "modes": ["road"],
    "stale_after": "30 d",
    "authority": "Government",
    "channel": "gazette",
    "quote": "Buses are sealed.",
    "heard_at": "2020-10-31T12:00",
    "when.kw": "organised_group",
    "parts.0.name": "seal",
    "parts.0.text_en": "the bus is sealed",
    "parts.0.lead": "2 h",
    "parts.0.clause.kw": "any_of",
    "parts.0.clause.clauses.0.kw": "sealed_vehicle",
    "parts.0.clause.clauses.1.kw": "unless",
    "parts.0.clause.clauses.1.clause.kw": "fresh_negative_test",
    "parts.0.clause.clauses.1.clause.kinds": ["pcr"],
    "parts.0.clause.clauses.1.clause.within_hours": "72",
    "parts.0.clause.clauses.1.exception.kw": "age",
    "parts.0.clause.clauses.1.exception.under": "12",
}


@pytest.fixture
def officer(db: None, monkeypatch: pytest.MonkeyPatch) -> Membership:
    stop_clock(monkeypatch, AT)
    with acting_as(SYSTEM):
        gate = make_gate()
    _, officer = sign_in(post=gate)
    with acting_as(SYSTEM):
        seed_requirements(by=officer, at=NOON)
    return officer


@pytest.fixture
def client(officer: Membership) -> Client:
    return client_of(officer)


def send(client: Client, *, do: str = "look", **otherwise: Any) -> Any:
    return client.post("/requirements/write", {"draft": str(new_id()), "do": do, **WRITTEN, **otherwise})


def published() -> RequirementVersion:
    with acting_as(SYSTEM):
        found = RequirementVersion.objects.select_related("requirement").order_by("-recorded_at").first()
        assert found is not None
        return found


def test_nested_clauses_are_written_looked_over_and_published(client):
    preview = send(client)["Location"]
    page = client.get(preview).content.decode()
    assert "the bus is sealed" in page
    assert "sealed vehicle or negative PCR test" in page
    client.post(preview, {"seen": "1"})
    version = version_from_plain(published().body).version
    assert version is not None
    assert version.scope.nationalities == ("TJK", "KGZ")
    assert version.scope.purposes == ("return", "work")
    assert [example.passes for example in version.examples][:2] == [True, False]
    assert version.recorded_at == AT
    assert version.valid_from == AT


def test_a_new_version_begins_as_the_one_before_and_carries_what_no_form_shows(client):
    page = client.get("/requirements/write?of=R-UZ-1").content.decode()
    assert "14 days of quarantine in a hotel or at home" in page
    typed = typed_from(published_version("R-UZ-1"))
    typed["parts.1.clause.days"] = ["10"]
    preview = client.post("/requirements/write", {**typed, "do": "look", "draft": str(new_id()), "of": "R-UZ-1"})
    assert "14 days of quarantine becomes 10 days of quarantine" in client.get(preview["Location"]).content.decode()
    client.post(preview["Location"], {"seen": "1"})
    body = published().body
    assert (published().requirement.code, body["version"]) == ("R-UZ-1", 2)
    assert body["requires"][0]["remedies"][0]["cost_usd"] == 20.0
    assert len(body["sources"]) == 1


def published_version(code: str) -> Any:
    with acting_as(SYSTEM):
        row = RequirementVersion.objects.get(requirement__code=code)
    version = version_from_plain(row.body).version
    assert version is not None
    return version


@pytest.mark.parametrize(
    ("do", "there", "gone"),
    [
        ("show", "parts.0.clause.clauses.1.exception.under", "parts.1.clause.kw"),
        ("add:parts", "parts.1.clause.kw", "parts.2.clause.kw"),
        ("add:parts.0.clause.clauses", "parts.0.clause.clauses.2.kw", "parts.1.clause.kw"),
        ("remove:parts.0.clause.clauses.1", "parts.0.clause.clauses.0.kw", "parts.0.clause.clauses.1.kw"),
        ("nonsense:x", "parts.0.clause.kw", "parts.1.clause.kw"),
    ],
)
def test_rows_grow_and_go_by_buttons_and_every_word_is_kept(client, do, there, gone):
    page = send(client, do=do).content.decode()
    assert f'name="{there}"' in page
    assert f'name="{gone}"' not in page
    assert "A stamp for buses" in page
    with acting_as(SYSTEM):
        draft = Draft.objects.get()
    assert "A stamp for buses" in client.get(f"/requirements/write?draft={draft.id}").content.decode()


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"valid_from": "2020-11-01T00:00", "valid_to": "2020-10-31T00:00"}, "It ends before it begins."),
    ({"jurisdiction": "UZ"}, "“UZ” is no country code"),
    ({"nationalities": "TAJ"}, "“TAJ” is no country code"),
    ({"title_en": ""}, "This field is required."),
    ({"parts.0.clause.kw": ""}, "requires nothing"),
    ({"parts.0.clause.kw": "fresh_negative_test"}, "fresh_negative_test lacks kinds"),
    ({"parts.0.clause.kw": "certlogic", "parts.0.clause.expression": '{"explode": [1]}'}, "malformed CertLogic"),
    ({"parts.0.clause.kw": "certlogic", "parts.0.clause.expression": "{" * 500}, "malformed CertLogic"),
    ({"parts.0.clause.kw": "certlogic", "parts.0.clause.expression": "be nice"}, "malformed CertLogic"),
    ({"parts.0.clause.kw": "certlogic", "parts.0.clause.expression": '{"!": [' * 400 + "1" + "]}" * 400}, "malformed"),
    ({"parts.0.clause.kw": "certlogic", "parts.0.clause.expression": ""}, "certlogic"),
    ({"parts.0.name": "Not A Word"}, "does not fit here"),
    ({"stale_after": "soon"}, "is not a length of time"),
    ({"authority": "", "quote": ""}, "names no source"),
    ({"quote": ""}, "lacks quote"),
    ({"heard_at": ""}, "lacks heard_at"),
    ({"channel": "phone"}, "rests on spoken words alone"),
    ({"parts.0.lead": "soon", "parts.0.clause.kw": "sealed_vehicle"}, "is not a length of time"),
]


@pytest.mark.parametrize(("otherwise", "sentence"), FAULTS, ids=[next(iter(one)) for one, _ in FAULTS])
def test_what_makes_no_version_is_told_with_its_place_and_kept(client, otherwise, sentence):
    page = send(client, **otherwise).content.decode().replace("&quot;", '"')
    assert sentence in page
    assert "Buses are sealed." in page or otherwise.get("quote") == ""


def test_a_post_that_does_not_exist_is_told_when_it_is_published(client):
    preview = send(client, posts="KZUZ-ZZZ")["Location"]
    answer = client.post(preview, {"seen": "1"})
    assert (answer.status_code, "There is no post or crossing KZUZ-ZZZ." in answer.content.decode()) == (409, True)


def test_what_another_body_keeps_is_refused_and_the_draft_stays(client, officer):
    stranger, _ = sign_in()
    preview = send(stranger, of="R-UZ-1", heard_at="2020-10-31T07:00")["Location"]
    assert "R-UZ-1 is kept by another body" in stranger.post(preview, {"seen": "1"}).content.decode()
    assert client.get("/requirements/write?of=NOWHERE").status_code == 404


def test_a_published_draft_is_written_on_no_more(client):
    token = str(new_id())
    client.post(send(client, draft=token)["Location"], {"seen": "1"})
    assert "This draft is published as R-UZ-2, version 1." in send(client, draft=token, posts="").content.decode()


@given(ALL_CLAUSES)
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_clause_comes_back_from_the_form_as_it_went_in(clause):
    plain = version_to_plain(make_version("R-1", Part("one", clause)))
    typed = typed_of(clause, "c")
    written = {"name": "one", **plain_at(typed, "c")}
    if holds_commas_or_spaces(typed):
        return
    again = published_from_plain({**plain, "requires": [written]})
    assert again.parts[0].clause == clause


def holds_commas_or_spaces(typed: dict[str, list[str]]) -> bool:
    """Whether a free text would be cut in two, or shortened, by a form that is filled in by hand."""
    texts = [text for name, values in typed.items() if not name.endswith(".expression") for text in values]
    lists = [text for text in texts if text != text.strip() or "," in text.replace(", ", "") or "  " in text]
    return bool(lists) or any(", " in text and not text.replace(", ", "").isalpha() for text in texts)


def test_a_row_is_drawn_for_every_clause_and_named_in_both_languages():
    assert set(CLAUSE_NAMES) == set(CLAUSES)
    declared = {parameter.meaning for clause in CLAUSES.values() for parameter, _ in parameters_of(clause).values()}
    assert declared == {str(meaning) for meaning in MEANINGS}
    for keyword in CLAUSES:
        row = row_at({"c.kw": [keyword]}, "c")
        assert len(row.inputs) + len(row.inner) == len(parameters_of(CLAUSES[keyword]))


def test_clauses_inside_clauses_end_somewhere():
    row = row_at({"c" + ".clause" * depth + ".kw": ["not"] for depth in range(9)}, "c")
    for _ in range(DEEPEST):
        row = row.inner[0].rows[0]
    assert "not" not in [choice.value for choice in row.choices]
    typed = QueryDict("&".join(f"parts.{number}.clause.kw=age" for number in range(40)))
    assert len(set(grown(typed, "add:parts"))) == 40
    assert MOST_ROWS < 40
