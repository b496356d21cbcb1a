"""What is said, asked and shown about a topic in the news."""

import re
from collections.abc import Iterator

from app.sandbox.extraction.composer import Composer, Scope
from app.sandbox.extraction.schema.resolve import Slot
from app.sandbox.extraction.story.speech import clip
from app.sandbox.extraction.text.hangul import attach, polite
from app.sandbox.extraction.text.keyphrases import key_phrases, noun_phrases
from app.sandbox.vision.wording import described

_FIGURE = re.compile(
    r"\d[\d,.]*(?:만|억|천)?\s?(?:%|퍼센트|배|명|건|곳|개|가구|시간|분|년|월|일|원|톤|킬로미터|미터|킬로와트시"
    r"|percent|times|tons|acres|gallons|species)?"
)
_SHARE = re.compile(r"%|퍼센트|배$|percent|times")
_AMOUNT = re.compile(r"(?:명|건|곳|개|가구|시간|분|원|톤|미터|시|tons|acres|gallons|species)$")
_QUOTE = re.compile(r"[“\"](?P<said>[^”\"]{4,})[”\"]")
_SENTENCES = 3
_WORDS_OF_A_QUERY = 5
_QUOTED_LENGTH = 40


def summary(composer: Composer, limit: int) -> str:
    """The weightiest statements that fit, in the order of the text."""
    chosen = sorted(composer.ranked.best(_SENTENCES), key=lambda each: each.order)
    text = ""
    for each in composer.standing(chosen):
        longer = f"{text} {each.text}".strip()
        if len(longer) <= limit:
            text = longer
    return text or clip(" ".join(each.text for each in chosen) or composer.material.query, limit)


def spoken(composer: Composer, scope: Scope) -> str:
    """A statement as it is said aloud; without one, what leads on."""
    if scope.statement:
        text = scope.statement.text
        return f"{polite(text.rstrip('.'))}." if scope.statement.korean else text
    topic = re.sub(r"\d+\S*\s?", "", composer.topic)
    if composer.korean:
        return f"{attach(topic, '을')} 한 걸음 더 들여다보겠습니다."
    return f"Let us take a closer look at {topic}."


def question(composer: Composer, scope: Scope) -> str:
    """One of the topic's."""
    return (scope.facet or composer.sides[scope.index % len(composer.sides)]).question


def search_query(composer: Composer, slot: Slot, scope: Scope) -> str:
    """The question itself, its parts, then each with what one may want to know of it."""
    queries = list(dict.fromkeys(_queries(composer, slot)))
    return queries[scope.index % len(queries)]


def _queries(composer: Composer, slot: Slot) -> Iterator[str]:
    short = composer.material.query.rstrip("?!. ")
    if len(short.split()) > _WORDS_OF_A_QUERY:
        short = " ".join(noun_phrases(short)[:2]) or short
    if re.search(r"competitor|video|youtube", slot.name, re.IGNORECASE):
        short += " 해설" if composer.korean else " explained"
    yield short
    if composer.ranked.statements:
        yield from composer.phrases
    for side in composer.sides:
        yield f"{short} {side.search_words}"
    yield from composer.phrases


def figure_in(text: str, limit: int) -> str:
    """Its most telling number with its unit, else what is quoted, else nothing."""
    figures = _figures(text)
    quote = _QUOTE.search(text)
    found = figures[0] if figures else quote["said"] if quote else ""
    return clip(found, limit)


def _figures(text: str) -> list[str]:
    """Shares before amounts, both before dates and bare numbers."""
    found = [match.group().strip(" ,.") for match in _FIGURE.finditer(text)]
    return sorted(found, key=lambda each: (not _SHARE.search(each), not _AMOUNT.search(each)))


def visual(composer: Composer, scope: Scope) -> str:
    """How to show a statement, or the title of what is there to be shown."""
    if scope.title or scope.statement is None:
        return scope.title or composer.sides[scope.index % len(composer.sides)].assets[0]
    text, korean = scope.statement.text, scope.statement.korean
    if quote := _QUOTE.search(text):
        said = clip(quote["said"], _QUOTED_LENGTH)
        return f"인용 자막: “{said}”" if korean else f"Quotation: “{said}”"
    figure = next(iter(_figures(text)), "")
    if _SHARE.search(figure) or _AMOUNT.search(figure):
        return f"막대그래프: {figure}" if korean else f"Bar chart: {figure}"
    phrase = next(iter(key_phrases([text], 1)), clip(text, _QUOTED_LENGTH))
    return f"{phrase} 사진" if korean else f"Photo: {phrase}"


def call_to_action(composer: Composer) -> str:
    """Asks for an opinion on the topic."""
    topic = composer.topic
    if composer.korean:
        return f"{attach(topic, '을')} 어떻게 보시나요? 댓글로 의견을 남겨 주세요."
    return f"What do you think about {topic}? Tell us in the comments."


def seen(composer: Composer, scope: Scope) -> str:
    """A picture in one sentence."""
    pictures = composer.material.pictures
    caption = composer.material.wishes.get("caption", "")
    picture = pictures[min(scope.index, len(pictures) - 1)]
    return described(picture, caption, korean=composer.korean)
