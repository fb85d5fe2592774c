"""Writing packs: what is written reads back as the same pack, in the same text, and a lawyer can read it."""

import yaml
from hypothesis import HealthCheck, given, settings

from rulebook.packs.pack import Pack
from rulebook.packs.reading import read_pack
from rulebook.packs.writing import write_pack
from tests.rulebook.packs.strategies import packs
from tests.rulebook.packs.texts import SOUND, read


@given(packs())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_pack_that_is_written_reads_back_as_the_same_pack_and_text(pack):
    text = write_pack(pack)
    again = read_pack(text, "written.yaml")
    assert again.faults == ()
    assert again.pack is not None
    assert again.pack == pack
    assert write_pack(again.pack) == text


def written() -> str:
    pack = read(SOUND).pack
    assert pack is not None
    return write_pack(pack)


def test_what_is_short_stands_on_one_line_and_amounts_keep_their_cents():
    pack = read(
        SOUND.replace(
            "within_hours: 72}\n", "within_hours: 72}\n        remedies: [{action: obtain_test, cost_usd: 20.50}]\n"
        )
    ).pack
    assert isinstance(pack, Pack)
    text = write_pack(pack)
    assert "        fresh_negative_test: {kinds: [pcr], within_hours: 72}\n" in text
    assert "        remedies: [{action: obtain_test, cost_usd: 20.50}]\n" in text


def test_what_is_as_by_default_is_not_written():
    assert "posts" not in written()
    assert "overrides" not in written()
    assert "valid_to" not in written()


def test_other_programs_read_the_same_texts():
    values = yaml.safe_load(written())
    assert values["requirements"][0]["valid_from"] == "2020-10-06T00:00+06:00"
    assert values["requirements"][0]["scope"] == {"except_nationalities": ["KAZ"]}
