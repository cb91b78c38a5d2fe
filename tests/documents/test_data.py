"""The data of readers: what they say is complete in both languages, and all of it is used."""

from __future__ import annotations

import errno
from dataclasses import fields as fields_of
from pathlib import Path
from typing import get_args

import pytest
import yaml

from gouji.documents.document import refused, told
from gouji.documents.files.deadline import Work
from gouji.documents.files.limits import Limits
from gouji.documents.tidy import NAMES
from gouji.texts.bilingual import Words
from tests.texts import fields, strings

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "documents"
TEXTS = yaml.safe_load((ROOM / "problems.yaml").read_text("utf-8"))
WORDS = yaml.safe_load((ROOM / "words.yaml").read_text("utf-8"))


def test_every_text_is_used() -> None:
    used = {
        *strings("documents", "figures", "reports"),
        *(f"late-{work}" for work in get_args(Work)),
    }
    used |= {f"wrong-{column}" for column in NAMES}
    used |= {f"bound-{bound.name}" for bound in fields_of(Limits)}
    used |= {*WORDS["members"].values(), *WORDS["streams"].values()}
    used |= {f"unwritten-{name}" for name in errno.errorcode.values()}
    assert [name for name in TEXTS if name not in used] == []


def test_every_word_is_used() -> None:
    used = {*strings("documents", "figures")}
    assert [name for name in WORDS if name not in used] == []


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_are_complete(name: str) -> None:
    text = TEXTS[name]
    assert set(text) == {"zh", "en"}
    assert fields(text["en"]) <= fields(text["zh"])


def test_a_value_may_be_said_in_both_languages() -> None:
    said = told("exceeded", what=Words("页数", "the number of pages"), allowed=3, bound="pages")
    assert said[0].startswith("页数超过上限 3；")
    assert said[1].startswith("the number of pages exceed the limit of 3;")


def test_an_error_names_its_file() -> None:
    assert str(refused("a.txt", "empty")) == "a.txt: 文件是空的 / the file is empty"
