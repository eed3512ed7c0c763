#!/usr/bin/env python3
"""Holds one conversation with a language server over stdio and prints what an editor would show.

    converse.py [--today DATE] SERVER DOCUMENT

SERVER is the program (it is started as `SERVER lsp`), DOCUMENT a plan with a section of breadcrumbs;
its folder is the workspace. The client announces what most editors do, but no pull diagnostics, so
the server has to push them. Ends with 1 and a sentence when an answer does not come within ten
seconds, is an error, or is empty where it must not be.
"""

import argparse
import itertools
import json
import os
import pathlib
import queue
import re
import subprocess
import sys
import threading
import time
import urllib.parse

PATIENCE = 10  # seconds for each answer

COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ


def paint(code, text):
    return f"\033[{code}m{text}\033[0m" if COLOUR else text


def bold(text):
    return paint("1", text)


def dim(text):
    return paint("2", text)


class Silence(Exception):
    """The server did not do what it had to; the text says what."""


class Server:
    """The process and the JSON-RPC framing around it. A thread reads, so that waiting can end."""

    def __init__(self, command, configuration):
        self.configuration = configuration
        self.incoming = queue.Queue()
        self.diagnostics = queue.Queue()
        self.ids = itertools.count(1)
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            while (line := out.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                self.incoming.put(None)
                return
            self.incoming.put(json.loads(out.read(length)))

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Silence(f"the server has gone (exit code {self.process.wait()})") from None

    def notify(self, method, params):
        self._send({"method": method, "params": params})

    def _next(self, deadline, what):
        try:
            message = self.incoming.get(timeout=max(0, deadline - time.monotonic()))
        except queue.Empty:
            raise Silence(f"no {what} within {PATIENCE} s") from None
        if message is None:
            raise Silence(f"the server ended before its {what} (exit code {self.process.wait()})")
        return message

    def _serve(self, message):
        """Answers what servers ask of an editor, and keeps published diagnostics."""
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self.diagnostics.put(message["params"])
        if "id" in message:
            result = None
            if method == "workspace/configuration":
                result = [self.configuration for _ in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})

    def request(self, method, params=None):
        """The result, and how many milliseconds it took."""
        request_id = next(self.ids)
        start = time.monotonic()
        self._send({"id": request_id, "method": method, **({} if params is None else {"params": params})})
        while True:
            message = self._next(start + PATIENCE, f"answer to {method}")
            if "method" in message:
                self._serve(message)
            elif message.get("id") == request_id:
                if "error" in message:
                    raise Silence(f"{method} was refused: {message['error'].get('message')}")
                return message["result"], (time.monotonic() - start) * 1000

    def published(self, uri):
        start = time.monotonic()
        while True:
            while not self.diagnostics.empty():
                params = self.diagnostics.get()
                if params["uri"] == uri:
                    return params["diagnostics"], (time.monotonic() - start) * 1000
            message = self._next(start + PATIENCE, "published diagnostics")
            if "method" in message:
                self._serve(message)

    def end(self):
        self.request("shutdown")
        self.notify("exit", None)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Silence(f"the server was still there {PATIENCE} s after `exit`") from None


def head(title, milliseconds):
    print(f"\n{bold(title)}  {dim(f'{milliseconds:.0f} ms')}")


def units(text):
    """Length in UTF-16 code units, in which the positions are counted."""
    return len(text.encode("utf-16-le")) // 2


def shorten(text, width=100):
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def path_of(uri):
    return pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(uri).path))


def show_diagnostics(document, diagnostics, milliseconds):
    head(f"{document.name} has {len(diagnostics)} finding{'s' * (len(diagnostics) != 1)}", milliseconds)
    severities = {1: paint("31", "error"), 2: paint("33", "warning"), 3: "information", 4: dim("hint")}
    for item in sorted(diagnostics, key=lambda d: (d["range"]["start"]["line"], d["range"]["start"]["character"])):
        start = item["range"]["start"]
        place = f"{start['line'] + 1}:{start['character'] + 1}"
        print(f"  {dim(f'{place:>7}')}  {severities[item.get('severity', 1)]} {item['message']}"
              f"  {dim(str(item.get('code', '')))}")


def show_completion(items, milliseconds):
    head(f'Typing "## " offers {len(items)} section{"s" * (len(items) != 1)}', milliseconds)
    for item in sorted(items, key=lambda i: i.get("sortText", i["label"]))[:6]:
        detail = item.get("detail") or (item.get("labelDetails") or {}).get("description") or ""
        print(f"  {item['label']}  {dim(shorten(detail))}")
    if len(items) > 6:
        print(dim(f"  … and {len(items) - 6} more"))


