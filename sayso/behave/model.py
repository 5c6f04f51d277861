"""`from behave.model import Table`, as annotations of steps and hooks have it."""

from types import SimpleNamespace

from sayso.behave.context import Row as Row
from sayso.behave.context import Table as Table

# What hooks are given: something with a name, tags and a description.
Feature = Scenario = Step = Tag = SimpleNamespace
