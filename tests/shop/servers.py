"""The real servers of this machine, where they answer; a test that needs another one is skipped."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from redis import Redis, RedisError

from app_under_test.kernel.broker_link import BROKER_ERRORS, connected
from app_under_test.kernel.trial_leftovers import remove
from app_under_test.settings import Settings

REDIS = "redis://127.0.0.1:6379/0"
BROKER = "amqp://guest:guest@127.0.0.1:5672"


def redis_url() -> str:
    """Where Redis answers."""
    with Redis.from_url(REDIS, socket_timeout=1, socket_connect_timeout=1) as client:
        try:
            client.ping()
        except RedisError as error:
            pytest.skip(f"needs a Redis server: {error}")
    return REDIS


@contextmanager
def own_redis_keys() -> Iterator[str]:
    """A namespace of its own in Redis; the keys below it are deleted at the end."""
    url, namespace = redis_url(), f"shop-test-{uuid4().hex}"
    yield namespace
    with Redis.from_url(url, socket_timeout=1) as client:
        for key in client.scan_iter(f"{namespace}:*"):
            client.delete(key)


def broker_url() -> str:
    """Where RabbitMQ answers."""
    try:
        with connected(BROKER):
            return BROKER
    except BROKER_ERRORS as error:
        pytest.skip(f"needs a RabbitMQ server: {error}")


@contextmanager
def own_broker_names() -> Iterator[str]:
    """A namespace of its own on the broker; the queues and exchanges in it are deleted."""
    url, namespace = broker_url(), f"shop-test-{uuid4().hex}"
    yield namespace
    remove(Settings(broker_url=url, namespace=namespace))
