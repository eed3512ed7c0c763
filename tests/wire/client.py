"""An editor in a few lines: starts pland (PLAND_BINARY), speaks to it over any transport, answers what
it asks, and distrusts it. Every message in both directions is held against LSP's meta model, every
message from the server also against what this client announced; every request must be answered
exactly once, and stderr must stay silent. What is wrong raises `Wrong`, at the latest in `end`.

Not here: what a test is about. Waiting is always for something, never for a while.
"""

import copy
import itertools
import json
import os
import pathlib
import queue
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time

from meta_model import Model

BINARY = os.environ.get("PLAND_BINARY", "")
PATIENCE = float(os.environ.get("PLAND_PATIENCE", "60"))  # seconds for anything: a busy machine is no failure
TODAY = "2026-12-01"
MODEL = Model.load()
OMIT = object()


class Wrong(AssertionError):
    """The server did what it must not, or did not what it must."""


class Refused(Exception):
    """The answer to a request was an error."""

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.code, self.message = error["code"], error["message"]


STANDARD_TOKENS = MODEL.values("SemanticTokenTypes")
STANDARD_MODIFIERS = MODEL.values("SemanticTokenModifiers")

# What a modern editor announces; tests take away from it, or begin with {}.
EVERYTHING = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True, "showDocument": {"support": True}},
    "workspace": {
        "configuration": True, "workspaceFolders": True, "applyEdit": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True, "relativePatternSupport": True},
        "diagnostics": {"refreshSupport": True},
        "semanticTokens": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True}, "codeLens": {"refreshSupport": True},
        "symbol": {"symbolKind": {"valueSet": list(range(1, 27))}, "tagSupport": {"valueSet": [1]},
                   "resolveSupport": {"properties": ["location.range"]}},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"],
                          "changeAnnotationSupport": {"groupsOnLabel": True}},
        "fileOperations": {"willRename": True, "didCreate": True, "didRename": True, "didDelete": True},
    },
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True,
                               "codeDescriptionSupport": True, "dataSupport": True,
                               "tagSupport": {"valueSet": [1, 2]}},
        "diagnostic": {"relatedDocumentSupport": True},
        "completion": {"contextSupport": True, "completionItem": {
            "snippetSupport": True, "documentationFormat": ["markdown", "plaintext"],
            "labelDetailsSupport": True, "insertReplaceSupport": True,
            "resolveSupport": {"properties": ["documentation", "detail"]}}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "definition": {"linkSupport": True},
        "declaration": {"linkSupport": True}, "typeDefinition": {"linkSupport": True},
        "implementation": {"linkSupport": True},
        "callHierarchy": {}, "typeHierarchy": {}, "inlayHint": {}, "codeLens": {},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True, "tagSupport": {"valueSet": [1]}},
        "documentLink": {"tooltipSupport": True},
        "foldingRange": {"rangeLimit": 5000, "lineFoldingOnly": True, "foldingRange": {"collapsedText": True}},
        "semanticTokens": {"requests": {"range": True, "full": {"delta": True}}, "formats": ["relative"],
                           "tokenTypes": STANDARD_TOKENS, "tokenModifiers": STANDARD_MODIFIERS},
        "references": {}, "documentHighlight": {},
        "rename": {"prepareSupport": True, "prepareSupportDefaultBehavior": 1, "honorsChangeAnnotations": True},
        "codeAction": {"isPreferredSupport": True, "dataSupport": True, "disabledSupport": True,
                       "resolveSupport": {"properties": ["edit"]},
                       "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}},
    },
}


def everything(**without):
    """EVERYTHING, changed: everything(textDocument__diagnostic=None) takes a capability away."""
    out = copy.deepcopy(EVERYTHING)
    for name, value in without.items():
        *path, last = name.split("__")
        node = out
        for step in path:
            node = node.setdefault(step, {})
        if value is None:
            node.pop(last, None)
        else:
            node[last] = value
    return out


def pushing(**without):
    return everything(textDocument__diagnostic=None, **without)


