"""A JSON schema as a short outline for the prompt.

A server that constrains decoding by the schema does not show it to the model; the field
descriptions reach the model only through the prompt.
"""

import json

from app.domain.task import Json

_INDENT = "  "


def outline(schema: Json) -> str:
    """The schema as commented JSON-like text, in the order of its fields."""
    return _render(schema, schema.get("$defs", {}), "")


def _render(node: Json, defs: Json, indent: str) -> str:
    node = _resolved(node, defs)
    if "properties" in node:
        return _fields(node["properties"], defs, indent)
    if node.get("type") == "array":
        return f"[{_render(node.get('items', {}), defs, indent)}, …]"
    if "enum" in node:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in node["enum"])
    return {"integer": "정수", "number": "수", "boolean": "true | false"}.get(
        str(node.get("type")), '"글"'
    )


def _fields(properties: Json, defs: Json, indent: str) -> str:
    inner = indent + _INDENT
    lines = []
    for name, field in properties.items():
        comma = "" if name == list(properties)[-1] else ","
        value = _render(field, defs, inner)
        lines.append(f"{inner}{json.dumps(name)}: {value}{comma}{_note(field, defs)}")
    return "\n".join(["{", *lines, f"{indent}}}"])


def _note(node: Json, defs: Json) -> str:
    node = _resolved(node, defs)
    parts = [str(node.get("description", "")), _count(node), _length(node), _examples(node)]
    note = ". ".join(part for part in parts if part)
    return f"  // {note}" if note else ""


def _resolved(node: Json, defs: Json) -> Json:
    """The node with its reference followed; what stands beside the reference wins."""
    reference = node.get("$ref")
    if reference is None:
        return node
    target: Json = defs[str(reference).rpartition("/")[2]]
    return {**target, **{key: value for key, value in node.items() if key != "$ref"}}


def _count(node: Json) -> str:
    low, high = node.get("minItems"), node.get("maxItems")
    if low is not None and low == high:
        return f"정확히 {low}개"
    if low is not None and high is not None:
        return f"{low}~{high}개"
    if high is not None:
        return f"최대 {high}개"
    return f"{low}개 이상" if low else ""


def _length(node: Json) -> str:
    high = node.get("maxLength")
    return f"{high}자 이내" if high else ""


def _examples(node: Json) -> str:
    return f"예: {', '.join(map(str, node['examples']))}" if node.get("examples") else ""
