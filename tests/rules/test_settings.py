import json
from dataclasses import fields
from datetime import date

import pytest

from gouji.documents.files.limits import Limits
from gouji.rules.problem import RuleError
from gouji.rules.settings import Settings, load
from gouji.rules.validation import schema_text


def written(folder, text, name="gouji.toml"):
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def problems(file):
    with pytest.raises(RuleError) as told:
        load(file)
    return [(p.place.rpartition("gouji.toml")[2], p.said.en) for p in told.value.problems]


def test_without_a_file_nothing_is_set(tmp_path):
    assert load(None, tmp_path) == Settings()


def test_all_keys_are_read_and_paths_lie_beside_the_file(tmp_path):
    (tmp_path / "ours.yaml").write_text("", "utf-8")
    file = written(
        tmp_path,
        'packs = ["hotline", "ours.yaml"]\nvocabulary = "words.yaml"\npaths = ["drafts"]\n'
        'exclude = ["*.csv"]\narchive = "past.sqlite"\nfail-on = "warning"\nlang = "en"\njobs = 2\n'
        'baseline = "known.json"\n[limits]\nrows = 5\n[severities]\nshare = "off"\n',
    )
    settings = load(file)
    assert settings.packs == ("hotline", str(tmp_path / "ours.yaml"))
    assert settings.vocabulary == (str(tmp_path / "words.yaml"),)
    assert settings.paths == (str(tmp_path / "drafts"),)
    assert settings.archive == tmp_path / "past.sqlite"
    assert settings.exclude == ("*.csv",)
    assert (settings.fail_on, settings.lang, settings.jobs) == ("warning", "en", 2)
    assert settings.baseline == tmp_path / "known.json"
    assert settings.limits == {"rows": 5}
    assert settings.severities == {"share": "off"}
    assert settings.places["share"].endswith("gouji.toml:13")


def test_the_nearest_file_above_counts(tmp_path):
    written(tmp_path, 'lang = "en"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert load(None, inner).lang == "en"
    written(tmp_path / "a", "[tool.gouji]\njobs = 3\n", "pyproject.toml")
    assert load(None, inner).jobs == 3


def test_a_pyproject_that_says_nothing_of_gouji_is_passed_over(tmp_path):
    written(tmp_path, 'lang = "en"\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    written(inner, "[project]\nname = 'x'\n", "pyproject.toml")
    assert load(None, inner).lang == "en"
    written(inner, "not toml at all", "pyproject.toml")
    assert load(None, inner).lang == "en"


def test_a_named_pyproject_must_speak_to_gouji(tmp_path):
    with pytest.raises(RuleError, match=r"tool\.gouji"):
        load(written(tmp_path, "[project]\n", "pyproject.toml"))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RuleError, match=r"none\.toml"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('pack = "hotline"', ":1", "did you mean 'packs'?"),
        ('lang = "de"', ":1", "unknown value 'de'"),
        ("\njobs = -1", ":2", "0 for one a core"),
        ("[limits]\nbyte = 3", ":2", "did you mean 'bytes'?"),
        ("[limits]\nbytes = 0", ":2", "above 0"),
        ('[severities]\nshare = "eror"', ":2", "did you mean 'error'?"),
        ('[[waivers]]\nid = "x"', ":1", "lacks reason"),
        ('[[waivers]]\nid = "x"\nreason = " "', ":3", "needs its reason"),
        ('[[waivers]]\nrule = "share"\nreason = "y"', ":1", "this wide"),
        ('[[waivers]]\nreason = "y"', ":1", "this wide"),
        ('[[waivers]]\nid = "x"\nreason = "y"\nexpires = "soon"', ":4", "a date like"),
        ('[[waivers]]\nid = "x"\nreason = "y"\nexpires = "2026-02-30"', ":4", "a date like"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, text, place, said):
    ((where, en),) = problems(written(tmp_path, text))
    assert where == place
    assert said in en


def test_every_limit_may_be_set_and_no_other():
    schema = json.loads(schema_text("settings"))
    limits = {field.name for field in fields(Limits)}
    assert schema["properties"]["limits"]["properties"].keys() == limits


def test_waivers_are_read_with_their_places(tmp_path):
    settings = load(
        written(
            tmp_path,
            '[[waivers]]\nrule = "share"\nplace = {table = 2, row = 3}\nreason = "口径不同"\n'
            'author = "李"\nexpires = 2026-06-30\n',
        )
    )
    (waiver,) = settings.waivers
    assert waiver.place == {"table": 2, "row": 3}
    assert waiver.expires == date(2026, 6, 30)
    assert waiver.written.endswith("gouji.toml:1")