class Folder:
    """A workspace on disk: Folder({"a.md": "text", "sub/b.md": "text"}). Gone when it is left."""

    def __init__(self, files=None):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="pland-wire-")).resolve()
        for name, text in (files or {}).items():
            self.write(name, text)

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def remove(self, name):
        (self.path / name).unlink()

    def uri(self, name=""):
        return (self.path / name).as_uri()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


def frame(message):
    body = message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Client:
    def __init__(self, arguments=("lsp",), connect="stdio", env=None):
        if not os.access(BINARY, os.X_OK):
            raise Wrong(f"PLAND_BINARY is no program: {BINARY!r}")
        self.capabilities, self.settings, self.pieces = {}, {}, "whole"
        self.ids, self.waiting, self.answers = itertools.count(1), {}, {}
        self.arrived, self.notifications, self.asked = queue.Queue(), [], []
        self.progress, self.answered_configuration = {}, 0
        self._connect(arguments, connect, {**os.environ, "PLAND_TODAY": TODAY, **(env or {})})
        threading.Thread(target=self._read, daemon=True).start()

    def _connect(self, arguments, connect, env):
        def start(*more):
            self.process = subprocess.Popen([BINARY, *arguments, *more], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        if connect in ("stdio", "--stdio"):
            start(*(["--stdio"] if connect == "--stdio" else []))
            self.output, self.input = self.process.stdin, self.process.stdout
            return
        self.folder = Folder()
        path = str(self.folder.path / "wire")
        if connect in ("--socket", "--pipe"):
            family = socket.AF_INET if connect == "--socket" else socket.AF_UNIX
            with socket.socket(family) as door:
                door.settimeout(PATIENCE)
                door.bind(("127.0.0.1", 0) if connect == "--socket" else path)
                door.listen()
                start(f"{connect}={door.getsockname()[1] if connect == '--socket' else path}")
                line, _ = door.accept()
        elif connect == "--port":
            start("--port", "0")
            port = int(self.process.stderr.readline().rsplit(b":", 1)[1])
            line = socket.create_connection(("127.0.0.1", port), PATIENCE)
        else:
            start("--listen", path)
            line, deadline = socket.socket(socket.AF_UNIX), time.monotonic() + PATIENCE
            while line.connect_ex(path) != 0:
                if time.monotonic() > deadline:
                    raise Wrong("nobody listens")
                time.sleep(0.01)
        line.settimeout(None)
        self.line = line
        self.output, self.input = line.makefile("wb"), line.makefile("rb")

    # -- bytes

    def _read(self):
        try:
            while True:
                length = None
                while (header := self.input.readline()) not in (b"\r\n", b""):
                    name, _, value = header.partition(b": ")
                    if name != b"Content-Length" or not header.endswith(b"\r\n"):
                        raise Wrong(f"bad header: {header!r}")
                    length = int(value)
                if length is None:
                    break
                body = self.input.read(length)
                self.arrived.put(json.loads(body.decode("utf-8")))
        except (Wrong, ValueError) as trouble:
            self.arrived.put(Wrong(f"the stream is broken: {trouble}"))
        except OSError:
            pass
        self.arrived.put(None)

    def write(self, data):
        """Bytes as they are; one at a time if self.pieces is "bytes"."""
        try:
            if self.pieces == "bytes":
                for at in range(len(data)):
                    self.output.write(data[at : at + 1])
                    self.output.flush()
            else:
                self.output.write(data)
                self.output.flush()
        except (BrokenPipeError, ConnectionResetError):
            raise Wrong("the server does not listen any more") from None

    def send(self, *messages):
        """Messages in one write. They are not held against the model: for those that are wrong."""
        self.write(b"".join(map(frame, messages)))

    # -- messages

    def message(self, method, params=OMIT, request=True):
        out = {"jsonrpc": "2.0", "method": method}
        if request:
            out["id"] = next(self.ids)
            self.waiting[out["id"]] = method
        if params is not OMIT:
            out["params"] = params
        known = MODEL.requests if request else MODEL.notifications
        if method in known and params is not None:
            hold = MODEL.request if request else MODEL.notification
            _hold(hold(method, out, "client"), f"this test's own {method}", out)
        return out

    def begin(self, method, params=OMIT):
        """Sends a request; its id is for `answer`."""
        out = self.message(method, params)
        self.send(out)
        return out["id"]

    def request(self, method, params=OMIT):
        return self.answer(self.begin(method, params))

    def notify(self, method, params=OMIT):
        self.send(self.message(method, params, request=False))

    def answer(self, request_id):
        self._until(lambda: request_id in self.answers, f"answer to #{request_id} {self.waiting.get(request_id)}")
        message = self.answers[request_id]
        if "error" in message:
            raise Refused(message["error"])
        return message["result"]

    def next_error(self):
        """The next answer that has no id, which only an unreadable message gets."""
        self._until(lambda: None in self.answers, "error without an id")
        return self.answers.pop(None)["error"]

    def wait_for(self, method, fits=lambda params: True, about=lambda params: True):
        """The next notification that fits. It is taken, and so are those before it that are `about` the same."""
        def of_kind(notification):
            return notification["method"] == method and about(notification["params"])
        def found():
            return next((n for n in self.notifications if of_kind(n) and fits(n["params"])), None)
        self._until(lambda: found() is not None, method)
        hit = found()
        until = next(i for i, n in enumerate(self.notifications) if n is hit)
        self.notifications = [n for i, n in enumerate(self.notifications) if i > until or not of_kind(n)]
        return hit["params"]

    def settle(self):
        """Everything that was sent is dealt with, and everything that this caused to be posted."""
        for _ in range(3):
            with_error = self.begin("pland/nothing")
            self._until(lambda: with_error in self.answers, "answer")

    def _until(self, done, what):
        deadline = time.monotonic() + PATIENCE
        while not done():
            try:
                message = self.arrived.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise Wrong(f"no {what} within {PATIENCE:.0f} s") from None
            if message is None:
                self.arrived.put(None)
                code = self.process.wait(PATIENCE)
                raise Wrong(f"the server ended (code {code}) without its {what}: {self._stderr()!r}")
            self._receive(message)

    def _receive(self, message):
        if isinstance(message, Wrong):
            raise message
        if message.get("jsonrpc") != "2.0":
            raise Wrong(f"no jsonrpc 2.0: {message}")
        method = message.get("method")
        if method is None:
            return self._response(message)
        hold = MODEL.request if "id" in message else MODEL.notification
        _hold(hold(method, message, "server"), method, message)
        _hold(list(self._unannounced(method, message.get("params"))), method, message)
        if method == "$/progress":
            self._progress(**message["params"])
        if "id" not in message:
            return self.notifications.append(message)
        if method == "window/workDoneProgress/create":
            self.progress[message["params"]["token"]] = ["created"]
        self.asked.append(message)
        result = None
        if method == "workspace/configuration":
            result = [self.settings if item.get("section") == "pland" else None
                      for item in message["params"]["items"]]
            self.answered_configuration += 1
        _hold(MODEL.result(method, result), f"this test's own answer to {method}", result)
        self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def _progress(self, token, value):
        kinds = self.progress.get(token)
        after = {"begin": ("created",), "report": ("begin", "report"), "end": ("begin", "report")}
        if kinds is None or kinds[-1] not in after.get(value["kind"], ()):
            raise Wrong(f"progress out of order: {token} {kinds} {value}")
        if value.get("percentage", 0) > 100:
            raise Wrong(f"progress beyond its end: {value}")
        kinds.append(value["kind"])

    def _response(self, message):
        extra = set(message) - {"jsonrpc", "id", "result", "error"}
        if extra or ("result" in message) == ("error" in message) or "id" not in message:
            raise Wrong(f"no proper response: {message}")
        known = message["id"]
        if known in self.answers:
            raise Wrong(f"answered twice: {message}")
        if known is not None and known not in self.waiting:
            raise Wrong(f"answers nothing: {message}")
        self.answers[known] = message
        if "error" in message:
            error = message["error"]
            if type(error.get("code")) is not int or not isinstance(error.get("message"), str):
                raise Wrong(f"no proper error: {message}")
            return
        method = self.waiting[known]
        if method in MODEL.requests:
            _hold(MODEL.result(method, message["result"]), f"result of {method}", message)
            _hold(list(self._unannounced(method, message["result"])), f"result of {method}", message)

    # -- what the client did not announce

    def can(self, path):
        node = self.capabilities
        for step in path.split("."):
            node = node.get(step) if isinstance(node, dict) else None
        return node

    def _unannounced(self, method, value):
        needed = {
            "workspace/configuration": "workspace.configuration",
            "window/workDoneProgress/create": "window.workDoneProgress",
            "$/progress": "window.workDoneProgress",
            "workspace/diagnostic/refresh": "workspace.diagnostics.refreshSupport",
            "workspace/semanticTokens/refresh": "workspace.semanticTokens.refreshSupport",
            "workspace/inlayHint/refresh": "workspace.inlayHint.refreshSupport",
            "workspace/codeLens/refresh": "workspace.codeLens.refreshSupport",
            "workspace/applyEdit": "workspace.applyEdit",
            "window/showDocument": "window.showDocument.support",
        }.get(method)
        if needed and not self.can(needed):
            yield f"{method} needs {needed}"
        if method == "client/registerCapability":
            for registration in value["registrations"]:
                where = registration["method"].replace("/", ".")
                if not self.can(f"{where}.dynamicRegistration"):
                    yield f"registers {registration['method']}"
        pulled = method == "textDocument/publishDiagnostics" and self.can("textDocument.diagnostic") is not None
        if pulled and not value["uri"].endswith(".toml"):  # settings are no document that one pulls
            yield "pushes to a client that pulls"
        if method == "textDocument/definition" and isinstance(value, list):
            if any("targetUri" in each for each in value) and not self.can("textDocument.definition.linkSupport"):
                yield "LocationLink"
        for jump in ("declaration", "typeDefinition", "implementation"):
            if method == f"textDocument/{jump}" and not self.can(f"textDocument.{jump}.linkSupport"):
                if any("targetUri" in each for each in value or []):
                    yield "LocationLink"
        if method == "textDocument/hover" and value and value["contents"]["kind"] not in (
                self.can("textDocument.hover.contentFormat") or ["plaintext"]):
            yield "hover in a format of its own"
        if method == "textDocument/documentSymbol":
            deep = bool(self.can("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"))
            if any(("location" in each) == deep for each in value or []):
                yield "symbols of the other shape"
        if method == "workspace/symbol":
            later = "location.range" in (self.can("workspace.symbol.resolveSupport.properties") or [])
            known = self.can("workspace.symbol.symbolKind.valueSet") or range(1, 19)
            for each in value or []:
                if ("range" not in each["location"]) != later:
                    yield "a symbol's place now or later, against what was said"
                if "tags" in each and not self.can("workspace.symbol.tagSupport"):
                    yield "a symbol's tags"
                if each["kind"] not in known:
                    yield "a symbol of a kind of its own"
        if method == "textDocument/codeAction":
            if value and not self.can("textDocument.codeAction.codeActionLiteralSupport"):
                yield "literal code actions"
            later = "edit" in (self.can("textDocument.codeAction.resolveSupport.properties") or [])
            if any("edit" not in each for each in value or []) and not later:
                yield "an action whose edit is to be asked for"
            if any("data" in each for each in value or []) and not self.can("textDocument.codeAction.dataSupport"):
                yield "an action with data"
        if method == "textDocument/foldingRange":
            yield from self._unannounced_folds(value or [])
        for node in _objects(value):
            if node.get("insertTextFormat") == 2 and not self.can("textDocument.completion.completionItem.snippetSupport"):
                yield "a snippet"
            if "documentChanges" in node and not self.can("workspace.workspaceEdit.documentChanges"):
                yield "documentChanges"
            if node.get("kind") == "rename" and "rename" not in (self.can("workspace.workspaceEdit.resourceOperations") or []):
                yield "renames a file"
            if "annotationId" in node and not self.can("workspace.workspaceEdit.changeAnnotationSupport"):
                yield "a change annotation"
            if node.get("kind") == "create" and "create" not in (self.can("workspace.workspaceEdit.resourceOperations") or []):
                yield "makes a file"
            if "isPreferred" in node and not self.can("textDocument.codeAction.isPreferredSupport"):
                yield "isPreferred"
            if node.get("source") == "pland":  # a diagnostic
                for member, capability in (("relatedInformation", "relatedInformation"), ("tags", "tagSupport"),
                                           ("codeDescription", "codeDescriptionSupport")):
                    if member in node and not self.can(f"textDocument.publishDiagnostics.{capability}"):
                        yield f"diagnostics with {member}"

    def _unannounced_folds(self, folds):
        if len(folds) > (self.can("textDocument.foldingRange.rangeLimit") or len(folds)):
            yield "more folds than there is room for"
        for fold in folds:
            if "collapsedText" in fold and not self.can("textDocument.foldingRange.foldingRange.collapsedText"):
                yield "collapsedText"
            if "startCharacter" in fold and self.can("textDocument.foldingRange.lineFoldingOnly"):
                yield "characters of folds"

    # -- a conversation

    def initialize(self, *folders, capabilities=None, settings=None, options=OMIT, **more):
        """initialize and initialized; `folders` are Folders or URIs, None for a client that names none."""
        self.capabilities = EVERYTHING if capabilities is None else capabilities
        self.settings = settings or {}
        uris = [each.uri() if isinstance(each, Folder) else each for each in folders]
        params = {"processId": os.getpid(), "rootUri": uris[0] if uris else None,
                  "capabilities": self.capabilities,
                  "workspaceFolders": [{"uri": uri, "name": uri.rsplit("/", 1)[1]} for uri in uris] or None}
        if options is not OMIT:
            params["initializationOptions"] = options
        self.server = self.request("initialize", {**params, **more})["capabilities"]
        self.notify("initialized", {})
        return self.server

    def open(self, uri, text, version=1):
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "markdown", "version": version, "text": text}})

    def change(self, uri, version, *changes):
        """Each change is the whole text, or (start line, start character, end line, end character, text)."""
        def event(change):
            if isinstance(change, str):
                return {"text": change}
            return {"range": span(*change[:4]), "text": change[4]}
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": version}, "contentChanges": [event(c) for c in changes]})

    def close(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def at(self, method, uri, line, character, **more):
        return self.request(f"textDocument/{method}", {
            "textDocument": {"uri": uri}, "position": {"line": line, "character": character}, **more})

    def of(self, method, uri, **more):
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, **more})

    def findings(self, uri):
        return self.of("diagnostic", uri)["items"]

    def published(self, uri, fits=lambda params: True):
        return self.wait_for("textDocument/publishDiagnostics", fits, lambda p: p["uri"] == uri)

    def indexed(self):
        """The folders have been read: the progress of that has ended."""
        self.wait_for("$/progress", lambda p: p["value"]["kind"] == "end")
        while any(kinds[-1] != "end" for kinds in self.progress.values()):
            self.wait_for("$/progress", lambda p: p["value"]["kind"] == "end")

    def refreshes(self, what):
        """How often the server has asked to ask again for hints or lenses."""
        return sum(each["method"] == f"workspace/{what}/refresh" for each in self.asked)

    def refreshed(self, what, before=0):
        self._until(lambda: self.refreshes(what) > before, f"workspace/{what}/refresh")

    def asked_to_pull(self):
        """The server says that what was pulled is no more so."""
        def asked():
            return [each for each in self.asked if each["method"] == "workspace/diagnostic/refresh"]
        self._until(asked, "workspace/diagnostic/refresh")
        self.asked = [each for each in self.asked if each not in asked()]

    def changed_on_disk(self, *events):
        kinds = {"created": 1, "changed": 2, "deleted": 3}
        self.notify("workspace/didChangeWatchedFiles", {
            "changes": [{"uri": uri, "type": kinds[kind]} for kind, uri in events]})

    def watched(self, path, kind):
        """How often the server would hear of a path (from the root) that is created, changed or deleted."""
        bit = {"created": 1, "changed": 2, "deleted": 4}[kind]
        return sum(bool(_glob(watcher["globPattern"]).fullmatch(path) and watcher.get("kind", 7) & bit)
                   for message in self.asked if message["method"] == "client/registerCapability"
                   for registration in message["params"]["registrations"]
                   if registration["method"] == "workspace/didChangeWatchedFiles"
                   for watcher in registration["registerOptions"]["watchers"])

    # -- the end

    def _stderr(self):
        return self.process.stderr.read() if self.process.poll() is not None else b""

    def exit_code(self):
        """Waits for the process to end; says its code."""
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Wrong("the server does not end") from None
        return code

    def end(self, code=0):
        """shutdown and exit, with the input still open; nothing may be left unsaid or said twice."""
        if self.request("shutdown") is not None:
            raise Wrong("shutdown has a result")
        self.notify("exit")
        self.over(code)

    def over(self, code):
        got = self.exit_code()
        while (message := self.arrived.get(timeout=PATIENCE)) is not None:
            if "method" not in message:
                self._receive(message)
        left = {i: m for i, m in self.waiting.items() if i not in self.answers}
        said = self.process.stderr.read()
        if got != code:
            raise Wrong(f"exit code {got}, expected {code}; stderr: {said!r}")
        if code == 0 and left:
            raise Wrong(f"never answered: {left}")
        if said:
            raise Wrong(f"stderr is not silent: {said!r}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except OSError:
                pass
        if hasattr(self, "folder"):
            self.line.close()
            self.folder.__exit__()


def _glob(pattern):
    parts = re.split(r"(\*\*/|\*|\{[^}]*\})", pattern)
    def expression(part):
        if part == "**/":
            return "(?:.*/)?"
        if part == "*":
            return "[^/]*"
        if part.startswith("{"):
            return "(?:" + "|".join(map(re.escape, part[1:-1].split(","))) + ")"
        return re.escape(part)
    return re.compile("".join(map(expression, parts)))


def span(start_line, start_character, end_line, end_character):
    return {"start": {"line": start_line, "character": start_character},
            "end": {"line": end_line, "character": end_character}}


def _hold(problems, what, message):
    if problems:
        raise Wrong(f"{what}: {'; '.join(problems[:5])} in {json.dumps(message)[:600]}")


def _objects(value):
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)


