"""Holds messages against LSP's own meta model: whether a value has the shape that the specification
gives to a method's params, result, or registration options.

The model is lsp.json beside this file: Microsoft's metaModel.json for LSP 3.18 (MIT licence), cut down
to the methods that pland speaks and stripped of its prose. To speak one more, or to follow a new
version, cut it anew:  python3 tests/wire/meta_model.py METAMODEL.json

Stricter than the specification in one thing: a member that it does not know is an error, so that a
misspelt one is seen. Where a client sends more on purpose (`data`, `initializationOptions`) the model
says LSPAny, and anything goes.
"""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
INTEGER = (-(2**31), 2**31 - 1)
UINTEGER = (0, 2**31 - 1)


class Model:
    def __init__(self, model):
        self.requests = {r["method"]: r for r in model["requests"]}
        self.notifications = {n["method"]: n for n in model["notifications"]}
        self.structures = {s["name"]: s for s in model["structures"]}
        self.enumerations = {e["name"]: e for e in model["enumerations"]}
        self.aliases = {a["name"]: a for a in model["typeAliases"]}

    @staticmethod
    def load():
        return Model(json.loads((HERE / "lsp.json").read_text(encoding="utf-8")))

    # -- whole messages: each gives a list of sentences, empty where all is well

    def request(self, method, message, sender):
        return self._call(self.requests, method, message, sender)

    def notification(self, method, message, sender):
        return self._call(self.notifications, method, message, sender)

    def _call(self, table, method, message, sender):
        extra = set(message) - {"jsonrpc", "id", "method", "params"}
        problems = [f"unknown member {name}" for name in sorted(extra)]
        if message.get("jsonrpc") != "2.0":
            problems.append('no jsonrpc: "2.0"')
        known = table.get(method)
        if known is None:
            return problems + [f"{method} is not in the model"]
        direction = {"client": "clientToServer", "server": "serverToClient"}[sender]
        if known["messageDirection"] not in (direction, "both"):
            problems.append(f"a {sender} may not send {method}")
        params = known.get("params")
        if params is None:
            if message.get("params") not in (None, {}, []):
                problems.append(f"{method} has no params")
            return problems
        if isinstance(params, list):
            params = {"kind": "tuple", "items": params}
        return problems + self.check(params, message.get("params"), "params")

    def result(self, method, value):
        known = self.requests.get(method)
        if known is None:
            return [f"{method} is not in the model"]
        return self.check(known["result"], value, "result")

    def structure(self, name, value, path=""):
        return self.check({"kind": "reference", "name": name}, value, path or name)

    def values(self, enumeration):
        return [each["value"] for each in self.enumerations[enumeration]["values"]]

    # -- types

    def check(self, type_, value, path):
        return getattr(self, "_" + type_["kind"])(type_, value, path)

    def _base(self, type_, value, path):
        name = type_["name"]
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        whole = isinstance(value, int) and not isinstance(value, bool)
        good = {
            "null": value is None,
            "boolean": isinstance(value, bool),
            "string": isinstance(value, str),
            "DocumentUri": isinstance(value, str) and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value),
            "URI": isinstance(value, str) and re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value),
            "integer": whole and INTEGER[0] <= value <= INTEGER[1],
            "uinteger": whole and UINTEGER[0] <= value <= UINTEGER[1],
            "decimal": number,
            "RegExp": isinstance(value, str),
        }[name]
        return [] if good else [f"{path}: expected {name}, got {_short(value)}"]

    def _reference(self, type_, value, path):
        name = type_["name"]
        if name in ("LSPAny", "LSPObject", "LSPArray"):
            kinds = {"LSPObject": dict, "LSPArray": list}
            good = name == "LSPAny" or isinstance(value, kinds[name])
            return [] if good else [f"{path}: expected {name}, got {_short(value)}"]
        if name in self.aliases:
            return self.check(self.aliases[name]["type"], value, path)
        if name in self.enumerations:
            return self._enumeration(self.enumerations[name], value, path)
        return self._properties(self._members(name), value, path, name)

    def _enumeration(self, enumeration, value, path):
        problems = self.check(enumeration["type"], value, path)
        values = [each["value"] for each in enumeration["values"]]
        if not problems and not enumeration.get("supportsCustomValues") and value not in values:
            problems.append(f"{path}: {_short(value)} is no {enumeration['name']}")
        return problems

    def _members(self, name):
        structure = self.structures[name]
        members = {}
        for base in structure.get("extends", []) + structure.get("mixins", []):
            members.update(self._members(base["name"]))
        members.update({p["name"]: p for p in structure["properties"]})
        return members

    def _properties(self, members, value, path, name):
        if not isinstance(value, dict):
            return [f"{path}: expected {name}, got {_short(value)}"]
        problems = [f"{path}.{key}: {name} has no such member" for key in value if key not in members]
        for key, member in members.items():
            if key in value:
                problems += self.check(member["type"], value[key], f"{path}.{key}")
            elif not member.get("optional"):
                problems.append(f"{path}.{key} is missing")
        return problems

    def _literal(self, type_, value, path):
        members = {p["name"]: p for p in type_["value"]["properties"]}
        return self._properties(members, value, path, "literal")

    def _array(self, type_, value, path):
        if not isinstance(value, list):
            return [f"{path}: expected array, got {_short(value)}"]
        return [p for i, v in enumerate(value) for p in self.check(type_["element"], v, f"{path}[{i}]")]

    def _map(self, type_, value, path):
        if not isinstance(value, dict):
            return [f"{path}: expected map, got {_short(value)}"]
        # Keys are strings on the wire, whatever the model says that they mean.
        return [p for k, v in value.items() for p in self.check(type_["value"], v, f"{path}[{k!r}]")]

    def _tuple(self, type_, value, path):
        if not isinstance(value, list) or len(value) != len(type_["items"]):
            return [f"{path}: expected {len(type_['items'])} items, got {_short(value)}"]
        pairs = zip(type_["items"], value)
        return [p for i, (t, v) in enumerate(pairs) for p in self.check(t, v, f"{path}[{i}]")]

    def _stringLiteral(self, type_, value, path):
        good = value == type_["value"]
        return [] if good else [f"{path}: expected {type_['value']!r}, got {_short(value)}"]

    def _or(self, type_, value, path):
        tried = [self.check(item, value, path) for item in type_["items"]]
        if any(not problems for problems in tried):
            return []
        # The alternative that complains deepest is most likely the one that was meant.
        return max(tried, key=lambda problems: max(p.split(" ")[0].count(".") for p in problems))

    def _and(self, type_, value, path):
        members = {}
        for item in type_["items"]:
            members.update(self._members(item["name"]))
        return self._properties(members, value, path, "and")


