"""What a shop leaves on servers that it shares with others, removed when its trial is over."""

from importlib import import_module
from typing import Any

from app_under_test.settings import Settings


def remove(settings: Settings) -> dict[str, int]:
    """Delete everything below the namespace of these settings; how many of what there were.

    Nothing happens on a server that the settings do not name. No part of the shop may be running.
    Raises what the drivers raise when a server cannot be reached.
    """
    removed: dict[str, int] = {}
    if settings.redis_url is not None:
        removed["redis keys"] = _remove_keys(settings.redis_url, settings.namespace)
    if settings.broker_url is not None:
        removed |= _remove_queues(settings.broker_url, settings.namespace)
    return removed


def _remove_keys(url: str, namespace: str) -> int:
    server = import_module("app_under_test.kernel.redis_server").RedisServer(url)
    with server:
        keys = list(server.client.scan_iter(f"{namespace}:*"))
        return int(server.client.delete(*keys)) if keys else 0


def _remove_queues(url: str, namespace: str) -> dict[str, int]:
    link = import_module("app_under_test.kernel.broker_link")
    topology = link.Topology(namespace)
    with link.connected(url) as connection:
        return {
            "queues": sum(_is_deleted(connection, queue) for queue in topology.queues()),
            "exchanges": sum(_is_deleted(connection, one) for one in topology.exchanges()),
        }


def _is_deleted(connection: Any, thing: Any) -> bool:
    """Whether the queue or exchange was there; if not, the broker closes the channel."""
    bound = thing.bind(connection.channel())
    look = getattr(bound, "queue_declare", bound.declare)  # the other one would make it
    try:
        look(passive=True)
    except connection.channel_errors:
        return False
    bound.delete()
    return True
