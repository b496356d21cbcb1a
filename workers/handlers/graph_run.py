"""A run of a graph: from its committed head to its end, with its progress told."""

from types import ModuleType
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from app.tasks.runs import Run
from app.workflows.chain import Chain
from app.workflows.checkpoint import FencedSaver

_RECURSION_LIMIT = 50


def serializer_for(*modules: ModuleType) -> JsonPlusSerializer:
    """Only what ``modules`` define may come out of a checkpoint; anything else is refused."""
    return JsonPlusSerializer(
        allowed_msgpack_modules=[
            (module.__name__, name)
            for module in modules
            for name, value in vars(module).items()
            if isinstance(value, type) and value.__module__ == module.__name__
        ]
    )


class Progress:
    """A Teller: starts are told at once, the rest with the checkpoint that makes it true."""

    def __init__(self, run: Run, saver: FencedSaver) -> None:
        self.tell = run.tell
        self.tell_with_next_checkpoint = saver.tell_with_next_checkpoint


async def run_from_head(graph: Chain, thread_id: str, initial: Any) -> Any:
    """The final state; ``initial`` is what a run without a checkpoint begins with."""
    config: RunnableConfig = {
        "configurable": {"thread_id": thread_id},
        "recursion_limit": _RECURSION_LIMIT,
    }
    head = await graph.aget_state(config)
    # No values: nothing yet, or pruned before a dead letter was requeued. An ended graph runs
    # nothing more; head.next can't tell, it leaves out a node whose checkpoint is still missing.
    await graph.ainvoke(None if head.values else initial, config, durability="sync")
    return (await graph.aget_state(config)).values
