"""The script workflow's state: a section for each node, replaced whole by the node that owns it."""

import operator
from typing import Annotated, TypedDict

from app.domain.script import ContentBrief, ScriptRequest
from app.domain.script_draft import ScriptDraft
from app.domain.script_news import NewsData


class ScriptState(TypedDict, total=False):
    """``brief``, ``news`` and ``draft`` appear as their nodes end; warnings only grow."""

    request: ScriptRequest
    brief: ContentBrief
    news: NewsData
    draft: ScriptDraft
    warnings: Annotated[list[str], operator.add]
