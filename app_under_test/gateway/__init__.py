"""The one door of the shop for programs: routing, recognising callers, limits."""
