"""Cutting text into sentences, Korean and English."""

import re

_SPACES = re.compile(r"[ \t\u00a0\u200b]+")
_BULLET = re.compile(r"^(?:[-*•·▲△■□○●▶◆]|\d{1,2}[.)])\s+")
_CLOSED_BY = dict(zip('“‘(（[「『《"', '”’)）]」』》"', strict=True))
_CLOSERS = "”’)）]」』》"
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|No|Inc|Ltd|Co|Jr|Sr|Fig|al|e\.g|i\.e|U\.S|U\.K|a\.m|p\.m"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|(?:^|\s)[A-Z])$"
)
_NEXT_SENTENCE = re.compile(
    r"\s*$|\s+[A-Z“\"]|\s+(?!(?:이?라)?[고며]\s|(?:이?라)?면서|는\s)[가-힣]"
)
_MAX_QUOTE = 400


def split_sentences(text: str) -> list[str]:
    """Sentences in order; a quotation stays whole, and a line ends its sentence."""
    sentences: list[str] = []
    for line in text.splitlines():
        line = _BULLET.sub("", _SPACES.sub(" ", line).strip())
        sentences.extend(_split_line(line))
    return sentences


def _split_line(line: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for end in _ends(line):
        part = line[start:end].strip()
        if part:
            parts.append(part)
        start = end
    rest = line[start:].strip()
    return [*parts, rest] if rest else parts


def _ends(line: str) -> list[int]:
    """Offsets just behind each end of a sentence."""
    ends: list[int] = []
    open_until = -1
    for at, char in enumerate(line):
        if at > open_until and char in _CLOSED_BY:
            open_until = max(open_until, _closing(line, at, _CLOSED_BY[char]))
        if at >= open_until and char in ".!?。" and _is_end(line, at):
            ends.append(_past_closers(line, at + 1))
        elif at == open_until and char in '"”' and _ends_quotation(line, at):
            ends.append(at + 1)
    return ends


def _closing(line: str, at: int, closer: str) -> int:
    """Where what opens here closes; before ``at`` when it does not."""
    found = line.find(closer, at + 1, at + _MAX_QUOTE)
    while found > 0 and closer == "’" and _is_apostrophe(line, found):
        found = line.find(closer, found + 1, at + _MAX_QUOTE)
    return found


def _is_apostrophe(line: str, at: int) -> bool:
    return re.match(r"[A-Za-z]’[A-Za-z]", line[max(0, at - 1) : at + 2]) is not None


def _is_end(line: str, at: int) -> bool:
    following = line[at + 1 : at + 2]
    if line[at] != ".":
        return following in ("", " ") or following in _CLOSERS + '"'
    if following == ".":
        return False
    if following.isdigit() or _ABBREVIATIONS.search(line[:at]):
        return False
    if following in ("", " ") or following in _CLOSERS + '"':
        return True
    return line[at - 1 : at] in ("다", "요") and "가" <= following <= "힣"


def _past_closers(line: str, at: int) -> int:
    while at < len(line) and line[at] in _CLOSERS:
        at += 1
    return at


def _ends_quotation(line: str, at: int) -> bool:
    """One that ends its sentence too: a capital or nothing follows."""
    return line[at - 1] in ".!?" and _NEXT_SENTENCE.match(line, at + 1) is not None
