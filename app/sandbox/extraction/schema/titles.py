"""Titles: decided on before, asked for, or worded from what they stand above."""

import re

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.schema.concepts import Concept, concept_of_label
from app.sandbox.extraction.schema.resolve import Slot
from app.sandbox.extraction.story.speech import headline
from app.sandbox.extraction.text.hangul import attach
from app.sandbox.extraction.text.keyphrases import key_phrases

TITLE_LENGTH = 32
_LEAST_TITLE = 4
_NO_TITLE = re.compile(r"(?:연구팀|연구진|교수|박사|위원|관계자|하루|연구)$|의 ")


def title_for(composer: Composer, slot: Slot, scope: Scope) -> str:
    """No two places of the same kind get the same."""
    candidates = _candidates(composer, slot, scope)
    title = composer.fresh_title(candidates, (*slot.around, slot.name))
    return title if composer.korean else title[:1].upper() + title[1:]


def _candidates(composer: Composer, slot: Slot, scope: Scope) -> list[str]:
    limit = min(slot.max_length or TITLE_LENGTH, TITLE_LENGTH)
    if scope.facet:
        return [scope.facet.title]
    if scope.title:
        return [scope.title]
    if "intent" in composer.material.wishes and composer.ranked.statements:
        best = composer.ranked.best(3)
        own = [*(headline(each, limit) for each in best), *(_pair(composer, each) for each in best)]
        return [_offered(composer), *own, *composer.phrases]
    if scope.statement:
        asked = composer.material.query if scope.index == 0 else ""
        own = [headline(scope.statement, limit), _pair(composer, scope.statement)]
        return [_head(asked, limit), *own, *composer.phrases]
    if scope.index == 0 and not slot.around[1:]:
        return [_decided(composer), composer.material.query, *composer.phrases]
    return composer.phrases[scope.index :] or [composer.material.query]


def _decided(composer: Composer) -> str:
    """The title in a block of an earlier step; numbered blocks are only candidates."""
    for record in composer.material.records:
        if record.number is None:
            for label, value in record.fields.items():
                if concept_of_label(label) is Concept.TITLE:
                    return value
    return ""


def _offered(composer: Composer) -> str:
    """The first title that the prompt offers."""
    lines = composer.material.wishes.get("titles", "").splitlines()
    return next((line.lstrip("-* ").strip() for line in lines if line.strip()), "")


def _head(query: str, limit: int) -> str:
    """A question that reads like a headline, up to its first break."""
    bare = re.sub(r"^\[[^\]]*\]\s*", "", query.strip())
    head = re.split(r"…|\.\.\.|[?!]|\s[-–|]\s", bare)[0].strip(" ,.")
    return head if _LEAST_TITLE <= len(head) <= limit else ""


def _pair(composer: Composer, statement: Statement) -> str:
    """The two phrases that tie the statement to the whole."""
    named = [phrase for phrase in composer.phrases if phrase in statement.text]
    shared = [phrase for phrase in named if not _NO_TITLE.search(phrase)][:2]
    phrases = shared if len(shared) > 1 else key_phrases([statement.text], 2)
    if len(phrases) < 2:
        return phrases[0] if phrases else ""
    return f"{attach(phrases[0], '과')} {phrases[1]}" if composer.korean else " and ".join(phrases)
