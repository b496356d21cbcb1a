"""Hypothesis strategies: JSON schemas that can be satisfied."""

from typing import Any

from hypothesis import strategies as st

Schema = dict[str, Any]

NAMES = st.sampled_from(
    [
        *("title", "text", "name", "items", "panels", "dialogue", "speaker", "source_ids"),
        *("setting", "keywords", "reason", "score", "panel_number", "image_prompt", "characters"),
        *("description", "date", "url", "note", "요약", "인물"),
    ]
)
DESCRIPTIONS = st.sampled_from(
    [
        "",
        "제목",
        "짧은 대사. 30자 이내",
        "영어 이미지 프롬프트",
        "등장인물",
        "이유 한 문장",
        "at most 20 characters",
    ]
)


def described(schema: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """With a description, or without."""
    return st.builds(lambda node, text: {**node, "description": text}, schema, DESCRIPTIONS)


@st.composite
def strings(draw: st.DrawFn) -> Schema:
    node: Schema = {"type": "string"}
    low = draw(st.none() | st.integers(0, 80))
    if low is not None:
        node["minLength"] = low
    if draw(st.booleans()):
        node["maxLength"] = (low or 0) + draw(st.integers(0, 100))
    if draw(st.integers(0, 4)) == 0:
        node = {"type": "string", "format": draw(st.sampled_from(["date", "date-time", "uuid"]))}
    if draw(st.integers(0, 4)) == 0:
        node = {"type": "string", "examples": ["wide shot", "close-up"]}
    return node


@st.composite
def numbers(draw: st.DrawFn) -> Schema:
    whole = draw(st.booleans())
    node: Schema = {"type": "integer" if whole else "number"}
    low = draw(st.none() | st.integers(-100, 100))
    if low is not None:
        node[draw(st.sampled_from(["minimum", "exclusiveMinimum"]))] = low
    if draw(st.booleans()):
        high = (low or 0) + draw(st.integers(2, 50))
        node[draw(st.sampled_from(["maximum", "exclusiveMaximum"]))] = high
    elif whole and draw(st.booleans()):
        node["multipleOf"] = draw(st.integers(1, 7))
    return node


ENUMS = st.builds(
    lambda values: {"enum": values},
    st.lists(st.sampled_from(["news", "other", "IT", 3, None, True]), min_size=1, unique_by=repr),
)
CONSTANTS = st.sampled_from([{"const": "x"}, {"const": 5}, {"type": "null"}, {"type": "boolean"}])


def arrays(items: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    @st.composite
    def build(draw: st.DrawFn) -> Schema:
        node: Schema = {"type": "array", "items": draw(items)}
        low = draw(st.none() | st.integers(0, 7))
        if low is not None:
            node["minItems"] = low
        if draw(st.booleans()):
            node["maxItems"] = (low or 0) + draw(st.integers(0, 4))
        return node

    return build()


def objects(values: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    @st.composite
    def build(draw: st.DrawFn) -> Schema:
        properties = draw(st.dictionaries(NAMES, values, max_size=5))
        node: Schema = {"type": "object", "properties": properties}
        if properties and draw(st.booleans()):
            node["required"] = draw(st.lists(st.sampled_from(sorted(properties)), unique=True))
        if draw(st.booleans()):
            node["additionalProperties"] = False
        return node

    return build()


def combined(parts: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """anyOf, a nullable, allOf around one schema, a list of types."""
    return st.one_of(
        st.builds(lambda one, two: {"anyOf": [one, two]}, parts, parts),
        st.builds(lambda one: {"anyOf": [{"type": "null"}, one]}, parts),
        st.builds(lambda one: {"allOf": [one]}, parts),
        st.just({"type": ["null", "string"]}),
    )


LEAVES = described(st.one_of(strings(), numbers(), ENUMS, CONSTANTS))
VALUES = st.recursive(
    LEAVES,
    lambda inner: described(st.one_of(arrays(inner), objects(inner), combined(inner))),
    max_leaves=8,
)


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """A root object whose values may refer to definitions, also to itself."""
    root = draw(objects(VALUES))
    root["$defs"] = {"Part": draw(objects(VALUES))}
    root["properties"]["part"] = {"$ref": "#/$defs/Part"}
    root["properties"]["parts"] = {"type": "array", "items": {"$ref": "#/$defs/Part"}}
    root["properties"]["again"] = {"anyOf": [{"$ref": "#"}, {"type": "null"}]}
    return root
