"""The sandbox's stand-in for a language model: it answers from the text it is given."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.sandbox.extraction.composer import Composer
from app.sandbox.extraction.material.material import read_material
from app.sandbox.extraction.reply.answer import in_words
from app.sandbox.extraction.schema.plan import plan_of
from app.sandbox.extraction.schema.resolve import Root
from app.sandbox.extraction.schema.walker import Walker
from app.sandbox.extraction.tale.tale import tale_of
from app.sandbox.extraction.turn import Turn
from app.sandbox.vision.look import Seen, look


def answer(turns: Sequence[Turn], *, schema: Mapping[str, Any] | None, json_only: bool) -> str:
    """JSON by the schema, any JSON object, or a reply in words."""
    if schema is None and json_only:
        schema = _schema_in_prompt(turns)
    if schema is not None:
        return json.dumps(_filled(turns, Root(schema)), ensure_ascii=False)
    if tale := tale_of(turns):
        return json.dumps(tale.turns(), ensure_ascii=False)
    reply = in_words(turns, _pictures(turns))
    return json.dumps({"answer": reply}, ensure_ascii=False) if json_only else reply


def _filled(turns: Sequence[Turn], root: Root) -> object:
    material = read_material([turn.text for turn in turns if turn.role == "user"] or [""])
    material = replace(material, pictures=_pictures(turns))
    return Walker(root, Composer(material, plan_of(root), tale_of(turns))).fill()


def _pictures(turns: Sequence[Turn]) -> tuple[Seen, ...]:
    """What breaks off in the middle shows nothing."""
    seen: list[Seen] = []
    for turn in turns:
        for data in turn.pictures:
            try:
                seen.append(look(data))
            except OSError:
                continue
    return tuple(seen)


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
