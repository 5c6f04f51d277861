"""`python -m sayso`: the `sayso` command, also where its script is not on the path."""

from __future__ import annotations

import sys

from sayso.cli.main import main

sys.exit(main())
