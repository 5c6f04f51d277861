"""Media types of evidence that have a form of their own; the report reads them again."""

EXCHANGE = "application/vnd.sayso.http+json"
BROWSER = "application/vnd.sayso.browser-http+json"
ROWS = "application/vnd.sayso.database+json"
MAIL = "message/rfc822"
LOG = "text/x.sayso.log"
LOG_END = "text/x.sayso.log-end"  # whatever scenario its lines belong to
# What the browser complained of: a text, and below it the place.
CONSOLE = "text/x.sayso.console"
SCRIPT = "text/x.sayso.script"
REQUEST = "text/x.sayso.request"
TRACE = "application/zip"  # Playwright's
TEXT = "text/plain"
