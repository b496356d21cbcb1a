"""What /metrics tells: this gateway's requests, the queues, what the workers publish."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    Metric,
    SummaryMetricFamily,
)

from app.domain.errors import DatabaseDown
from app.lifespan import Gateway
from app.observability.timings import Timings
from app.repositories.recommendation_outcomes import OutcomeCount
from app.repositories.workers import WorkerRecord

MEDIA_TYPE = CONTENT_TYPE_LATEST


async def collect(gateway: Gateway, requests: Timings) -> list[Metric]:
    """Without PostgreSQL, what this process knows by itself."""
    own = [
        _requests(requests),
        _gauge("newsum_open_streams", "이 게이트웨이에 열린 스트림", gateway.tasks.open_streams),
        _nulls(gateway.message_nulls),
    ]
    try:
        stored = await _stored(gateway)
    except DatabaseDown:
        stored = []
    return [*own, _gauge("newsum_database_up", "데이터베이스가 답하는지", bool(stored)), *stored]


def render(families: Iterable[Metric]) -> bytes:
    """As Prometheus reads it."""
    return generate_latest(_Collected(families))


@dataclass(frozen=True)
class _Collected:
    """A registry for one answer."""

    families: Iterable[Metric]

    def collect(self) -> Iterable[Metric]:
        """See prometheus_client's registries."""
        return self.families


async def _stored(gateway: Gateway) -> list[Metric]:
    depths = await gateway.tasks.queue_depths()
    counts = await gateway.tasks.counts()
    workers = await gateway.workers.live()
    running = {worker.id: worker.running for worker in workers}
    return [
        _gauges("newsum_queue_waiting_tasks", "기다리는 작업", "queue", depths),
        _gauge("newsum_tasks_running", "처리 중인 작업", counts.active),
        _gauge("newsum_workers", "살아 있는 워커", len(workers)),
        _gauges("newsum_worker_running_tasks", "워커가 처리 중인 작업", "worker", running),
        _gauges("newsum_service_up", "워커가 닿는 서비스", "service", _reached(workers)),
        _published("newsum_task_run_seconds", "작업 실행", ("type", "end"), "runs", workers),
        _published("newsum_llm_call_seconds", "모델 호출", ("endpoint", "end"), "calls", workers),
        _outcomes(await gateway.outcomes.all()),
    ]


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help_text, value=value)


def _gauges(name: str, help_text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _requests(requests: Timings) -> Metric:
    family = SummaryMetricFamily("newsum_http_request_seconds", "HTTP 요청", labels=requests.labels)
    for values, timing in requests:
        family.add_metric(values, timing.count, timing.seconds)
    return family


def _nulls(counts: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(
        "newsum_recommendation_nulls",
        "워커가 시도하지 못해 빈 추천 메시지",
        labels=["reason"],
    )
    for reason, count in counts.items():
        family.add_metric([reason], count)
    return family


def _published(
    name: str, help_text: str, labels: Sequence[str], part: str, workers: Iterable[WorkerRecord]
) -> Metric:
    family = SummaryMetricFamily(name, help_text, labels=["worker", *labels])
    for worker in workers:
        for row in worker.stats.get(part, ()):
            values = [worker.id, *(row[label] for label in labels)]
            family.add_metric(values, row["count"], row["seconds"])
    return family


def _reached(workers: Iterable[WorkerRecord]) -> dict[str, float]:
    """A service is up when any worker reaches it."""
    found: dict[str, float] = {}
    for worker in workers:
        for name, probe in worker.probes.items():
            found[name] = max(found.get(name, 0.0), float(probe["ok"]))
    return found


def _outcomes(counts: Iterable[OutcomeCount]) -> Metric:
    family = SummaryMetricFamily(
        "newsum_recommendation_seconds", "추천 메시지와 그 사진", labels=["what", "outcome"]
    )
    for each in counts:
        family.add_metric([each.what, each.outcome], each.count, each.seconds)
    return family
