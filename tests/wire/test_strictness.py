"""What the server does with what it must not get, and how it comes to its end."""

import os
import signal
import subprocess
import sys
import time

from client import BINARY, Client, Folder, OMIT, Refused, Wrong, frame

PARSE, INVALID, NO_METHOD, PARAMS, NOT_INITIALIZED = -32700, -32600, -32601, -32602, -32002


def refused(client, method, params=OMIT):
    try:
        client.request(method, params)
    except Refused as error:
        return error
    raise Wrong(f"{method} was answered")


def same(got, expected):
    if got != expected:
        raise Wrong(f"expected {expected!r}, got {got!r}")


def survives(body, code):
    with Client() as client:
        client.initialize()
        client.write(frame(body))
        same(client.next_error()["code"], code)
        client.end()


def test_a_body_that_is_no_json_is_survived():
    survives(b"{ nonsense", PARSE)


def test_invalid_utf_8_is_survived():
    survives(b'{"jsonrpc":"2.0","id":1,"method":"\xff\xfe"}', PARSE)


def test_an_empty_body_is_survived():
    survives(b"", PARSE)


def test_json_a_hundred_thousand_deep_is_survived():
    survives(b"[" * 100_000 + b"]" * 100_000, PARSE)
    survives(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, PARSE)


def test_a_batch_is_refused():
    survives(b'[{"jsonrpc":"2.0","id":7,"method":"shutdown"}]', INVALID)


def test_what_is_no_object_is_refused():
    survives(b"42", INVALID)


def test_a_message_without_version_is_refused():
    with Client() as client:
        client.initialize()
        client.waiting[99] = "pland/nothing"
        client.send({"id": 99, "method": "shutdown"})
        try:
            client.answer(99)
        except Refused as error:
            same(error.code, INVALID)
        client.end()


def test_an_id_of_a_wrong_kind_is_refused():
    survives(b'{"jsonrpc":"2.0","id":{"a":1},"method":"shutdown"}', INVALID)
    survives(b'{"jsonrpc":"2.0","id":true,"method":"shutdown"}', INVALID)


def test_ids_may_be_strings():
    with Client() as client:
        client.initialize()
        client.waiting["seven"] = "shutdown"
        client.send({"jsonrpc": "2.0", "id": "seven", "method": "shutdown"})
        same(client.answer("seven"), None)
        client.notify("exit")
        client.over(0)


