"""The classes of words that figures and checks ask for: ``cues.OF_WHICH`` is ``of-which``.

Which words they are, what each class means and what it knows by its cases stands in
``rules/words``, a file a language; a class that no language has is a RuleError when it is asked
for, and the tests look for such names.
"""

from __future__ import annotations

from typing import Final

from gouji.rules.words import Cue, cue, listed, table

SAME_STAGE: Final = table("same-stage")
ONE_STAGE: Final = table("one-stage")
DENOMINATOR_OF: Final = table("denominator-of")
OF_ALL_REQUESTS: Final = listed("of-all-requests")
FULFILLED: Final = listed("fulfilled")
TIME_UNITS: Final = listed("time-units")
AMOUNT_UNITS: Final = listed("amount-units")
REQUESTS_ARE_IN: Final = listed("requests-are-in")
PEOPLE_WORDS: Final = listed("people-words")
REQUEST_UNITS: Final = listed("request-units")
CHANNELS: Final = listed("channels")
VERB_MEMBERS: Final = listed("verb-members")
CITIZENS: Final = "群众诉求"
RECEIVED_INDICATOR: Final = "诉求总量"
UNDERTAKEN_INDICATOR: Final = "承办诉求量"


def __getattr__(name: str) -> Cue:
    """The class of this name, its patterns made once, when it is first asked for."""
    if not name.isupper():
        raise AttributeError(name)
    found = globals()[name] = cue(name.lower().replace("_", "-"))
    return found
