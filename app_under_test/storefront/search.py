"""What somebody looks for in a list of products."""

from fastapi import Request

LONGEST = 100


def searched(request: Request) -> dict[str, str]:
    """The words of the address as a parameter of the API; none without words."""
    query = request.query_params.get("q", "").strip()[:LONGEST]
    return {"q": query} if query else {}
