"""The published schema of steps files takes what the reader takes, and refuses what it refuses."""

import jsonschema
import pytest
import yaml

from karvon.cli.steps.schema import schema_text, steps_schema
from tests.karvon.cli.making import make_step
from tests.karvon.cli.running import DEMO
from tests.shared_data import ROOT


class AsJson(yaml.SafeLoader):
    """Reads YAML into what JSON can hold: a moment stays a text."""


AsJson.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_schema_is_one_and_is_published():
    jsonschema.Draft202012Validator.check_schema(steps_schema())
    assert (ROOT / "docs" / "reference" / "steps.schema.json").read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("name", ["steps.yaml", "steps-test-here.yaml", "steps-corridor.yaml"])
def test_the_steps_of_the_demo_are_valid(name):
    jsonschema.validate(yaml.load((DEMO / name).read_text(), AsJson), steps_schema())


@pytest.mark.parametrize(
    "given",
    [
        {"steps": []},
        {"steps": [make_step(role="through")]},
        {"steps": [make_step()], "everyone": {"tests": "some"}},
        {"steps": [make_step()], "everyone": {"temperature": 367}},
        {"steps": [make_step()], "people": [{"batch": "1"}]},
        {"steps": [make_step()], "odd": 1},
    ],
)
def test_what_the_reader_refuses_is_not_valid(given):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"karvon_steps": 1, **given}, steps_schema())


@pytest.mark.parametrize(
    "given",
    [
        {"everyone": {"tests": "none", "temperature": 36.6}},
        {"everyone": {"papers": [{"kind": "passport", "expires_on": "2024-06-30"}]}},
        {"people": [{"who": "P001..P034", "batch": "1"}, {"who": ["P040", "P050..P052"], "batch": "2"}]},
    ],
)
def test_what_the_reader_takes_is_valid(given):
    jsonschema.validate({"karvon_steps": 1, "steps": [make_step()], **given}, steps_schema())
