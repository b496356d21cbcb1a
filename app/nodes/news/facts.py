"""Facts over all articles: what an article really says, merged and numbered."""

import re
from collections.abc import Sequence

from app.domain.script_news import ArticleReading, FactReply, NewsArticle, NewsFact
from app.nodes.numerals import numerals

_WORD = re.compile(r"\w+")


def grounded(article: NewsArticle, reading: ArticleReading, warnings: list[str]) -> list[FactReply]:
    """The facts whose numbers stand in the article, with a warning for what is left out.

    A value or a proposal with a number of its own is emptied, its fact stays.
    """
    known = numerals(f"{article.title}\n{article.content}")
    facts = [each for each in reading.facts if numerals(each.content) <= known]
    if missing := len(reading.facts) - len(facts):
        warnings.append(f"{article.source}: 기사에 없는 숫자가 든 사실 {missing}개를 뺐습니다.")
    kept = [_with_grounded_extras(each, known) for each in facts]
    if emptied := sum(before != after for before, after in zip(facts, kept, strict=True)):
        warnings.append(f"{article.source}: 사실 {emptied}개에서 기사에 없는 숫자를 지웠습니다.")
    return kept


def _with_grounded_extras(fact: FactReply, known: set[str]) -> FactReply:
    extras = {"value": fact.value, "visual_proposal": fact.visual_proposal}
    return fact.model_copy(
        update={name: "" for name, text in extras.items() if not numerals(text) <= known}
    )


def numbered_facts(
    found: Sequence[tuple[NewsArticle, Sequence[FactReply]]],
) -> list[NewsFact]:
    """F1, F2, …: every article's first facts before the second ones; repeats are merged."""
    facts: dict[str, NewsFact] = {}
    for place in range(max((len(replies) for _, replies in found), default=0)):
        for article, replies in found:
            if place < len(replies):
                _add(facts, article, replies[place])
    return list(facts.values())


def _add(facts: dict[str, NewsFact], article: NewsArticle, reply: FactReply) -> None:
    key = "".join(_WORD.findall(reply.content.casefold()))
    known = facts.get(key)
    if known is None:
        facts[key] = NewsFact(
            id=f"F{len(facts) + 1}",
            content=reply.content,
            category=reply.category,
            value=reply.value,
            visual_proposal=reply.visual_proposal,
            article_id=article.id,
            article_ids=[article.id],
        )
    elif article.id not in known.article_ids:
        merged = {"article_ids": [*known.article_ids, article.id]}
        facts[key] = known.model_copy(update=merged)
