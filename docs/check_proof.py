"""Re-derive the verdicts of gouji's proofs from what they say is printed: python check_proof.py *.json"""

import hashlib, json, re, sys  # fmt: skip
from fractions import Fraction as F
from math import ceil, floor, inf
from pathlib import Path

SHARES = {"%": F(1, 100), "‰": F(1, 1000), "个百分点": F(1, 100)}

def stands_for(n, cut):  # all numbers that print like this: from, to
    v, step, hedge = abs(F(n["value"])), F(n["step"]), n["hedge"]
    digits = str(int(v / step))
    u = step * 10 ** (len(digits) - len(digits.rstrip("0"))) if v else step  # the last digit's unit
    low, high = {
        "over": (v, inf), "at-least": (v, inf), "under": (v - u, v), "below": (-inf, v),
        "at-most": (-inf, v), "more": (v, v + u), "about": (v - u, v + u), "missing": (0, inf),
        "unknown": (-inf, inf), "": (v, v) if n["exact"] else (v - step / 2, v + step / 2),
    }[hedge]
    if cut and not hedge and not n["exact"]:  # cut off, not rounded: the next digit is never reached
        low, high = (v if v else -step), v + step - step / 10**9
    low, high = (-high, -low) if F(n["value"]) < 0 else (low, high)
    return low * SHARES.get(n["unit"], 1), high * SHARES.get(n["unit"], 1)

def value(node, figures, cut):  # a number, a figure, or ["+", node, node …]: from, to
    if isinstance(node, str):
        return F(node), F(node)
    if isinstance(node, dict):
        figure = figures[node["figure"]]
        if node["as"] == "value" and figure["known"]:  # reference data, with its own margin
            return tuple(F(end) for end in figure["known"])
        if node["as"] != "prior":
            return stands_for(figure["change"] if node["as"] == "change" else figure, cut)
        now, by = stands_for(figure, cut), stands_for(figure["change"], cut)
        ends = [a / (1 + b) for a in now for b in by if b > -1]
        low, high = min(ends), inf if by[0] <= -1 else max(ends)
        if figure["exact"]:  # things are counted: last year's number was whole
            low, high = ceil(low), high if high == inf else floor(high)
        return (0 if F(figure["change"]["value"]) == 100 else low), high  # ↑100 %: perhaps from none
    (a, b), *others = (value(part, figures, cut) for part in node[1:])
    for c, d in others:
        if node[0] == "/" and c <= 0 <= d:
            return -inf, inf
        ends = {"+": [a + c, b + d], "-": [a - d, b - c], "least": [min(a, c), min(b, d)],
                "greatest": [max(a, c), max(b, d)]}.get(node[0])
        ends = ends or [x * y if node[0] == "*" else x / y for x in (a, b) for y in (c, d)]
        a, b = min(ends), max(ends)
    return a, b

def ties(check, figures, cut):
    for op, left, right in check["holds"]:
        (a, b), (c, d) = value(left, figures, cut), value(right, figures, cut)
        if a > b or c > d or (op != ">=" and a > d) or (op != "<=" and b < c):
            return False
        if check["whole"] and d != inf and ceil(c) > floor(d):  # no whole count lies there
            return False
    return True

def wrong(path):  # what does not hold of a proof
    proof = json.loads(path.read_text("utf-8"))
    figures = proof["figures"]
    for name, digest in proof["files"].items():
        if Path(name).is_file() and hashlib.sha256(Path(name).read_bytes()).hexdigest() != digest:
            yield f"{name} is another file now"
    for figure in figures:  # what was read is what is printed, wherever that is plain digits
        digits = re.fullmatch(r"\D*(\d[\d,]*\.?\d*)\D*", figure["text"], re.ASCII)
        if digits and F(digits[1].replace(",", "")) * figure["scale"] != abs(F(figure["value"])):
            yield f"{figure['text']} is not {figure['value']}"
    for check in proof["checks"]:
        rounded, cut = (ties(check, figures, cut) for cut in (False, True))
        if check["verdict"] != ("ties" if rounded else "ties-truncated" if cut else check["verdict"]):
            yield f"{check['equation']}: {check['verdict']} is not what the prints give"
        elif not (rounded or cut) and check["verdict"].startswith("ties"):
            yield f"{check['equation']} does not tie"
        for at, read in ((i, {**f, **r}) for i, f in enumerate(figures) for r in f["readings"]):
            if not rounded and ties(check, [*figures[:at], read, *figures[at + 1 :]], False):
                yield f"{check['equation']} ties where {read['text']} is {read['value']}"

found = [f"{name}: {told}" for name in sys.argv[1:] for told in wrong(Path(name))]
sys.exit("\n".join(found) or print(n := len(sys.argv) - 1, "proof holds" if n == 1 else "proofs hold"))
