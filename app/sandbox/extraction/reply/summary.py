"""A conversation in a few sentences that quote it, so that nothing is put into anyone's mouth."""

from collections.abc import Sequence

from app.sandbox.extraction.reply.said import Said, transcript
from app.sandbox.extraction.story.speech import clip
from app.sandbox.extraction.text.hangul import is_korean
from app.sandbox.extraction.text.keyphrases import overlap
from app.sandbox.extraction.text.nouns import terms
from app.sandbox.extraction.text.sentences import split_sentences

_LONGEST = 90
_SAME = 0.8


def summarised(before: str, conversation: str, sentences: int) -> str:
    """The earlier summary's weightiest sentences, then the new ones, in order."""
    said = [each for each in transcript(conversation) if each.text]
    new = _weightiest(said, sentences)
    kept = [each for each in split_sentences(before) if not _repeats(each, new)]
    older = sorted(kept, key=lambda each: -len(terms(each)))[: max(sentences - len(new), 2)]
    newer = new[: max(1, sentences - len(older))]
    told = [_told(each) for each in sorted(newer, key=lambda each: each.order)]
    return " ".join([*(each for each in kept if each in older), *told])


def _weightiest(said: Sequence[Said], count: int) -> list[Said]:
    chosen: list[Said] = []
    for each in sorted(said, key=lambda each: (-each.weight, -each.order)):
        if len(chosen) < count and not any(overlap(each.text, one.text) > _SAME for one in chosen):
            chosen.append(each)
    return chosen


def _repeats(sentence: str, new: Sequence[Said]) -> bool:
    return any(clip(each.text, _LONGEST) in sentence for each in new)


def _told(said: Said) -> str:
    quoted = f"“{clip(said.text, _LONGEST)}”"
    if not is_korean(said.text):
        return f"The {'user' if said.by_user else 'assistant'} said: {quoted}"
    if not said.by_user:
        return f"도우미는 {quoted}라고 답했다."
    return f"사용자는 {quoted}라고 {'물었다' if said.asks else '말했다'}."
