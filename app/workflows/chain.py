"""A graph whose nodes follow one another, each told as a step of the run."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from app.workflows.progress import NodeRun, Teller, told
from app.workflows.steps import Step

Chain = CompiledStateGraph[Any, None, Any, Any]
Saver = BaseCheckpointSaver[str]


def build_chain(
    state_type: type[Any],
    steps: Sequence[Step],
    nodes: Mapping[str, NodeRun[Any]],
    teller: Teller,
    saver: Saver | None,
) -> Chain:
    """The graph of one run; its progress and its checkpoints are bound to it."""
    graph = StateGraph(state_type)
    for step in steps:
        run: Any = told(step, steps, nodes[step.node], teller)
        graph.add_node(step.node, run)
    order = [START, *(step.node for step in steps), END]
    for earlier, later in pairwise(order):
        graph.add_edge(earlier, later)
    return graph.compile(checkpointer=saver)
