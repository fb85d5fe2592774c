"""`karvon rules check`: all faults at once, warnings that refuse nothing, and a sum."""

import pytest

from tests.karvon.cli.making import make_pack, make_requirement
from tests.karvon.cli.running import DEMO, karvon
from tests.shared_data import ROOT


def test_the_packs_of_the_demo_have_no_fault():
    told = karvon("rules", "check", DEMO, ROOT / "demo" / "rules")
    assert told.status == 0
    assert told.out.splitlines()[-1].startswith("13 requirement versions, 0 faults, ")
    assert "passed over" in told.out
    assert all(line.startswith("warning: ") for line in told.out.splitlines()[:-1])


def test_a_pack_without_warnings_says_only_the_sum(tmp_path):
    told = karvon("rules", "check", make_pack(tmp_path, make_requirement()))
    assert (told.status, told.out) == (0, "1 requirement version, 0 faults, 0 warnings\n")


def test_faults_of_several_packs_come_at_once_with_status_2(tmp_path):
    first = make_pack(tmp_path, make_requirement(standing="sure"), name="a.yaml")
    second = make_pack(tmp_path, make_requirement("R-2", kind="law"), name="b.yaml")
    told = karvon("rules", "check", first, second, tmp_path / "missing.yaml")
    assert told.status == 2
    *faults, sum_ = told.out.splitlines()
    assert {line.split(":")[0] for line in faults} == {str(first), str(second), str(tmp_path / "missing.yaml")}
    assert "3 faults" in sum_


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"recorded_at": "2020-09-30T20:00Z"}, "short-notice"),
        ({"valid_to": "2020-10-02T00:00Z"}, "short-validity"),
        ({"recorded_at": "2020-09-20T00:00Z", "valid_from": "2020-10-10T00:00Z"}, "too-far-ahead"),
    ],
)
def test_what_is_unusual_is_warned_of_and_never_refused(tmp_path, given, code):
    told = karvon("rules", "check", make_pack(tmp_path, make_requirement(**given)))
    assert told.status == 0
    assert code in told.out
    assert told.out.splitlines()[0].startswith("warning: R-1 version 1: ")


def test_versions_out_of_order_are_warned_of(tmp_path):
    later = make_requirement(version=2, valid_from="2020-09-29T00:00Z", recorded_at="2020-09-21T00:00Z")
    told = karvon("rules", "check", make_pack(tmp_path, make_requirement(), later))
    assert told.status == 0
    assert "R-1 version 2" in told.out
    assert "[starts-before-previous]" in told.out


def test_notice_is_counted_from_the_moment_of_publishing(tmp_path):
    pack = make_pack(tmp_path, make_requirement())
    assert "short-notice" in karvon("rules", "check", pack, "--now", "2020-09-30T20:00Z").out
    assert "0 warnings" in karvon("rules", "check", pack, "--now", "2020-09-20T00:00Z").out
    assert karvon("rules", "check", pack, "--now", "today").status == 2


def test_the_sum_is_told_in_russian(tmp_path):
    told = karvon("rules", "check", make_pack(tmp_path, make_requirement()), language="ru")
    assert told.out == "1 версия требований, 0 ошибок, 0 предупреждений\n"
