"""Makes small packs, lists and steps files for the tests of the command."""

from pathlib import Path
from typing import Any

import yaml

AT = "2020-10-31T07:40Z"


class _WrittenOut(yaml.SafeDumper):
    """Writes out what stands in two places."""

    def ignore_aliases(self, data: Any) -> bool:
        """Everything."""
        return True


def make_requirement(id_: str = "R-1", **given: Any) -> dict[str, Any]:
    """A requirement of Uzbekistan as a pack holds it: a test of the last 72 hours, from everybody."""
    plain = {
        "id": id_,
        "version": 1,
        "jurisdiction": "UZB",
        "roles": ["entry"],
        "kind": "requirement",
        "standing": "confirmed",
        "title": {"en": f"Title of {id_}"},
        "valid_from": "2020-10-01T00:00Z",
        "recorded_at": "2020-09-20T00:00Z",
        "requires": [{"name": "test", "fresh_negative_test": {"kinds": ["pcr"], "within_hours": 72}}],
        "sources": [{"authority": "ministry", "channel": "gazette", "quote": "A test.", "heard_at": "2020-09-20T00:00Z"}],
        "examples": [
            {"name": "fresh", "passes": True,
             "facts": {"tests": [{"kind": "pcr", "result": "negative", "minutes_before": "2 h"}]}},
            {"name": "none", "passes": False, "facts": {"tests": []}},
        ],
    }  # fmt: skip
    return {name: value for name, value in (plain | given).items() if value is not None}


def make_pack(folder: Path, *requirements: dict[str, Any], name: str = "pack.yaml") -> Path:
    """A pack of some requirements."""
    pack = {"karvon_pack": 1, "title": {"en": "A pack"}, "requirements": list(requirements)}
    path = folder / name
    path.write_text(yaml.dump(pack, Dumper=_WrittenOut, allow_unicode=True, sort_keys=False))
    return path


def make_list(folder: Path, *rows: str, header: str = "id,name,nationality", name: str = "list.csv") -> Path:
    """A list of travellers."""
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def make_step(id_: str = "uz", **given: Any) -> dict[str, Any]:
    """A step into Uzbekistan as a steps file holds it."""
    return {"id": id_, "jurisdiction": "UZB", "role": "entry", "at": "2020-10-31 12:40 Asia/Tashkent"} | given


def make_steps(folder: Path, *steps: dict[str, Any], **given: Any) -> Path:
    """A steps file."""
    path = folder / "steps.yaml"
    plan = {"karvon_steps": 1, "steps": list(steps or [make_step()])} | given
    path.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False))
    return path


def make_eu_rule(**given: Any) -> dict[str, Any]:
    """An EU-style rule of our own: all doses of the series."""
    return {
        "Identifier": "VR-AT-9001",
        "Type": "Acceptance",
        "Country": "AT",
        "Version": "1.0.0",
        "SchemaVersion": "1.0.0",
        "Engine": "CERTLOGIC",
        "EngineVersion": "1.0.0",
        "CertificateType": "Vaccination",
        "Description": [{"lang": "en", "desc": "Every dose of the series must have been given."}],
        "ValidFrom": "2021-07-01T00:00:00Z",
        "ValidTo": "2022-07-01T00:00:00Z",
        "AffectedFields": ["v.0", "v.0.dn", "v.0.sd"],
        "Logic": {">=": [{"var": "payload.v.0.dn"}, {"var": "payload.v.0.sd"}]},
    } | given
