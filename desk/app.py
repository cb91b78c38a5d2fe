"""What the desk answers to: pages, files dropped, ticks, downloads; one short function each."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

from anyio import sleep
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from gouji import __version__
from gouji.checks.accepted.diff import Diff
from gouji.checks.finding import Finding
from gouji.desk.cases import MOST_BYTES, MOST_FILES, Answered, Case, Desk
from gouji.documents.document import DocumentError
from gouji.reports.commands.draft_changes import sections
from gouji.reports.html import drawing
from gouji.reports.proof import proofs
from gouji.reports.rendering import performed
from gouji.reports.saying.phrases import say
from gouji.reports.saying.report import Report
from gouji.reports.saying.templates import TEMPLATES as REPORT
from gouji.reports.saying.templates import fill
from gouji.rules.problem import RuleError
from gouji.rules.settings import Waiver
from gouji.texts.bilingual import Lang

if TYPE_CHECKING:
    from starlette.requests import Request

TEMPLATES = Path(__file__).with_name("templates")
_ASSETS = [REPORT / f"report.{end}" for end in ("css", "js")]
_ASSETS += [TEMPLATES / f"desk.{end}" for end in ("css", "js", "svg")]
"""Styles and scripts of pages, and nothing else that stands beside them."""
_BETWEEN = 0.3
"""Seconds between two looks at how far an audit has come."""
_LONGEST_ANSWER = 4_000
_DOWNLOADS = {"html": "text/html", "xlsx": "application/octet-stream", "json": "application/json"}
_AS_IT_IS = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""A report brings a policy of its own, which allows its script and style by their digests."""
MOST_CHANGES = 200
"""More changed figures than these are counted, not listed."""