def _short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"


# -- cutting the model down -------------------------------------------------------------------------


def _strip(node):
    prose = ("documentation", "since", "sinceTags", "proposed", "deprecated", "typeName")
    if isinstance(node, dict):
        # A property may itself be named "documentation" or "deprecated": those are values of "name".
        return {k: _strip(v) for k, v in node.items() if k not in prose}
    return [_strip(v) for v in node] if isinstance(node, list) else node


def _names(node):
    if isinstance(node, dict):
        if node.get("kind") == "reference":
            yield node["name"]
        for value in node.values():
            yield from _names(value)
    elif isinstance(node, list):
        for value in node:
            yield from _names(value)


def cut(model, methods):
    """The model with nothing but these methods and what they are made of."""
    model = _strip(model)
    out = {"origin": "Microsoft's metaModel.json of the Language Server Protocol, MIT licence",
           "metaData": model["metaData"]}
    for table in ("requests", "notifications"):
        out[table] = [m for m in model[table] if m["method"] in methods]
    named = {t["name"]: t for table in ("structures", "enumerations", "typeAliases") for t in model[table]}
    # In a legend these are strings like any others: no structure refers to them.
    waiting = ["SemanticTokenTypes", "SemanticTokenModifiers", *_names([out["requests"], out["notifications"]])]
    wanted = set()
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += _names(named[name])
    for table in ("structures", "enumerations", "typeAliases"):
        out[table] = [t for t in model[table] if t["name"] in wanted]
    return out


def main():
    methods_h = (HERE.parents[1] / "protocol" / "methods.h").read_text(encoding="utf-8")
    methods = set(re.findall(r'"([$\w]+/[\w/]+|\w+)"', methods_h)) | {"shutdown", "exit", "$/cancelRequest"}
    model = cut(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), methods)
    known = {m["method"] for m in model["requests"] + model["notifications"]}
    lines = ["{"]
    for key, value in model.items():
        compact = lambda v: json.dumps(v, separators=(",", ":"), ensure_ascii=False)
        body = "[\n" + ",\n".join(map(compact, value)) + "]" if isinstance(value, list) else compact(value)
        lines.append(f'"{key}":{body}' + ("," if key != list(model)[-1] else ""))
    (HERE / "lsp.json").write_text("\n".join(lines) + "\n}\n", encoding="utf-8")
    print("not in the model:", ", ".join(sorted(methods - known)) or "nothing")


if __name__ == "__main__":
    main()
