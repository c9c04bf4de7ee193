"""Frozen value types. Standard library only, no I/O."""

from dragoman.model.claim import Attribution, Claim, CommitmentBody, FigureBody, Framing, Modality, TieBody
from dragoman.model.evidence import Answers, Question, Statement, Vintage, as_of
from dragoman.model.finding import GROUNDS, VERDICTS, Finding, Judgement, Probability, Report
from dragoman.model.number import Interval, Quantity, Relation
from dragoman.model.period import Period, PeriodMention
from dragoman.model.reading import Context, Cue, FigureFrame, Mention, Reading, TieFrame, Token, Transcript
from dragoman.model.text import Article, Sentence, Span

__all__ = [
    "GROUNDS",
    "VERDICTS",
    "Answers",
    "Article",
    "Attribution",
    "Claim",
    "CommitmentBody",
    "Context",
    "Cue",
    "FigureBody",
    "FigureFrame",
    "Finding",
    "Framing",
    "Interval",
    "Judgement",
    "Mention",
    "Modality",
    "Period",
    "PeriodMention",
    "Probability",
    "Quantity",
    "Question",
    "Reading",
    "Relation",
    "Report",
    "Sentence",
    "Span",
    "Statement",
    "TieBody",
    "TieFrame",
    "Token",
    "Transcript",
    "Vintage",
    "as_of",
]
