"""Breaks a line of dialogue into rows, the Korean way."""

from collections.abc import Iterator

from app.services.lettering.typeface import ems

NEVER_FIRST = frozenset(".,!?…:;)]}»」』〉》】’”~·%、。！？，．：；）］｝～♪♥°℃―")
"""Closing punctuation: stays with what it follows."""

NEVER_LAST = frozenset("([{«「『〈《【‘“（［｛￦₩$")
"""Opening punctuation: stays with what it precedes."""


def wrap(text: str, width: float) -> tuple[str, ...]:
    """Rows of at most ``width`` ems: broken at spaces, inside a word only if too long alone."""
    rows: list[str] = []
    row = ""
    for word in _words(text):
        joined = f"{row} {word}" if row else word
        if ems(joined) <= width:
            row = joined
            continue
        if row:
            rows.append(row)
        *full, row = _pieces(word, width)
        rows.extend(full)
    return (*rows, row)


def balanced(text: str, most_rows: int, widest: float) -> Iterator[tuple[str, ...]]:
    """For each count of rows that fits, the narrowest even setting, fewest rows first."""
    fewest = len(wrap(text, widest))
    for count in range(fewest, max(fewest, most_rows) + 1):
        rows = _narrowest(text, count, widest)
        if len(rows) == count:
            yield rows


def _words(text: str) -> Iterator[str]:
    """Words, each with the closing punctuation that a stray space cut off."""
    held = ""
    for word in text.split():
        if held and word[0] not in NEVER_FIRST and held[-1] not in NEVER_LAST:
            yield held
            held = word
        else:
            held = f"{held} {word}" if held else word
    if held:
        yield held


def _pieces(word: str, width: float) -> Iterator[str]:
    piece = ""
    for char in word:
        if piece and ems(piece + char) > width:
            cut = _legal_cut(piece, char)
            yield piece[:cut].rstrip()
            piece = piece[cut:].lstrip()
        piece += char
    yield piece


def _legal_cut(piece: str, following: str) -> int:
    """Where to end the row: moved back while punctuation would start or end one wrongly."""
    for cut in range(len(piece), 0, -1):
        first = piece[cut] if cut < len(piece) else following
        if first not in NEVER_FIRST and piece[cut - 1] not in NEVER_LAST:
            return cut
    return len(piece)


def _narrowest(text: str, count: int, widest: float) -> tuple[str, ...]:
    longest_word = max(map(ems, _words(text)))
    low, high = max(ems(text) / count * 0.9, min(longest_word, widest) - 0.01), widest
    rows = wrap(text, high)
    while high - low > 0.2:
        middle = (low + high) / 2
        tried = wrap(text, middle)
        if len(tried) <= count:
            rows, high = tried, middle
        else:
            low = middle
    return rows
