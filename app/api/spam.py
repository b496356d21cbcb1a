"""The door's spam filter: whose message it is."""

from fastapi import Request

from app.dependencies import gateway_of, owner_of


async def refuse_spam(request: Request, user_id: str | None, message: str) -> None:
    """Count the message of this key's user. Raises RateLimited when it is one too many.

    Without a user, all who share the key and the address are one.
    """
    client = request.scope.get("client")
    user = f"user {user_id}" if user_id else f"address {client[0] if client else ''}"
    await gateway_of(request).spam.check(f"{owner_of(request)} {user}", message)
