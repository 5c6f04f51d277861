"""`from behave.runner import Context`, as annotations of steps and hooks have it."""

from sayso.behave.context import Context as Context
