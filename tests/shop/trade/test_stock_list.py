"""What a stock list may hold, and which of its lines are refused."""

import pytest

from app_under_test.inventory.errors import WrongList
from app_under_test.inventory.stock_list import ListedCount, read


def problems(text: str) -> list[str]:
    with pytest.raises(WrongList) as refusal:
        read(text.encode())
    return [str(error["loc"][-1]) for error in refusal.value.extra["errors"]]


def test_a_list_tells_the_count_of_each_product_and_its_line() -> None:
    text = '\ufeffsku,on_hand\r\nMUG, 12\r\n\r\n"BOWL, RED",0\r\n'
    assert read(text.encode()) == {"MUG": ListedCount(2, 12), "BOWL, RED": ListedCount(4, 0)}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", ["line 1"]),
        ("product,count\nMUG,1\n", ["line 1"]),
        ("sku,on_hand\n", ["line 2"]),
        (
            "sku,on_hand\nMUG,1\nBOWL\n,3\nJUG,1.5\nCUP,1000001\n",
            [f"line {n}" for n in range(3, 7)],
        ),
        ("sku,on_hand\nMUG,1\nMUG,1\n", ["line 3"]),
    ],
)
def test_every_wrong_line_is_named(text: str, wrong: list[str]) -> None:
    assert problems(text) == wrong


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(WrongList, match="not in UTF-8"):
        read(b"sku,on_hand\n\xff,1\n")
