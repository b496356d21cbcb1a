"""Narrows a reply's JSON schema to what one question allows."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from app.domain.task import Json


def narrowed(
    reply_type: type[BaseModel],
    *,
    values: Mapping[str, Sequence[str]] | None = None,
    counts: Mapping[str, int] | None = None,
) -> Json:
    """The schema of ``reply_type`` with fields restricted wherever their names occur.

    ``values``: the strings that a field (or each item of it) may hold. ``counts``: the exact
    number of items.
    """
    schema = reply_type.model_json_schema()
    for part in [schema, *schema.get("$defs", {}).values()]:
        for name, field in part.get("properties", {}).items():
            if values and name in values:
                target = field["items"] if field.get("type") == "array" else field
                target["enum"] = list(values[name])
            if counts and name in counts:
                field["minItems"] = field["maxItems"] = counts[name]
    return schema
