"""The steps file: a journey as people plan it, what is known of everybody on it, and where some of them stand."""

from karvon.cli.steps.reading import Plan, read_plan

__all__ = ["Plan", "read_plan"]
