"""A conversation in a few sentences that quote it, so that nothing is put into anyone's mouth.

A summary that is made of quotations can be summarised again without losing what matters.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.sandbox.extraction.reply.said import Said, transcript
from app.sandbox.extraction.story.speech import clip
from app.sandbox.extraction.text.hangul import is_korean
from app.sandbox.extraction.text.keyphrases import overlap
from app.sandbox.extraction.text.sentences import split_sentences

_LONGEST = 60
_SAME = 0.6
_STATEMENTS, _QUESTIONS, _ANSWERS = 6, 2, 1
_IN_A_SENTENCE = 3
_QUOTES = re.compile(r"“([^”]*)”")
_TOLD = re.compile(
    r"(?:(?:사용자|도우미)는 |The (?:user|assistant) (?:said|asked|answered): )"
    r"“[^”]*”(?:, “[^”]*”)*(?:라고 (?:말했|물었|답했)다\.)?"
)
_WORDS = {
    (True, "said"): "사용자는 {}라고 말했다.",
    (True, "asked"): "사용자는 {}라고 물었다.",
    (True, "answered"): "도우미는 {}라고 답했다.",
    (False, "said"): "The user said: {}",
    (False, "asked"): "The user asked: {}",
    (False, "answered"): "The assistant answered: {}",
}


def summarised(before: str, conversation: str, sentences: int) -> str:
    """What the earlier summary and the conversation tell, in at most ``sentences`` or so."""
    korean = is_korean(f"{before}\n{conversation}")
    said = [*_quoted_before(before), *transcript(conversation)]
    said = [replace(each, order=at) for at, each in enumerate(said) if each.text]
    users = [each for each in said if each.by_user and not each.courteous]
    told = [
        *_told(_best([each for each in users if not each.asks], _STATEMENTS), korean, "said"),
        *_told([each for each in users if each.asks][-_QUESTIONS:], korean, "asked"),
        *_told(_best(_news_of_model(said, users), _ANSWERS), korean, "answered"),
    ]
    own = split_sentences(_TOLD.sub("", before))[: max(0, sentences - len(told))]
    return " ".join([*own, *told]) or _told(said[:1], korean, "said")[0]


def _quoted_before(summary: str) -> list[Said]:
    return [
        Said(text, by_user="도우미" not in told and "assistant" not in told, order=0)
        for told in _TOLD.findall(summary)
        for text in _QUOTES.findall(told)
    ]


def _news_of_model(said: Sequence[Said], users: Sequence[Said]) -> list[Said]:
    """What only the model said: an echo of the user is none."""
    return [
        each
        for each in said
        if not each.by_user
        and "“" not in each.text
        and not any(overlap(each.text, one.text) > _SAME for one in users)
        and each.weight > 1
    ]


def _best(said: Sequence[Said], count: int) -> list[Said]:
    """The weightiest that do not say the same; a later one replaces an earlier."""
    chosen: list[Said] = []
    for each in sorted(said, key=lambda each: (-each.weight, -each.order)):
        if len(chosen) < count and not any(overlap(each.text, one.text) > _SAME for one in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda each: each.order)


def _told(said: Sequence[Said], korean: bool, manner: str) -> list[str]:
    quotes = [f"“{clip(_inner(each.text), _LONGEST)}”" for each in said]
    groups = [quotes[at : at + _IN_A_SENTENCE] for at in range(0, len(quotes), _IN_A_SENTENCE)]
    return [_WORDS[korean, manner].format(", ".join(group)) for group in groups]


def _inner(text: str) -> str:
    """A quotation inside a quotation."""
    return text.replace("“", "‘").replace("”", "’").replace('"', "’")
