"""The parts of an xlsx package: read, looked up along their relations, added, written back."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from gouji.documents.files.office import related, relations_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}"
_TYPES = f"{{{_PACKAGE}/content-types}}"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'
_TYPE_LIST = "[Content_Types].xml"


def parse(data: bytes) -> etree._Element:
    """Parse a part; nothing outside it is ever loaded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return etree.fromstring(data, parser)


@dataclass(slots=True)
class Parts:
    """A package: what is parsed is written back as it then is, all else byte for byte."""

    packed: dict[str, bytes]
    parsed: dict[str, etree._Element] = field(default_factory=dict)

    def part(self, name: str) -> etree._Element:
        if name not in self.parsed:
            self.parsed[name] = parse(self.packed[name])
        return self.parsed[name]

    def add(self, name: str, root: etree._Element, content_type: str) -> None:
        """Add a part; parts with the suffix ``.vml`` share one type, others have their own."""
        self.parsed[name] = root
        types = self.part(_TYPE_LIST)
        _, suffix = posixpath.splitext(name)
        if suffix == ".xml":
            new = etree.SubElement(types, f"{_TYPES}Override")
            new.set("PartName", f"/{name}")
        elif any(known.get("Extension") == suffix[1:] for known in types):
            return
        else:
            new = etree.Element(f"{_TYPES}Default")
            new.set("Extension", suffix[1:])
            types.insert(0, new)
        new.set("ContentType", content_type)

    def related(self, owner: str, kind: str) -> dict[str, str]:
        """The parts that ``owner`` relates to as ``kind``, by the id of the relation."""
        name = relations_of(owner)
        if name not in self.packed and name not in self.parsed:
            return {}
        found = related(owner, self.part(name))
        return {id_: part for id_, (its, part) in found.items() if its == kind}

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Relate ``owner`` to ``target``; return the relation's id."""
        name = relations_of(owner)
        if name not in self.packed and name not in self.parsed:
            self.parsed[name] = etree.fromstring(_NO_RELATIONS)
        relations = self.part(name)
        known = {relation.get("Id") for relation in relations}
        new = next(i for n in range(len(known) + 1) if (i := f"gouji{n}") not in known)
        relation = etree.SubElement(relations, f"{_RELATION}Relationship")
        relation.set("Id", new)
        relation.set("Type", f"{OFFICE}/{kind}")
        relation.set("Target", f"/{target}")
        return new

    def free(self, pattern: str) -> str:
        """The first name like ``xl/comments{}.xml`` that no part has."""
        taken = {*self.packed, *self.parsed}
        return next(
            name for n in range(1, len(taken) + 2) if (name := pattern.format(n)) not in taken
        )

    def saved(self) -> bytes:
        """Pack everything again, in the order in which it was."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in dict.fromkeys([*self.packed, *self.parsed]):
                archive.writestr(name, self._bytes(name))
        return data.getvalue()

    def _bytes(self, name: str) -> bytes:
        if name not in self.parsed:
            return self.packed[name]
        return etree.tostring(
            self.parsed[name], xml_declaration=True, encoding="UTF-8", standalone=True
        )


def unpacked(data: bytes) -> Parts:
    """Take a package apart."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Parts({name: archive.read(name) for name in archive.namelist()})