class Routes:
    """The desk's answers; ``stop`` ends the server."""

    def __init__(self, desk: Desk, token: str, lang: Lang, stop: Callable[[], None]) -> None:
        self.desk, self.base, self.lang, self.stop = desk, f"/{token}", lang, stop

    def _lang(self, request: Request) -> Lang:
        asked = request.query_params.get("lang") or request.cookies.get("lang") or self.lang
        return "en" if asked == "en" else "zh"

    def _html(self, request: Request, text: str) -> HTMLResponse:
        response = HTMLResponse(text)
        if request.query_params.get("lang"):
            response.set_cookie(
                "lang", self._lang(request), path=self.base, samesite="strict", httponly=True
            )
        return response

    def _case(self, request: Request, name: str = "case") -> Case:
        number = str(request.path_params.get(name) or request.query_params.get(name, ""))
        if not number.isdecimal() or int(number) not in self.desk.cases:
            raise HTTPException(404)
        return self.desk.cases[int(number)]

    def _done(self, request: Request, name: str = "case") -> Case:
        if (case := self._case(request, name)).state != "done":
            raise HTTPException(409)
        return case

    def home(self, request: Request) -> Response:
        values = {"cases": list(self.desk.cases.values()), "ticks": self.desk.ticks}
        return self._html(request, page("desk-home.html", self._lang(request), self.base, **values))

    def new(self, request: Request) -> Response:
        after = self._done(request, "after") if "after" in request.query_params else None
        return JSONResponse({"case": self.desk.new_case(after).number})

    async def drop(self, request: Request) -> Response:
        """Take one file in, its bytes as they come: never more of them than may be read."""
        case, lang = self._case(request), self._lang(request)
        if case.state != "filling" or case.count >= MOST_FILES:
            return _refused(say("too-many-files", lang, n=MOST_FILES), 409)
        place = case.place_for(request.query_params.get("name", ""))
        most = min(self.desk.engagement.limits.bytes, MOST_BYTES - case.size)
        size = 0
        try:
            with place.open("xb") as file:
                async for chunk in request.stream():
                    size += len(chunk)
                    if size > most:
                        break
                    file.write(chunk)
        except FileExistsError:
            return _refused(say("same-name", lang, name=place.name), 409)
        if size > most:
            place.unlink()
            return _refused(say("too-large", lang, name=place.name, mb=most // 1_000_000), 413)
        case.size, case.count = case.size + size, case.count + 1
        return JSONResponse({"size": size})

    def begin(self, request: Request) -> Response:
        case = self._case(request)
        if case.state == "filling":
            if not case.count:
                raise HTTPException(409)
            self.desk.begin(case)
        return JSONResponse({"page": f"{self.base}/case/{case.number}"})

    def case(self, request: Request) -> Response:
        case, lang = self._case(request), self._lang(request)
        return self._html(request, case_page(self.desk, case, lang, self.base, date.today()))

    async def events(self, request: Request) -> Response:
        return StreamingResponse(self._told(self._case(request)), media_type="text/event-stream")

    async def _told(self, case: Case) -> AsyncIterator[str]:
        while case.state != "done":
            yield f"data: {json.dumps(case.progress())}\n\n"
            await sleep(_BETWEEN)
        yield "event: done\ndata: {}\n\n"

    def state(self, request: Request) -> Response:
        """Which findings of a case are answered: for a page that another tab may have outdated."""
        case, lang = self._done(request), self._lang(request)
        return JSONResponse(answers_said(self.desk.answered(case, date.today()), lang))

    async def tick(self, request: Request) -> Response:
        case, lang = self._done(request), self._lang(request)
        body = await _json(request)
        finding = case.finding(str(body.get("finding")))
        if finding is None:
            raise HTTPException(404)
        try:
            self._answer(case, finding, body)
        except ValueError:
            return _refused(say("reason-needed", lang), 400)
        return self.state(request)

    def _answer(self, case: Case, finding: Finding, body: dict[str, Any]) -> None:
        """Keep what someone answered; ValueError where a reason or a day is wanting."""
        if body.get("how") == "checked":
            self.desk.ticks.check(finding, date.today())
        elif body.get("how") == "open":
            self.desk.ticks.reopen(finding)
        else:
            reason, author, until = (str(body.get(k) or "") for k in ("reason", "author", "until"))
            if not reason.strip():
                raise ValueError(reason)
            expires = date.fromisoformat(until) if until else None
            waiver = Waiver(reason.strip(), author=author.strip(), expires=expires)
            self.desk.ticks.excuse(finding, case.issuer_of(finding), waiver)

    def report(self, request: Request) -> Response:
        """A report to download; ``shown`` opens the page itself, to be printed."""
        case, lang = self._done(request), self._lang(request)
        form = request.path_params["form"]
        if form not in _DOWNLOADS:
            raise HTTPException(404)
        made = performed(self.desk.answered(case, date.today()).remains, form, lang)
        data = made.encode() if isinstance(made, str) else made
        if form == "html" and "shown" in request.query_params:
            return HTMLResponse(data, headers={"content-security-policy": _AS_IT_IS})
        return _download(data, f"gouji-{case.number}.{form}", _DOWNLOADS[form])

    def copy(self, request: Request) -> Response:
        case, lang = self._done(request), self._lang(request)
        assert case.audited is not None
        documents = case.audited[1].documents
        at = int(request.path_params["at"])
        if at >= len(documents):
            raise HTTPException(404)
        name, data = self.desk.marked(case, documents[at], lang)
        return _download(data, name, "application/octet-stream")

    def proofs(self, request: Request) -> Response:
        """The proofs of all that remains, in one archive."""
        case = self._done(request)
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for name, text in proofs(self.desk.answered(case, date.today()).remains):
                archive.writestr(name, text)
        return _download(packed.getvalue(), f"gouji-{case.number}-proofs.zip", "application/zip")

    def compare(self, request: Request) -> Response:
        old, new = self._done(request, "old"), self._done(request, "new")
        lang, today = self._lang(request), date.today()
        return self._html(request, compared_page(self.desk, old, new, lang, self.base, today))

    def archive(self, request: Request) -> Response:
        """Keep the figures of a case for audits of later years."""
        case, lang = self._done(request), self._lang(request)
        archive = self.desk.engagement.archive
        if archive is None:
            return _refused(say("no-archive", lang), 409)
        assert case.audited is not None
        added = archive.add(case.audited[1].disclosures)
        return JSONResponse({"said": say("kept-in-archive", lang, n=len(added), path=archive.path)})

    def quit(self, request: Request) -> Response:
        self.stop()
        return HTMLResponse(page("desk-quit.html", self._lang(request), self.base))

    def refuse(self, request: Request, error: Exception) -> Response:
        """Say what is wrong with a document, or with the files of answers, in a line or a page."""
        assert isinstance(error, RuleError | DocumentError)
        lang = self._lang(request)
        said = error.say(lang)
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(page("desk-broken.html", lang, self.base, said=said), 409)
        return _refused(said, 409)


def application(desk: Desk, token: str, lang: Lang, stop: Callable[[], None]) -> Starlette:
    """The desk as an ASGI application."""
    answers = Routes(desk, token, lang, stop)
    case = "/case/{case:int}"
    table = [
        ("GET", "/", answers.home),
        ("GET", "/compare", answers.compare),
        ("GET", case, answers.case),
        ("GET", f"{case}/events", answers.events),
        ("GET", f"{case}/state", answers.state),
        ("GET", f"{case}/report/{{form}}", answers.report),
        ("GET", f"{case}/copy/{{at:int}}", answers.copy),
        ("GET", f"{case}/proofs", answers.proofs),
        ("PUT", f"{case}/file", answers.drop),
        ("POST", f"{case}/begin", answers.begin),
        ("POST", f"{case}/tick", answers.tick),
        ("POST", f"{case}/archive", answers.archive),
        ("POST", "/new", answers.new),
        ("POST", "/quit", answers.quit),
    ]
    routes = [Route(f"/{token}{path}", answer, methods=[how]) for how, path, answer in table]
    routes += [Route(f"/{token}/asset/{f.name}", lambda _, f=f: FileResponse(f)) for f in _ASSETS]
    told: dict[Any, Any] = dict.fromkeys((RuleError, DocumentError), answers.refuse)
    return Starlette(routes=routes, exception_handlers=told)


async def _json(request: Request) -> dict[str, Any]:
    text = b""
    async for chunk in request.stream():
        text += chunk
        if len(text) > _LONGEST_ANSWER:
            raise HTTPException(413)
    try:
        read = json.loads(text)
    except ValueError as error:
        raise HTTPException(400) from error
    return read if isinstance(read, dict) else {}


def _refused(said: str, status: int) -> Response:
    return JSONResponse({"said": said}, status)


def _download(data: bytes, name: str, kind: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(data, media_type=kind, headers={"content-disposition": disposition})


def page(name: str, lang: Lang, base: str, **values: Any) -> str:
    """Render a template of this room."""
    return fill(name, lang, TEMPLATES, REPORT, base=base, version=__version__, **values)


def case_page(desk: Desk, case: Case, lang: Lang, base: str, today: date) -> str:
    """The page of a case: how far it has come, or what was found."""
    if case.state != "done":
        return page("desk-working.html", lang, base, case=case)
    found = desk.answered(case, today)
    done = found.everything
    result, documents = replace(done.result, findings=done.kept), done.reading.documents
    report = Report(result, lang, documents=documents, tallies=done.audit.tallies())
    answers = answers_said(found, lang)
    return page(
        "desk-case.html",
        lang,
        base,
        **drawing(report),
        report=report,
        case=case,
        answers=answers,
        left=sum(f.id not in answers for f in done.kept),
        others=[c for c in desk.cases.values() if c.state == "done" and c is not case],
        changes=_changes(desk.compared(case.after, case, today), lang) if case.after else None,
        today=today,
        ticks=desk.ticks,
    )


def answers_said(found: Answered, lang: Lang) -> dict[str, dict[str, str]]:
    """What someone answered to findings, in a line each, by their ids."""
    told = {}
    for id_, one in found.answers.items():
        since = one.reason.rpartition(" ")[2] if one.by == "baseline" else one.reason
        told[id_] = {"by": one.by, "said": f"{say(f'answer-{one.by}', lang)} · {since}"}
    return told


def _changes(diff: Diff, lang: Lang) -> dict[str, Any]:
    told, more = sections(diff, lang), max(0, len(diff.changed) - MOST_CHANGES)
    return {**told, "changed": told["changed"][:MOST_CHANGES], "more": more}


def compared_page(desk: Desk, old: Case, new: Case, lang: Lang, base: str, today: date) -> str:
    """What became of one case's findings and figures in another."""
    changes = _changes(desk.compared(old, new, today), lang)
    return page("desk-compared.html", lang, base, old=old, new=new, changes=changes)
