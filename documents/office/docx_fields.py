"""Fields of Word: what a program computes in place of words, page numbers among them."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gouji.documents.office.docx_numbering import W

_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
"""Their results number pages and count nothing that is reported."""
_CONTENTS = frozenset({"PAGEREF", "TOC"})


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        return next(iter(self.instruction.upper().split()), "")


@dataclass(slots=True)
class Fields:
    """The fields that are open where the reading of a paragraph has come to."""

    open: list[_Field] = field(default_factory=list)
    refers: bool = False
    """Whether one referred to pages, as lines of a table of contents do."""

    @property
    def prints(self) -> bool:
        """Whether words that stand here are printed."""
        return all(one.has_result and one.name not in _PAGES for one in self.open)

    def takes(self, element: etree._Element) -> bool:
        """Whether ``element`` belongs to a field and not to the words; note what it says."""
        if element.tag == f"{W}fldChar":
            self._turn(element.get(f"{W}fldCharType"))
        elif element.tag in {f"{W}instrText", f"{W}delInstrText"}:
            if self.open:
                self.open[-1].instruction += element.text or ""
        elif element.tag == f"{W}fldSimple":
            return self._named(_Field(element.get(f"{W}instr", "")).name)
        else:
            return False
        return True

    def _turn(self, kind: str | None) -> None:
        if kind == "begin":
            self.open.append(_Field())
        elif self.open and kind == "separate":
            self.open[-1].has_result = True
            self._named(self.open[-1].name)
        elif self.open and kind == "end":
            self.open.pop()

    def _named(self, name: str) -> bool:
        self.refers = self.refers or name in _CONTENTS
        return name in _PAGES
