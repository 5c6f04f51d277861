"""`sayso check` looks at the feature files that pytest runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.checks.command import main
from tests.framework.checks.conftest import CART, FEATURE, Write, found

BAD = FEATURE.replace("an empty cart", "no cart")


def test_capital_letters_of_the_ending_do_not_matter(write: Write, tmp_path: Path) -> None:
    write("features/purchase/filling_a_bag.FEATURE", BAD)
    assert found(tmp_path) == ["features/purchase/filling_a_bag.FEATURE:7 undefined-step"]


def test_folders_that_are_links_are_gone_into(write: Write, tmp_path: Path) -> None:
    write("elsewhere/filling_a_bag.feature", BAD)
    (tmp_path / "features" / "sale").symlink_to(tmp_path / "elsewhere")
    assert found(tmp_path) == ["features/sale/filling_a_bag.feature:7 undefined-step"]
    write("elsewhere/conftest.py", '@given("no cart", target_fixture="cart")\ndef none(): ...\n')
    assert found(tmp_path) == []


@pytest.mark.usefixtures("write")
def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "features" / "loop").symlink_to(tmp_path / "features")
    (tmp_path / "features" / "self").symlink_to("self")
    (tmp_path / "features" / "self.feature").symlink_to("self.feature")
    assert found(tmp_path) == ["features/self.feature:1 unreadable"]


@pytest.mark.usefixtures("write")
def test_a_feature_that_is_a_link_to_nothing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / CART).with_name("lost.feature").symlink_to("moved.feature")
    assert main([], tmp_path) == 1
    assert "This is a link to moved.feature, which is not there." in capsys.readouterr().out


def test_a_folder_called_like_a_feature_is_no_feature(write: Write, tmp_path: Path) -> None:
    write("features/paying.feature/paying_late.feature", FEATURE)
    assert found(tmp_path) == []
