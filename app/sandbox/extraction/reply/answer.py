"""An answer in words: from the text that comes with the request, or from the conversation."""

import re
from collections.abc import Sequence

from app.sandbox.extraction.composer import Composer, Plan
from app.sandbox.extraction.material.blocks import outside_blocks, parse_blocks
from app.sandbox.extraction.material.material import Material, read_material
from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.reply.chat import conversed
from app.sandbox.extraction.reply.pitch import pitch
from app.sandbox.extraction.reply.said import Said, said_in
from app.sandbox.extraction.reply.summary import summarised
from app.sandbox.extraction.reply.wish import Wish, read_wish
from app.sandbox.extraction.story.speech import condensed
from app.sandbox.extraction.text.endings import strip_particles
from app.sandbox.extraction.text.nouns import is_stop_word
from app.sandbox.extraction.turn import Turn
from app.sandbox.vision.look import Seen
from app.sandbox.vision.wording import described

_EMOJI = re.compile(r"이모지|이모티콘|emoji", re.IGNORECASE)
_ABOUT_ALL = re.compile(r"요약|정리|간추|줄여|summari[sz]e|sum up", re.IGNORECASE)
_EXPLAIN = re.compile(r"설명|요약|정리|소개|explain|describe|summari[sz]e", re.IGNORECASE)
_CONVERSATION = "conversation"


def in_words(turns: Sequence[Turn], pictures: Sequence[Seen]) -> str:
    """The last turn of the user asks; ``pictures`` are those of all turns."""
    asked = next((turn.text for turn in reversed(turns) if turn.role == "user"), "")
    blocks = {block.tag: block.text for block in parse_blocks(asked)}
    instructions = "\n".join(
        [*(turn.text for turn in turns if turn.role == "system"), outside_blocks(asked)]
    )
    wish = read_wish(instructions)
    material = read_material([asked])
    if _CONVERSATION in blocks:
        return summarised(blocks.get("summary", ""), blocks[_CONVERSATION], wish.sentences)
    if _EMOJI.search(instructions) and material.records:
        return pitch(material, wish.length)
    if pictures and not material.statements:
        return " ".join(described(each, "", korean=material.korean) for each in pictures)
    if _has_text(material):
        return _extracted(material, wish)
    if _ABOUT_ALL.search(asked) and _has_text(whole := _conversation(turns)):
        return _extracted(whole, wish)
    return _told_beside(asked) or conversed(asked, _background(turns))


def _has_text(material: Material) -> bool:
    """More than one sentence to choose from."""
    return len(material.statements) > 1


def _told_beside(asked: str) -> str:
    """What a message tells about that which it wants explained."""
    sentences = said_in([(asked, True)])
    wishes = [each.text for each in sentences if _EXPLAIN.search(each.text)]
    named = _stems(" ".join(wishes))
    told = [each for each in sentences if not (each.text in wishes or each.asks or each.courteous)]
    return " ".join(each.text for each in told if named & _stems(each.text))


def _stems(text: str) -> set[str]:
    """Of all words that say something; nouns of one letter (달) count here."""
    words = (word.strip(".,!?") for word in text.split())
    return {strip_particles(word)[0] for word in words if word and not is_stop_word(word)}


def _conversation(turns: Sequence[Turn]) -> Material:
    return read_material([turn.text for turn in turns if turn.role != "system"])


def _extracted(material: Material, wish: Wish) -> str:
    """The statements that answer best, in the order of the text."""
    chosen = Composer(material, Plan()).ranked.best(wish.sentences)
    ordered = sorted(chosen, key=lambda each: each.order)
    if wish.length is not None:
        ordered = _fitting(ordered, wish.length)
    texts = [each.text for each in ordered]
    if wish.length is not None and texts:
        texts = [condensed(ordered[0], wish.length), *texts[1:]]
    return "\n".join(f"- {text}" for text in texts) if wish.listed else " ".join(texts)


def _fitting(statements: Sequence[Statement], length: int) -> list[Statement]:
    """As many from the beginning as fit, one at least."""
    kept = list(statements[:1])
    for each in statements[1:]:
        if sum(len(one.text) + 1 for one in (*kept, each)) <= length:
            kept.append(each)
    return kept


def _background(turns: Sequence[Turn]) -> list[Said]:
    """What was said before the last turn, the system's summary first."""
    told = [
        (block.text, False)
        for turn in turns
        if turn.role == "system"
        for block in parse_blocks(turn.text)
    ]
    earlier = [(turn.text, turn.role == "user") for turn in turns[:-1] if turn.role != "system"]
    return said_in([*told, *earlier])
