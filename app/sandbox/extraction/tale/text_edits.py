"""Edits of what a story says: names, and whole texts."""

import re

from app.sandbox.extraction.tale.casting import place_of
from app.sandbox.extraction.tale.draft import Draft, bare
from app.sandbox.extraction.tale.happenings import Happening, by_fit, hope
from app.sandbox.extraction.tale.invent import other_description
from app.sandbox.extraction.tale.raw import Raw, number_in, stocks_of
from app.sandbox.extraction.tale.values import Tier, tier_of
from app.sandbox.extraction.text.hangul import PARTICLES, attach

_FIELDS = (
    ("news_tag", r"힌트|태그|news_tag|hint"),
    ("news", r"뉴스|소식|news"),
    ("result", r"결과|사건|상황|result"),
    ("expectation", r"기대|expectation"),
    ("description", r"설명|소개|description"),
)
_OF_A_STOCK = ("expectation", "description")
_CHANGE = r"(?:바꿔|바꾸|변경|고쳐|고치|수정|교체|써|넣|정해|해|change|replace|rename|rewrite)"
_OPEN, _CLOSE = r"[‘'“\"「『]", r"[’'”\"」』]"
_QUOTED = re.compile(rf"{_OPEN}([^‘’'“”\"「」『』]+){_CLOSE}")
_INTO = re.compile(
    rf"(?:을|를)\s+(?P<text>[^,]+?)(?:이?라는 (?:내용|소식|글))?(?:으로|로)\s*(?:다시\s*)?{_CHANGE}"
)
_NO_TEXT = ("", "새", "다른 것", "다른 내용")
_PAIR = re.compile(
    rf"{_OPEN}?(?P<old>[^‘’'“”\"\s]+(?: [^‘’'“”\"\s]+)?)(?:{_CLOSE}\s*)?"
    r"(?:의 이름)?(?:을|를|은|는)\s+"
    rf"(?:이름을\s+)?{_OPEN}?(?P<new>[^‘’'“”\",]+?){_CLOSE}?(?:으로|로)\s*"
    rf"(?:이름을\s*)?(?:다시\s*)?{_CHANGE}"
)
_ENGLISH_PAIR = re.compile(
    r"(?:rename|change|replace)\s+[\"']?(?P<old>[^\"']+?)[\"']?\s+(?:to|with|into)\s+"
    r"[\"']?(?P<new>[^\"'.]+?)[\"']?(?:[.!]|$)",
    re.IGNORECASE,
)
_STAGE = re.compile(r"배경|장소|무대|마을")
_PARTICLE = "|".join(sorted({form for pair in PARTICLES.values() for form in pair}, reverse=True))


def write(draft: Draft, clause: str) -> bool:
    """3턴 뉴스를 “비가 온다”로 바꿔줘."""
    field = _field(clause)
    quoted = _QUOTED.search(clause)
    into = _INTO.search(clause)
    text = quoted.group(1) if quoted else into["text"] if into else ""
    if field is None or text in _NO_TEXT or not re.search(_CHANGE, clause):
        return False
    for turn in draft.targets(clause):
        for part in _parts(draft, turn, field, clause):
            part[field] = text.strip() if field == "news_tag" else _sentence(text.strip())
    return True


def rename(draft: Draft, clause: str) -> bool:
    """화염 마법사를 얼음 마법사로 바꿔줘: wherever the old words stand."""
    match = _PAIR.search(clause) or _ENGLISH_PAIR.search(clause)
    if not match:
        return False
    old = _known(draft, match["old"].strip())
    new = match["new"].strip()
    if not old or old == new or new in _NO_TEXT:
        return False
    turns = draft.turns if old in map(bare, draft.names) else draft.targets(clause)
    for turn in turns:
        turn.update(_replaced(turn, old, new))
    return True


