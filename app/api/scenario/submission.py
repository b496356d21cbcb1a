"""From orders to a task."""

from app.api.idempotency import idempotency_key
from app.api.request_body import RequestBody
from app.config.settings import Settings
from app.domain.ids import new_task_id
from app.domain.scenario import EditOrder, NewOrder, ScenarioBatchPayload, ScenarioPayload
from app.tasks.submission import Submission

ONE_AT_A_TIME = "scenario"


def story_submission(
    order: EditOrder | NewOrder,
    body: RequestBody,
    *,
    shown: bool,
    owner: str,
    key: str | None,
    settings: Settings,
) -> Submission:
    """One story; ``shown`` while it is written."""
    payload = ScenarioPayload(order=order, shown=shown)
    return _submission(payload, body, owner, key, settings, settings.SCENARIO_DEADLINE)


def batch_submission(
    orders: tuple[EditOrder | NewOrder, ...],
    body: RequestBody,
    *,
    owner: str,
    key: str | None,
    settings: Settings,
) -> Submission:
    """Many: each round of them has as long as one alone."""
    parallel = settings.SCENARIO_BATCH_PARALLEL if settings.ASYNC_ENABLED else 1
    payload = ScenarioBatchPayload(orders=orders, parallel=parallel)
    rounds = -(-len(orders) // parallel)
    return _submission(payload, body, owner, key, settings, settings.SCENARIO_DEADLINE * rounds)


def _submission(
    payload: ScenarioPayload | ScenarioBatchPayload,
    body: RequestBody,
    owner: str,
    key: str | None,
    settings: Settings,
    deadline: float,
) -> Submission:
    task_id = new_task_id()
    return Submission(
        task_id=task_id,
        payload=payload,
        owner=owner,
        deadline=deadline,
        answer={"task_id": str(task_id)},
        idempotency=idempotency_key(key, payload.task_type, body),
        lane=None if settings.ASYNC_ENABLED else ONE_AT_A_TIME,
    )
