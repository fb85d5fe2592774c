"""The reference page names whatever a pack may hold, each clause with a sample that is read and with its words."""

import re

import pytest

from rulebook.catalogue import paths
from rulebook.clauses.base import parameters_of
from rulebook.clauses.registry import CLAUSES
from rulebook.packs import samples
from rulebook.packs.format import CHANNELS, PART, REMEDY, SCOPE, SOURCE, VERSION
from rulebook.packs.reference import reference_page
from rulebook.packs.samples import SAMPLES, sample
from rulebook.words import Words
from tests.rulebook.packs.texts import told

PAGE = reference_page()


def test_every_key_channel_and_fact_is_named():
    keys = [entry.key for record in (VERSION, SCOPE, SOURCE, PART, REMEDY) for entry in record.entries]

    assert [one for one in (*keys, *CHANNELS, *paths()) if f"`{one}`" not in PAGE] == []


@pytest.mark.parametrize("keyword", CLAUSES)
def test_each_clause_has_a_sample_its_words_and_its_parameters(keyword):
    section = PAGE.partition(f"\n### {keyword}\n")[2].partition("\n### ")[0]

    assert f"```yaml\n{SAMPLES[keyword]}\n```" in section
    assert f"- en: {sample(keyword).demand(Words.of('en'))}" in section
    assert re.search("- ru: .*[а-я]", section)
    assert all(f"`{name}`**" in section or f"| `{name}` |" in section for name in parameters_of(CLAUSES[keyword]))


def test_the_samples_are_those_of_the_clauses_there_are():
    assert list(SAMPLES) == list(CLAUSES)
    assert {keyword: sample(keyword).keyword for keyword in SAMPLES} == {keyword: keyword for keyword in CLAUSES}


def test_the_pack_at_the_head_of_the_page_is_sound():
    (head, *_) = re.findall("```yaml\n(.*?)```", PAGE, re.DOTALL)

    assert told(head) == []


def test_a_sample_that_would_be_refused_says_why(monkeypatch):
    monkeypatch.setitem(samples.SAMPLES, "age", "age: {at_most: 3}")
    with pytest.raises(ValueError, match='the sample of age:1:7: age has no key "at_most"'):
        sample("age")
