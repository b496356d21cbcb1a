"""The sandbox's stand-in for a language model: it answers from the text it is given."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.sandbox.extraction.composer import Composer, Plan
from app.sandbox.extraction.material.material import Material, read_material
from app.sandbox.extraction.schema.plan import plan_of
from app.sandbox.extraction.schema.resolve import Root
from app.sandbox.extraction.schema.walker import Walker
from app.sandbox.extraction.text.hangul import is_korean

_REPLY_STATEMENTS = 3


@dataclass(frozen=True)
class Turn:
    """One message of the conversation."""

    role: str
    text: str


def answer(turns: Sequence[Turn], *, schema: Mapping[str, Any] | None, json_only: bool) -> str:
    """JSON by the schema, any JSON object, or a short reply in words."""
    material = read_material([turn.text for turn in turns if turn.role == "user"] or [""])
    if schema is None and json_only:
        schema = _schema_in_prompt(turns)
    if schema is None:
        reply = _reply(material)
        return json.dumps({"answer": reply}, ensure_ascii=False) if json_only else reply
    root = Root(schema)
    filled = Walker(root, Composer(material, plan_of(root))).fill()
    return json.dumps(filled, ensure_ascii=False)


def _schema_in_prompt(turns: Sequence[Turn]) -> Mapping[str, Any] | None:
    """A JSON schema that a prompt spells out in words."""
    for turn in turns:
        for match in re.finditer(r"\{", turn.text):
            try:
                found, _ = json.JSONDecoder().raw_decode(turn.text, match.start())
            except ValueError:
                continue
            if isinstance(found, dict) and "properties" in found:
                return found
            break
    return None


def _reply(material: Material) -> str:
    """The statements that answer best, in the order of the text."""
    composer = Composer(material, Plan())
    chosen = composer.ranked.best(_REPLY_STATEMENTS)
    if chosen:
        return " ".join(each.text for each in sorted(chosen, key=lambda each: each.order))
    query = material.query.strip()
    if is_korean(query):
        return f"‘{query}’에 대해 답할 글이 대화에 없습니다. 참고할 글을 함께 보내 주세요."
    return f"There is no text in this conversation to answer “{query}” from. Please send one."
