"""Which of the shop's languages somebody reads."""

import pytest

from app_under_test.kernel.languages import preferred


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT, en;q=0.7", "de"),
        ("DE-de;q=0.9", "de"),
        ("fr-FR, fr;q=0.9, de;q=0.8, en;q=0.7", "de"),
        ("en-GB, en;q=0.9, de;q=0.8", "en"),
        ("en;q=0.5, de;q=0.6", "de"),
        ("en, de", "en"),
        ("de, en", "de"),
        ("de;q=0", "en"),
        ("fr, *;q=0.1", "en"),
        ("den, dee", "en"),
        ("de;q=2, ;;, de;q=x, \u00e9", "en"),
    ],
)
def test_the_language_that_is_liked_best_of_ours(said: str, language: str) -> None:
    assert preferred(said) == language