# -- text as an editor holds it -----------------------------------------------------------------------


def units(text, encoding="utf-16"):
    return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text)}[encoding]


def lines_of(text):
    """With their ends; the last one has none (and may be empty)."""
    parts = re.split(r"(\r\n|\n|\r)", text)
    return [parts[i] + (parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]


def position_of(text, offset, encoding="utf-16"):
    """Of an offset in code points; in the midst of CRLF it is the line's end."""
    for number, line in enumerate(lines_of(text)):
        body = line.rstrip("\r\n")
        if offset < len(line) or not line.endswith(("\n", "\r")):
            return number, units(body[: min(offset, len(body))], encoding)
        offset -= len(line)
    raise ValueError("behind the text")


def offset_of(text, line, character, encoding="utf-16"):
    lines = lines_of(text)
    if line >= len(lines):
        return len(text)
    start, body, used = sum(map(len, lines[:line])), lines[line].rstrip("\r\n"), 0
    for index, letter in enumerate(body):
        used += units(letter, encoding)
        if used > character:
            return start + index
    return start + len(body)


def apply(text, edits, encoding="utf-16"):
    """TextEdits, all meant for the text as it is."""
    def offset(position):
        return offset_of(text, position["line"], position["character"], encoding)
    placed = [(offset(e["range"]["start"]), offset(e["range"]["end"]), e["newText"]) for e in edits]
    last_begin = len(text)
    for begin, end, new in sorted(placed, key=lambda p: p[:2], reverse=True):
        if end > last_begin:
            raise Wrong(f"edits overlap: {edits}")
        text, last_begin = text[:begin] + new + text[end:], begin
    return text


def codes(diagnostics):
    return sorted(each["code"] for each in diagnostics)
