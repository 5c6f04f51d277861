"""The countries that the shop delivers to, in the languages that it writes."""

from app_under_test.kernel.languages import Language

COUNTRIES: dict[Language, dict[str, str]] = {
    "en": {
        "GB": "United Kingdom",
        "IE": "Ireland",
        "FR": "France",
        "DE": "Germany",
        "NL": "Netherlands",
    },
    "de": {
        "GB": "Vereinigtes Königreich",
        "IE": "Irland",
        "FR": "Frankreich",
        "DE": "Deutschland",
        "NL": "Niederlande",
    },
}
"""The name behind each code of ISO 3166."""
