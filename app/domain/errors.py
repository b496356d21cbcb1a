"""Every error that crosses a module's border.

    AppError
    ├── CallerError             the request can't be served as it was sent
    │   ├── Rejected            a value breaks a rule (also UnsafeUrl, IdempotencyMismatch)
    │   ├── Malformed           not parseable at all
    │   ├── Unauthorized
    │   ├── NotFound
    │   ├── Conflict
    │   ├── TooLarge
    │   ├── UnsupportedMedia
    │   └── RateLimited         retry_after says when
    ├── ProviderError           a service that we call failed (retryable says whether to try again)
    │   ├── ProviderTimeout
    │   ├── ProviderUnavailable
    │   ├── ProviderUnreachable
    │   ├── ProviderThrottled   retry_after when the provider said it
    │   ├── ProviderRefused     a 4xx that will not change
    │   ├── BadReply            an answer that is not what was asked for (also EmptyReply)
    │   └── BadImage
    ├── InfrastructureError     PostgreSQL, Redis, the disk
    │   ├── DatabaseDown        also OutcomeUnknown (whether a commit happened), TransactionConflict
    │   ├── QueueFull
    │   ├── StorageFull
    │   └── Draining
    └── TaskError               how a task ends without a result
        ├── NodeFailed
        ├── DeadlineExceeded
        └── CrashedRepeatedly

``slug`` names the error to programs (problem type, ``tasks.error``), the docstring's first line is
its default message for people.
"""

from typing import ClassVar


class AppError(Exception):
    """내부 오류가 발생했습니다."""

    slug: ClassVar[str] = "internal_error"
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str | None = None, *, retry_after: float | None = None) -> None:
        """``detail`` is shown to users; ``retry_after`` is in seconds."""
        self.detail = detail or (type(self).__doc__ or "").strip().splitlines()[0]
        self.retry_after = retry_after
        super().__init__(self.detail)


class CallerError(AppError):
    """요청을 처리할 수 없습니다."""

    slug = "bad_request"


class Malformed(CallerError):
    """요청 본문을 해석할 수 없습니다."""

    slug = "malformed"


class Rejected(CallerError):
    """요청 값이 올바르지 않습니다."""

    slug = "rejected"


class UnsafeUrl(Rejected):
    """허용되지 않는 주소입니다. 공개된 http 또는 https 주소만 쓸 수 있습니다."""

    slug = "unsafe_url"


class IdempotencyMismatch(Rejected):
    """같은 Idempotency-Key로 다른 내용의 요청이 이미 접수되었습니다. 새 키를 사용하세요."""

    slug = "idempotency_mismatch"


class Unauthorized(CallerError):
    """인증이 필요합니다."""

    slug = "unauthorized"


class NotFound(CallerError):
    """찾을 수 없습니다."""

    slug = "not_found"


class Conflict(CallerError):
    """현재 상태에서는 할 수 없는 요청입니다."""

    slug = "conflict"


class TooLarge(CallerError):
    """요청이 너무 큽니다."""

    slug = "too_large"


class UnsupportedMedia(CallerError):
    """지원하지 않는 형식입니다."""

    slug = "unsupported_media"


class RateLimited(CallerError):
    """요청이 너무 많습니다. 잠시 후 다시 시도하세요."""

    slug = "rate_limited"


class ProviderError(AppError):
    """외부 서비스 호출에 실패했습니다."""

    slug = "upstream_error"


class ProviderTimeout(ProviderError):
    """외부 서비스가 제때 응답하지 않았습니다."""

    slug = "upstream_timeout"
    retryable = True


class ProviderUnavailable(ProviderError):
    """외부 서비스에 일시적인 오류가 있습니다."""

    slug = "upstream_error"
    retryable = True


class ProviderUnreachable(ProviderError):
    """외부 서비스에 연결할 수 없습니다."""

    slug = "upstream_unreachable"
    retryable = True


class ProviderThrottled(ProviderError):
    """외부 서비스의 사용 한도에 걸렸습니다."""

    slug = "upstream_throttled"
    retryable = True


class ProviderRefused(ProviderError):
    """외부 서비스가 요청을 거절했습니다."""

    slug = "upstream_refused"


class BadReply(ProviderError):
    """외부 서비스의 응답을 사용할 수 없습니다."""

    slug = "upstream_invalid"


class EmptyReply(BadReply):
    """외부 서비스가 빈 답을 보냈습니다."""

    retryable = True


class BadImage(BadReply):
    """이미지 서비스가 쓸 수 없는 이미지를 보냈습니다."""

    slug = "image_invalid"


class InfrastructureError(AppError):
    """서비스를 일시적으로 사용할 수 없습니다."""

    slug = "unavailable"
    retryable = True


class DatabaseDown(InfrastructureError):
    """데이터베이스를 일시적으로 사용할 수 없습니다. 잠시 후 다시 시도하세요."""

    slug = "database_down"


class OutcomeUnknown(DatabaseDown):
    """저장되었는지 알 수 없습니다. 같은 Idempotency-Key로 다시 보내면 두 번 접수되지 않습니다."""


class TransactionConflict(DatabaseDown):
    """다른 작업과 겹쳐 저장하지 못했습니다. 잠시 후 다시 시도하세요."""


class QueueFull(InfrastructureError):
    """대기열이 가득 찼습니다. 잠시 후 다시 시도하세요."""

    slug = "queue_full"


class StorageFull(InfrastructureError):
    """저장 공간이 부족합니다."""

    slug = "storage_full"


class Draining(InfrastructureError):
    """서버가 종료 중입니다. 잠시 후 다시 시도하세요."""

    slug = "draining"


class TaskError(AppError):
    """작업에 실패했습니다."""

    slug = "task_failed"


class NodeFailed(TaskError):
    """만화 생성 단계에서 실패했습니다."""

    slug = "node_failed"


class DeadlineExceeded(TaskError):
    """제한 시간 안에 작업을 끝내지 못했습니다."""

    slug = "deadline_exceeded"


class CrashedRepeatedly(TaskError):
    """작업이 처리 프로세스를 반복해서 중단시켜 중지했습니다."""

    slug = "crashed_repeatedly"
