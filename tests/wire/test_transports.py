"""The same conversation over every transport, and cut into every kind of piece."""

import os

from client import BINARY, Client, Folder, Wrong

TEXT = "# Plan\n\n[x](gone.md)\n"


def converse(client, folder):
    client.initialize(folder)
    client.open(folder.uri("a.md"), TEXT)
    assert [each["code"] for each in client.findings(folder.uri("a.md"))] == ["broken-file-link"]
    client.end()


def over(connect, arguments=("lsp",)):
    with Folder() as folder, Client(arguments, connect) as client:
        converse(client, folder)


def test_stdio_is_the_default():
    over("stdio")


def test_stdio_by_its_flag():
    over("--stdio")


def test_stdio_without_the_verb():
    over("--stdio", ())


def test_port_0_listens_and_says_where():
    over("--port")


def test_socket_connects():
    over("--socket")


def test_pipe_connects():
    over("--pipe")


def test_listen_on_a_unix_socket():
    over("--listen")


def test_client_process_id_as_vs_code_gives_it():
    over("--stdio", ("lsp", f"--clientProcessId={os.getpid()}"))


def test_byte_by_byte():
    with Folder() as folder, Client() as client:
        client.pieces = "bytes"
        converse(client, folder)


def test_all_messages_in_one_write():
    with Folder() as folder, Client() as client:
        client.capabilities = {}
        uri = folder.uri("a.md")
        client.send(
            client.message("initialize", {"processId": None, "rootUri": folder.uri(), "capabilities": {}}),
            client.message("initialized", {}, request=False),
            client.message("textDocument/didOpen", {"textDocument": {
                "uri": uri, "languageId": "markdown", "version": 1, "text": TEXT}}, request=False),
            client.message("textDocument/documentSymbol", {"textDocument": {"uri": uri}}),
            client.message("shutdown"),
            client.message("exit", request=False))
        symbols = client.answer(2)
        assert [each["name"] for each in symbols] == ["Plan"], symbols
        client.over(0)


def test_a_large_document_in_one_message():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.open(folder.uri("a.md"), "".join(f"## Part {i}\n\nWords of it.\n\n" for i in range(4_000)))
        assert len(client.of("documentSymbol", folder.uri("a.md"))) == 4_000
        client.end()
