"""Packs that are wrong as a whole or in their parts: the exact sentences that are told of each, with their lines."""

import pytest

from tests.rulebook.packs.texts import changed, told

# the text of the sound pack that is replaced, what it is replaced by, and all that must be told
BAD: list[tuple[str, str, list[str]]] = [
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "vaccinated: {disease: covid-19, at_least_days: 30, at_most_days: 14}",
        [
            "19:9: no dose is at least 30 and at most 14 days old; write at_least_days below at_most_days",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "vaccinated: {disease: }",
        [
            "19:22: vaccinated lacks disease (disease, e.g. covid-19); add disease: a text",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "not: {zzz: {}}",
        [
            '19:15: there is no clause "zzz"; docs/reference/packs.md lists the clauses',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "not: {no_stop: {}}",
        [
            '19:15: there is no clause "no_stop"; did you mean no_stops?',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "not: 3",
        [
            "19:14: a single value stands where a clause, as {age: {at_least: 18}} belongs; write key: value",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "not:",
        [
            "19:13: a clause is missing here; add one, as no_stops: {} (docs/reference/packs.md lists the clauses)",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "certlogic: {after: [{var: step.mode}, {plusTime: [2020, 0, day]}]}",
        [
            '19:29: at /after/0: a text stands where a date-time belongs; make it a date-time: {"plusTime": [..., 0, "day"]}',
            "19:59: at /after/1/plusTime/0: a whole number stands where a text belongs; write a text, or a fact that is one",
        ],
    ),
    (
        "    requires:\n      - name: test\n        fresh_negative_test: {kinds: [pcr], within_hours: 72}\n",
        "",
        [
            "4:5: R-KZ-1 is a requirement that requires nothing; add a part, or admitted: {} where there is no demand",
        ],
    ),
    (
        "overrides: []",
        "extras: 3",
        [
            "20:13: a mapping belongs here; write key: value",
        ],
    ),
    (
        "overrides: []",
        "overrides: [a, [b]]",
        [
            "20:20: a list stands where a text, as R-UZ-1 (letters, digits, dot, dash) belongs; write a text, as R-UZ-1 (letters, digits, dot, dash)",
        ],
    ),
    (
        "title: {en: Kazakhstan}",
        "title: [en, Kazakhstan]",
        [
            "2:8: a list stands where texts by language, as {en: ..., ru: ...} belongs; write key: value",
        ],
    ),
    (
        "nationalities: [TJK]}, step: {mode: road}, tests: []",
        "nationalities: [TJK]}, step: road, tests: []",
        [
            "25:90: a single value stands where a mapping of facts of step belongs; write key: value",
        ],
    ),
    (
        "- {name: untested, ",
        "- {",
        [
            "25:9: an example lacks name (what the case is); add name: a text",
        ],
    ),
    (
        "valid_to:",
        "valid_to: 2020-10-05T00:00+06:00",
        [
            "14:5: R-KZ-1 ends before it begins: from 2020-10-06T00:00+06:00 to 2020-10-05T00:00+06:00; correct one of them, or leave valid_to out",
        ],
    ),
    (
        "valid_to:",
        "valid_to: 2020-10-06T00:00+06:00",
        [
            "14:5: R-KZ-1 ends as it begins: from 2020-10-06T00:00+06:00 to 2020-10-06T00:00+06:00; correct one of them, or leave valid_to out",
        ],
    ),
    (
        "channel: gazette",
        "channel: phone",
        [
            "9:5: R-KZ-1 is confirmed but rests on spoken words alone; write standing: stated, or add the written source",
        ],
    ),
    (
        "    sources:\n      - {authority: Chief doctor, channel: gazette, quote: as read, heard_at: 2020-10-02T08:00+06:00}\n",
        "",
        [
            "9:5: R-KZ-1 is confirmed but names no source; add the source, or write standing: rumoured",
        ],
    ),
    (
        "heard_at: 2020-10-02T08:00",
        "heard_at: 2020-10-02T10:00",
        [
            "22:69: R-KZ-1 was recorded before its source was heard; correct heard_at or recorded_at (2020-10-02 09:00 Asia/Almaty)",
        ],
    ),
    (
        "title: {en: PCR test}",
        "title: PCR test",
        [
            '10:12: this text has no language; write {en: "PCR test"}',
        ],
    ),
    (
        "title: {en: PCR test}",
        "title: {}",
        [
            "10:12: there is no text here; write texts by language, as {en: ..., ru: ...}",
        ],
    ),
    (
        "title: {en: PCR test}",
        "title: {english: PCR test}",
        [
            '10:13: "english" does not fit here; write it as en, ru, tg',
        ],
    ),
    (
        "title: {en: PCR test}",
        "titel: {en: PCR test}",
        [
            '10:5: a requirement has no key "titel"; did you mean title?',
        ],
    ),
    (
        "within_hours: 72",
        "within_hour: 72",
        [
            '19:45: fresh_negative_test has no key "within_hour"; did you mean within_hours?',
        ],
    ),
    (
        "fresh_negative_test:",
        "fresh_negative_tst:",
        [
            '19:9: a part has no key "fresh_negative_tst"; did you mean fresh_negative_test?',
        ],
    ),
    (
        "        fresh_negative_test: {kinds: [pcr], within_hours: 72}\n",
        "",
        [
            "18:9: a clause is missing here; add one, as no_stops: {} (docs/reference/packs.md lists the clauses)",
        ],
    ),
    (
        "        fresh_negative_test: {kinds: [pcr], within_hours: 72}\n",
        "        fresh_negative_test: {kinds: [pcr], within_hours: 72}\n        no_stops: {}\n",
        [
            "20:9: no_stops is a second clause beside fresh_negative_test; put both into all_of or any_of, or into parts of their own",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "no_stops: true",
        [
            "19:19: no_stops takes no parameters; write no_stops: {}",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "sealed_vehicle: {really: true}",
        [
            "19:25: sealed_vehicle takes no parameters; write sealed_vehicle: {}",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "any_of: []",
        [
            "19:17: this list is empty; name at least 1",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "age: {}",
        [
            "19:9: age says nothing; write at_least or under",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "age: {at_least: 18, under: 3}",
        [
            "19:9: nobody is 18 and under 3; write at_least below under",
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        "certlogic: {if: [true, {and: [1]}, {vra: x}]}",
        [
            '19:38: malformed CertLogic at /if/1/and: an "and" operation must have at least 2 operands, but it has 1; write it as CertLogic 1.3.3 wants it',
            '19:44: malformed CertLogic at /if/2: operation not of the form { "<operator>": [ <values...> ] }; write it as CertLogic 1.3.3 wants it',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        'certlogic: {">": [{var: traveller.agee}, 3]}',
        [
            '19:27: at />/0: "traveller.agee" is not in the catalogue of facts; did you mean traveller.age?',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        'certlogic: {">": [{var: traveller.nationalities}, 010]}',
        [
            '19:59: "010" is read as different numbers by different programs; write a plain number, or "010" in quotes for a text',
        ],
    ),
    (
        "fresh_negative_test: {kinds: [pcr], within_hours: 72}",
        'certlogic: &a {">": [*a, 1]}',
        [
            "19:20: &a is an anchor of YAML, which packs do not use; remove it",
            "19:30: *a refers to another part of the file; write out what it stands for",
        ],
    ),
    (
        "overrides: []",
        "overrides: [R-KZ-1]",
        [
            "20:5: R-KZ-1 names itself in overrides; remove it: versions of one requirement replace each other",
        ],
    ),
    (
        "passes: true",
        "passes: false",
        [
            '24:24: example "tested" should come out as failing, but came out as passing (every part is met); correct the example or the requirement',
        ],
    ),
    (
        "passes: true",
        "passes: yes",
        [
            '24:32: "yes" is no answer; write true, false, unknown or not_concerned',
        ],
    ),
    (
        "passes: true",
        "passes: unknown",
        [
            '24:24: example "tested" should come out as unknown, but came out as passing (every part is met); correct the example or the requirement',
        ],
    ),
    (
        "nationalities: [TJK]",
        "nationalities: [KAZ]",
        [
            '24:24: example "tested" should come out as passing, but came out as not concerned (it lies outside scope, modes, posts or applies_when); correct the example or the requirement',
        ],
    ),
    (
        "tests: []",
        "testss: []",
        [
            '25:104: the catalogue of facts has no key "testss"; did you mean tests?',
        ],
    ),
    (
        "tests: []",
        "traveler.age: 3",
        [
            '25:104: the catalogue of facts has no key "traveler.age"; did you mean traveller?',
        ],
    ),
    (
        "tests: []",
        "traveller.age: 3",
        [
            '25:104: "traveller.age" stands on one line; write traveller: {age: ...}',
        ],
    ),
    (
        "tests: []",
        "tests: [{kindd: pcr}]",
        [
            '25:113: a record of tests has no key "kindd"; did you mean kind?',
        ],
    ),
    (
        "step: {mode: road}, tests: []",
        "step: {mood: road}, tests: []",
        [
            '25:91: the group step of the catalogue of facts has no key "mood"; did you mean mode?',
        ],
    ),
    (
        "      - {name: untested",
        "      # - {name: untested",
        [
            "23:5: R-KZ-1 version 1 has no example that fails; add one: nobody can review a demand without cases",
        ],
    ),
    (
        "karvon_pack: 1",
        "karvon_pack: 2",
        [
            '1:14: "2" is a format of packs that this program does not read; write 1',
        ],
    ),
    (
        "karvon_pack: 1\n",
        "",
        [
            "1:1: a pack lacks karvon_pack (the number of this format); add karvon_pack: 1",
        ],
    ),
    (
        "requirements:\n",
        "requirements: 3\nx:\n",
        [
            "3:15: a single value stands where a list ([...]) belongs; write a list ([...])",
            '4:1: a pack has no key "x"; the keys are karvon_pack, title, requirements',
        ],
    ),
    (
        "id: R-KZ-1",
        "id: R KZ 1",
        [
            '4:9: "R KZ 1" does not fit here; write it as R-UZ-1 (letters, digits, dot, dash)',
        ],
    ),
    (
        "scope: {except_nationalities: [KAZ]}",
        "scope: {except_nationalities: [KAZ], nationalities: [KAZ]}",
        [
            "16:5: KAZ is both meant and excepted, so nobody of them is concerned; keep it in one of the two lists",
        ],
    ),
    (
        "scope: {except_nationalities: [KAZ]}",
        "applies_when: {unless: {age: {under: 3}}}",
        [
            "16:19: a clause is missing here; add one, as no_stops: {} (docs/reference/packs.md lists the clauses)",
        ],
    ),
    (
        "requires:\n",
        "requires:\n      - {name: test, admitted: {}}\n",
        [
            "19:9: two parts are called test; give each part a name of its own",
        ],
    ),
    (
        "overrides: []",
        "last_confirmed_at: 2019-01-01T00:00Z",
        [
            "20:5: R-KZ-1 was confirmed before anybody had heard of it; correct last_confirmed_at or recorded_at",
        ],
    ),
    (
        "        fresh_negative_test: {kinds: [pcr], within_hours: 72}\n",
        "        fresh_negative_test: {kinds: [pcr], within_hours: 72}\n        remedies: [{action: obtain test, cost_usd: 20.555, lead: soon}]\n",
        [
            '20:29: "obtain test" does not fit here; write it as obtain_test (small letters, digits, underscore)',
            '20:52: "20.555" is not an amount in US dollars; write it as 20 or 20.50',
            '20:66: "soon" is not a length of time; write 30 min, 72 h or 14 d',
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "faults"), BAD, ids=[new.strip()[:60] for _, new, _ in BAD])
def test_what_is_wrong_is_told_with_its_line_and_its_remedy(old, new, faults):
    assert told(changed((old, new))) == faults
