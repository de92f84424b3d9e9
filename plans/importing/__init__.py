"""Reads an existing plan into sections: `read_plan_text` for the plan, `outline_text` for the report on it."""

from plans.importing.coverage import unplaced_words
from plans.importing.decoding import MAX_BYTES
from plans.importing.model import ContentsEntry, Doubt, ImportProblem, ParsedPlan, ParsedSection
from plans.importing.report import outline_text
from plans.importing.text import read_plan_text

__all__ = [
    "MAX_BYTES",
    "ContentsEntry",
    "Doubt",
    "ImportProblem",
    "ParsedPlan",
    "ParsedSection",
    "outline_text",
    "read_plan_text",
    "unplaced_words",
]
