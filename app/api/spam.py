"""The door's spam filter: whose message it is."""

from fastapi import Request

from app.dependencies import gateway_of, owner_of


async def refuse_spam(request: Request, user_id: str | None, message: str) -> None:
    """Count the message of this key's user. Raises RateLimited when it is one too many.

    Who names no user may be a backend that speaks for thousands: from one address only the same
    again and again is too much, and of everything else the depth of the owner's queue is the limit.
    """
    spam, owner = gateway_of(request).spam, owner_of(request)
    if user_id is not None:
        await spam.check(f"{owner} user {user_id}", message)
        return
    client = request.scope.get("client")
    await spam.check_repeats(f"{owner} address {client[0] if client else ''}", message)
