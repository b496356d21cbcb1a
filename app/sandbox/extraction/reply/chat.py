"""A turn of a conversation: answered from what was said before, or met with what is missing."""

import re
from collections.abc import Sequence

from app.sandbox.extraction.reply.said import Said
from app.sandbox.extraction.story.speech import clip
from app.sandbox.extraction.text.hangul import is_korean
from app.sandbox.extraction.text.keyphrases import overlap

_GREETING = re.compile(r"^(?:안녕|반갑|반가워|hello|hi\b|hey\b)", re.IGNORECASE)
_THANKS = re.compile(r"고마|감사|thank", re.IGNORECASE)
_RECALL = re.compile(
    r"아까|앞에서|방금|이전에|기억|했(?:지|더라|었)|말했|뭐라고|earlier|before|remember|did i say",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[?？]|(?:알려|말해|설명해|추천해|가르쳐|해)\s?(?:줘|주세요)|(?:뭐야|까|나요|니|죠|[었했였이]지|어때)[.!]?$"
    r"|^(?:what|who|where|when|why|how|which|tell|explain|recommend|can|could|is|are|do|does)\b",
    re.IGNORECASE,
)
_ABOUT_A_QUESTION = re.compile(
    r"^“|^There is no text|라고 물었다\.$|라고 답했다\.$|^The (?:user asked|assistant answered):"
)
_RELATED = 0.33
_SHOWN = 2
_LONGEST = 120
_COURTESY = 20  # letters, up to which a message is nothing else


def conversed(asked: str, before: Sequence[Said]) -> str:
    """The answer to ``asked``; ``before`` is what was said earlier, oldest first."""
    korean = is_korean(asked)
    if found := _recalled(asked, before):
        return " ".join(_quoted(each, korean) for each in found)
    if _GREETING.search(asked.strip()) and len(asked) < _COURTESY:
        return _GREETED[korean].format(asked=_head(asked))
    if _THANKS.search(asked) and len(asked) < _COURTESY:
        return _THANKED[korean].format(asked=_head(asked))
    replies = _UNANSWERED if _ASKS.search(asked.strip()) else _NOTED
    return replies[korean].format(asked=_head(asked))


def _recalled(asked: str, before: Sequence[Said]) -> list[Said]:
    """What was said about it; a bare "what did I say" gets the user's latest words."""
    if not _ASKS.search(asked.strip()):
        return []
    once = {each.text: each for each in reversed(before)}.values()  # not the model's echo of it
    told = [each for each in once if _tells(each) and each.text != asked]
    told.sort(key=lambda each: each.order)
    near = [each for each in told if overlap(asked, each.text) >= _RELATED]
    best = sorted(near, key=lambda each: (-overlap(asked, each.text), -each.order))[:_SHOWN]
    if not best and _RECALL.search(asked):
        best = [each for each in told if each.by_user][-_SHOWN:]
    return sorted(best, key=lambda each: each.order)


def _tells(said: Said) -> bool:
    """Neither a question, nor what a summary says of one, nor our own words about one."""
    of_a_question = not said.by_user and _ABOUT_A_QUESTION.search(said.text)
    return not (said.asks or said.courteous or of_a_question)


def _quoted(said: Said, korean: bool) -> str:
    text = clip(said.text, _LONGEST)
    if not said.by_user:
        return text
    return f"앞서 “{text}”라고 하셨습니다." if korean else f"You said earlier: “{text}”"


def _head(asked: str) -> str:
    return clip(" ".join(asked.split()), _LONGEST)


_GREETED = {
    True: "“{asked}” 인사 고맙습니다. 저는 모델 없이 대화 속의 글에서 답을 찾는 샌드박스입니다. "
    "읽을 글이나 궁금한 것을 보내 주세요.",
    False: "“{asked}” to you too. I am a sandbox without a model: I answer from the text of this "
    "conversation. Send me something to read, or a question about it.",
}
_THANKED = {
    True: "“{asked}” 도움이 되었다니 다행입니다. 이어서 궁금한 것이 있으면 보내 주세요.",
    False: "“{asked}” You are welcome. Ask on whenever you like.",
}
_NOTED = {
    True: "“{asked}” 말씀을 적어 두었습니다. 이 대화에서 다시 물으시면 여기서 찾아 답하겠습니다.",
    False: "I have noted “{asked}” and will answer from it when you ask about it.",
}
_UNANSWERED = {
    True: "“{asked}”에 대해 답할 글이 대화에 없습니다. 참고할 글을 함께 보내 주세요.",
    False: "There is no text in this conversation to answer “{asked}” from. Please send one.",
}