def test_requests_before_initialize_are_refused():
    with Client() as client:
        same(refused(client, "textDocument/hover", {
            "textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}}).code, NOT_INITIALIZED)
        same(refused(client, "shutdown").code, NOT_INITIALIZED)
        client.notify("workspace/didChangeConfiguration", {"settings": {}})
        client.initialize()
        client.end()


def test_a_second_initialize_is_refused():
    with Client() as client:
        client.initialize()
        same(refused(client, "initialize", {"processId": None, "rootUri": None, "capabilities": {}}).code, INVALID)
        client.end()


def test_requests_after_shutdown_are_refused():
    with Client() as client:
        client.initialize()
        client.request("shutdown")
        same(refused(client, "textDocument/documentLink", {"textDocument": {"uri": "file:///a.md"}}).code, INVALID)
        same(refused(client, "shutdown").code, INVALID)
        client.notify("exit")
        client.over(0)


def test_unknown_methods():
    with Client() as client:
        client.initialize()
        same(refused(client, "textDocument/unheardOf", {}).code, NO_METHOD)
        same(refused(client, "$/unheardOf").code, NO_METHOD)
        same(refused(client, "textDocument/didOpen").code, NO_METHOD)
        for method in ("$/unheardOf", "unheard/of", "$/cancelRequest", "textDocument/hover"):
            client.send({"jsonrpc": "2.0", "method": method, "params": {"id": 12345}})
            client.send({"jsonrpc": "2.0", "method": method})
        client.end()


def answered_with_its_id(body, request_id, code):
    with Client() as client:
        client.initialize()
        client.waiting[request_id] = "pland/nothing"
        client.write(frame(body))
        try:
            client.answer(request_id)
            raise Wrong("was answered")
        except Refused as error:
            same(error.code, code)
        client.end()


def test_a_request_with_a_bad_method_is_answered_with_its_id():
    answered_with_its_id(b'{"jsonrpc":"2.0","id":77,"method":3}', 77, INVALID)
    answered_with_its_id(b'{"jsonrpc":"2.0","id":"x","method":null}', "x", INVALID)
    answered_with_its_id(b'{"jsonrpc":"1.0","id":78,"method":["a"]}', 78, INVALID)


def test_a_number_beyond_all_bounds_is_out_of_range_and_no_more():
    for number in (b"1e999", b"-1e999", b"123456789e400", b"9" * 400):
        answered_with_its_id(
            b'{"jsonrpc":"2.0","id":79,"method":"textDocument/hover","params":{"textDocument":'
            b'{"uri":"file:///1e999.md"},"position":{"line":%s,"character":0}}}' % number, 79, PARAMS)


def test_nothing_may_stand_behind_the_json_not_even_nul():
    for behind in (b"\0", b"\0\0garbage", b" x", b"{}"):
        survives(b'{"jsonrpc":"2.0","id":1,"method":"shutdown"}' + behind, PARSE)
    survives(b'{"jsonrpc":"2.0","id":1,\0"method":"shutdown"}', PARSE)


def test_a_byte_order_mark_before_the_json_is_skipped():
    with Client() as client:
        client.initialize()
        client.waiting[80] = "shutdown"
        client.write(frame(b'\xef\xbb\xbf{"jsonrpc":"2.0","id":80,"method":"shutdown"}'))
        same(client.answer(80), None)
        client.notify("exit")
        client.over(0)


def test_a_malformed_response_is_not_answered():
    with Client() as client:
        client.initialize()
        client.send({"jsonrpc": "2.0", "id": 1, "error": "no"}, {"id": 1, "result": None},
                    {"jsonrpc": "2.0", "result": 1}, {"jsonrpc": "2.0", "id": {}, "result": 1},
                    {"jsonrpc": "2.0", "id": 1, "error": None})
        client.settle()
        assert None not in client.answers, client.answers
        client.end()


def test_a_version_that_goes_back_is_ignored():
    with Client() as client, Folder() as folder:
        client.initialize(folder)
        uri = folder.uri("a.md")
        client.open(uri, "# Five\n", version=5)
        client.change(uri, 4, "# Four\n")
        same([each["name"] for each in client.of("documentSymbol", uri)], ["Five"])
        client.change(uri, 6, "# Six\n")
        same([each["name"] for each in client.of("documentSymbol", uri)], ["Six"])
        client.close(uri)
        client.open(uri, "# One\n", version=1)
        same([each["name"] for each in client.of("documentSymbol", uri)], ["One"])
        client.end()


def test_a_log_that_cannot_be_written_is_said_before_anything_else():
    for flag in ("--log", "--trace"):
        ran = subprocess.run([BINARY, "lsp", flag, "/nonexistent/a"], stdin=subprocess.DEVNULL, capture_output=True)
        same(ran.returncode, 2)
        said = ran.stderr.decode()
        assert "/nonexistent/a" in said and "log" in said and "internal error" not in said, said


def test_bad_params_are_named_by_their_path():
    with Client() as client:
        client.initialize()
        def hover(params):
            request = client.message("pland/x", OMIT)
            client.waiting[request["id"]] = "pland/hover"
            client.send({**request, "method": "textDocument/hover", "params": params})
            try:
                client.answer(request["id"])
            except Refused as error:
                same(error.code, PARAMS)
                return error.message
            raise Wrong("was answered")
        document = {"uri": "file:///a.md"}
        assert "params.position.line" in hover({"textDocument": document, "position": {"line": "x", "character": 0}})
        assert "params.position.line" in hover({"textDocument": document, "position": {"line": -1, "character": 0}})
        assert "params.position.line" in hover({"textDocument": document, "position": {"line": 1.5, "character": 0}})
        assert "params.position" in hover({"textDocument": document})
        assert "params.textDocument" in hover({"textDocument": 3, "position": {"line": 0, "character": 0}})
        assert "params" in hover([])
        assert "params" in hover(None)
        client.end()


def test_bad_params_of_notifications_are_ignored():
    with Client() as client, Folder({"a.md": "# A\n"}) as folder:
        client.initialize(folder)
        client.open(folder.uri("a.md"), "# A\n")
        for method in ("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose",
                       "workspace/didChangeWatchedFiles", "$/setTrace", "workspace/didChangeWorkspaceFolders"):
            for params in (None, 1, [], {}, {"textDocument": 1}, {"changes": [{}]}):
                client.send({"jsonrpc": "2.0", "method": method, "params": params})
        same([each["name"] for each in client.of("documentSymbol", folder.uri("a.md"))], ["A"])
        client.end()


def test_params_null_will_do_where_nothing_is_needed():
    with Client() as client:
        client.initialize()
        same(client.request("shutdown", None), None)
        client.notify("exit", None)
        client.over(0)


def test_initialized_with_params_null():
    with Client() as client:
        client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        client.notify("initialized", None)
        client.end()


def test_headers_are_read_leniently():
    with Client() as client:
        client.initialize()
        body = b'{"jsonrpc":"2.0","method":"$/x"}'
        client.write(b"content-length:%d\r\nX-Other: 1\r\n\r\n" % len(body) + body)
        client.write(b"Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        client.end()


def broken_framing(data):
    # The stream cannot be found again: said once on stderr, exit code 1.
    with Client() as client:
        client.initialize()
        try:
            client.write(data)
        except Wrong:
            pass
        same(client.exit_code(), 1)
        assert b"protocol error" in client.process.stderr.read()


def test_an_absurd_content_length_ends_the_conversation():
    broken_framing(b"Content-Length: 9999999999999999\r\n\r\n{}")
    broken_framing(b"Content-Length: 99999999999999999999999999\r\n\r\n{}")


def test_headers_without_sense_end_the_conversation():
    broken_framing(b"Content-Length: -1\r\n\r\n")
    broken_framing(b"Content-Length: ten\r\n\r\n")
    broken_framing(b"X-Other: 1\r\n\r\n{}")
    broken_framing(b"X" * 10_000)


def test_exit_after_shutdown_is_0_with_the_input_open():
    with Client() as client:
        client.initialize()
        client.end(0)


def test_exit_without_shutdown_is_1_with_the_input_open():
    with Client() as client:
        client.initialize()
        client.notify("exit")
        client.over(1)


def test_exit_before_initialize_is_1():
    with Client() as client:
        client.notify("exit")
        client.over(1)


def test_the_end_of_the_input_is_1():
    for initialized in (False, True):
        with Client() as client:
            if initialized:
                client.initialize()
            client.output.close()
            client.over(1)


def test_the_end_of_the_input_within_a_message_is_1():
    with Client() as client:
        client.initialize()
        client.write(b"Content-Length: 100\r\n\r\n{")
        client.output.close()
        client.over(1)


def test_a_termination_signal_is_1():
    with Client() as client:
        client.initialize()
        client.process.send_signal(signal.SIGTERM)
        client.over(1)


def test_the_server_ends_with_the_process_that_it_was_told_of():
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with Client() as client:
            client.initialize(processId=parent.pid)
            parent.communicate(b"\n")
            start = time.monotonic()
            client.over(1)
            assert time.monotonic() - start < 15
    finally:
        parent.kill()
        parent.wait()


def test_a_null_process_id_is_nobody_to_wait_for():
    with Client() as client:
        client.initialize(processId=None)
        client.end()


def test_an_initialize_with_nothing_in_it():
    with Client() as client:
        client.capabilities = {}
        client.waiting[1] = "initialize"
        client.send({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})
        client.answer(1)
        next(client.ids)
        client.notify("initialized", {})
        client.end()


def test_initialize_with_bad_params_may_be_tried_again():
    with Client() as client:
        client.waiting[50] = "initialize"
        client.send({"jsonrpc": "2.0", "id": 50, "method": "initialize", "params": {"capabilities": {}, "workspaceFolders": 3}})
        try:
            client.answer(50)
            raise Wrong("was answered")
        except Refused as error:
            same(error.code, PARAMS)
        client.initialize()
        client.end()


def test_a_response_that_answers_nothing_is_ignored():
    with Client() as client:
        client.initialize()
        client.send({"jsonrpc": "2.0", "id": 4711, "result": None},
                    {"jsonrpc": "2.0", "id": None, "error": {"code": 1, "message": "x"}},
                    {"jsonrpc": "2.0", "id": "x", "result": [1]})
        client.end()