def show_hover(contents, milliseconds):
    head("Hovering over it shows", milliseconds)
    text = contents if isinstance(contents, str) else contents["value"]
    lines = text.rstrip().splitlines()
    for line in lines[:12]:
        print(f"  {dim('│')} {line}")
    if len(lines) > 12:
        print(dim(f"  │ … and {len(lines) - 12} more lines"))


def breadcrumb(lines, folder):
    """Line and column inside the destination of the first breadcrumb that leads to a file."""
    inside = False
    for number, line in enumerate(lines):
        if line.startswith("#"):
            inside = "breadcrumbs" in line.lower()
        link = re.search(r"\]\(([^)#]+)", line) if inside else None
        if link and (folder / link[1]).is_file():
            return number, units(line[: link.start(1)]) + 1, line.strip().removeprefix("- ")
    raise Silence("the document has no breadcrumb that leads to a file")


def converse(arguments):
    document = arguments.document.resolve()
    text = document.read_text(encoding="utf-8")
    settings = {"today": arguments.today} if arguments.today else {}
    server = Server([arguments.server, "lsp"], settings)
    try:
        talk(server, document, text, settings)
    finally:
        if server.process.poll() is None:
            server.process.kill()


def talk(server, document, text, settings):
    lines, uri, folder = text.split("\n"), document.as_uri(), document.parent
    result, milliseconds = server.request("initialize", {
        "processId": os.getpid(),
        "rootUri": folder.as_uri(),
        "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
        "initializationOptions": settings,
        "capabilities": {
            "general": {"positionEncodings": ["utf-16"]},
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "synchronization": {"didSave": True},
                "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
                "completion": {"completionItem": {"snippetSupport": True, "labelDetailsSupport": True}},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "definition": {"linkSupport": True},
            },
        },
    })
    about = result.get("serverInfo", {})
    head(f"{about.get('name', 'The server')} {about.get('version', '')} is there", milliseconds)
    server.notify("initialized", {})

    server.notify("textDocument/didOpen", {"textDocument": {
        "uri": uri, "languageId": "markdown", "version": 1, "text": text}})
    show_diagnostics(document, *server.published(uri))

    # A new heading, typed above the last section; taken back when the list has been seen.
    above = max(i for i, line in enumerate(lines) if line.startswith("## "))
    start = {"line": above, "character": 0}
    server.notify("textDocument/didChange", {
        "textDocument": {"uri": uri, "version": 2},
        "contentChanges": [{"range": {"start": start, "end": start}, "text": "## \n\n"}]})
    result, milliseconds = server.request("textDocument/completion", {
        "textDocument": {"uri": uri}, "position": {"line": above, "character": 3},
        "context": {"triggerKind": 1}})
    items = result["items"] if isinstance(result, dict) else result or []
    if not items:
        raise Silence("no section was offered for a new heading")
    show_completion(items, milliseconds)
    server.notify("textDocument/didChange", {
        "textDocument": {"uri": uri, "version": 3},
        "contentChanges": [{"range": {"start": start, "end": {"line": above + 2, "character": 0}}, "text": ""}]})

    line, character, shown = breadcrumb(lines, folder)
    place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    result, milliseconds = server.request("textDocument/definition", place)
    target = result[0] if isinstance(result, list) and result else result
    if not target:
        raise Silence(f"no definition for the breadcrumb in line {line + 1}")
    where = target.get("targetSelectionRange") or target["range"]
    head(f"The breadcrumb in line {line + 1} leads to", milliseconds)
    print(f"  {shown}")
    found = path_of(target.get("targetUri") or target["uri"])
    print(f"  {os.path.relpath(found, folder)}:{where['start']['line'] + 1}")

    result, milliseconds = server.request("textDocument/hover", place)
    if not result:
        raise Silence(f"no hover for the breadcrumb in line {line + 1}")
    show_hover(result["contents"], milliseconds)

    code = server.end()
    if code != 0:
        raise Silence(f"the server ended with exit code {code}")
    print(f"\n{dim('The server was shut down and ended in good order.')}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--today", help="the day the server takes for today, YYYY-MM-DD")
    parser.add_argument("server")
    parser.add_argument("document", type=pathlib.Path)
    try:
        converse(parser.parse_args())
    except (Silence, OSError) as trouble:
        sys.exit(f"converse: {trouble}")


if __name__ == "__main__":
    main()