def retell(draft: Draft, clause: str) -> bool:
    """3턴 뉴스를 바꿔줘: another text that fits what happens."""
    field = _field(clause)
    if field is None or not re.search(rf"{_CHANGE}|새로|다시|재미", clause):
        return False
    indexes = draft.indexes(clause) or range(len(draft.turns))
    for at in indexes:
        turn = draft.turns[at]
        for part in _parts(draft, turn, field, clause):
            part[field] = _retold(draft, at, field, part, clause)
    return True


def _field(clause: str) -> str | None:
    return next((name for name, words in _FIELDS if re.search(words, clause, re.I)), None)


def _parts(draft: Draft, turn: Raw, field: str, clause: str) -> list[Raw]:
    """The turn itself, or those of its stocks that are meant."""
    if field not in _OF_A_STOCK:
        return [turn]
    named = draft.named(clause)
    return [stock for stock in stocks_of(turn) if not named or stock.get("name") in named]


def _sentence(text: str) -> str:
    """비가 온다는 소식 → 비가 온다는 소식이 전해졌어요!"""
    if text.endswith(("소식", "뉴스", "이야기")):
        return f"{attach(text, '이')} 전해졌어요!"
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _known(draft: Draft, words: str) -> str:
    """The words as the story has them, without a particle; nothing when it hasn't."""
    for name in map(bare, filter(None, draft.names)):
        if words in (name, name.split()[-1]) or name in words:
            return name
    without = re.sub(rf"(?:{_PARTICLE})$", "", words)
    candidates = (words, words.split()[-1], without, without.split()[-1] if without else "")
    found = next((each for each in candidates if len(each) > 1 and each in draft.text), "")
    return found or (place_of(draft.text) if _STAGE.search(words) else "")


def _replaced(value: Raw, old: str, new: str) -> Raw:
    return {key: _in_all(inner, old, new) for key, inner in value.items()}


def _in_all(value: object, old: str, new: str) -> object:
    match value:
        case str():
            return _in_text(value, old, new)
        case list():
            return [_in_all(each, old, new) for each in value]
        case dict():
            return _replaced(value, old, new)
        case _:
            return value


def _in_text(text: str, old: str, new: str) -> str:
    """The particle behind it is the one that the new word wants."""

    def word(match: re.Match[str]) -> str:
        found = match.group(1)
        base = next((base for base, forms in PARTICLES.items() if found in forms), None)
        return attach(new, base) if base else new

    pattern = rf"{re.escape(old)}({_PARTICLE})?(?![가-힣])|{re.escape(old)}"
    return re.sub(pattern, word, text)


def _retold(draft: Draft, index: int, field: str, part: Raw, clause: str) -> str:
    seed = f"{clause} {index}"
    if field == "description":
        return other_description(part)
    if field == "expectation":
        return _hope(draft, index, part, seed)
    told = _explaining(draft, index if field == "result" else index + 1, seed)
    return {"news": told.news, "news_tag": told.tag, "result": told.result}[field]


def _hope(draft: Draft, index: int, stock: Raw, seed: str) -> str:
    moves = _moves(draft, index + 1)
    name = bare(str(stock.get("name") or ""))
    strength = moves.get(tier_of(stock.get("risk_level")), 0)
    said = (hope(name, strength, f"{seed} {at}") for at in range(6))
    return next(text for text in (*said, f"{name}!") if text != stock.get("expectation"))


def _explaining(draft: Draft, index: int, seed: str) -> Happening:
    """What happens into the turn at ``index``, told otherwise than the story does."""
    words = draft.words(index)
    unlike = {turn.get(name) for turn in draft.turns for name in ("news", "result")}
    told = by_fit(_moves(draft, index), seed, words)
    return next((each for each in told if not {each.news, each.result} & unlike), told[0])


def _moves(draft: Draft, index: int) -> dict[Tier, int]:
    """How the turn's values moved, by tier; unknown behind the end."""
    if not 0 < index < len(draft.turns):
        return {}
    return {
        tier_of(stock.get("risk_level")): (number_in(stock, "current_value") or 0)
        - (number_in(stock, "before_value") or number_in(stock, "current_value") or 0)
        for stock in stocks_of(draft.turns[index])
    }
