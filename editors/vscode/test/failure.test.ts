import assert from "node:assert/strict";
import { test } from "node:test";
import { isPassing, sentenceOf } from "../src/failure";

// Of JSON-RPC, of LSP 3.17, and of vscode-jsonrpc.
const ErrorCodes = {
  MethodNotFound: -32601,
  InternalError: -32603,
  ConnectionInactive: -32096,
  PendingResponseRejected: -32097,
};
const LSPErrorCodes = { RequestCancelled: -32800, ContentModified: -32801, ServerCancelled: -32802 };
const failed = (code: number, message = "code speaks") =>
  Object.assign(new Error(message), { code });

test("what the server refuses is a sentence, not a code", () => {
  const modified = failed(LSPErrorCodes.ContentModified, "the document has changed since; ask again");
  assert.match(sentenceOf(modified)!, /changed meanwhile.*Try again\.$/);
  assert.match(sentenceOf(failed(LSPErrorCodes.ServerCancelled))!, /changed meanwhile/);
  assert.match(sentenceOf(failed(ErrorCodes.MethodNotFound))!, /This version of the server/);
  assert.match(sentenceOf(failed(ErrorCodes.InternalError))!, /failed at this/);
});

test("a server that dies meanwhile is said to have ended", () => {
  for (const code of [ErrorCodes.ConnectionInactive, ErrorCodes.PendingResponseRejected])
    assert.match(sentenceOf(failed(code))!, /server ended/);
  for (const message of ["Connection is disposed.", "Connection is closed.", "write EPIPE"])
    assert.match(sentenceOf(new Error(message))!, /server ended/);
});

test("what somebody cancelled is not spoken of", () => {
  assert.equal(sentenceOf(failed(LSPErrorCodes.RequestCancelled)), undefined);
  assert.equal(sentenceOf(Object.assign(new Error("Canceled"), { name: "Canceled" })), undefined);
});

test("anything else says what it says, as a sentence", () => {
  assert.equal(sentenceOf(new Error("no such file")), "no such file.");
  assert.equal(sentenceOf("Is it there?"), "Is it there?");
});

test("an edit in between passes, a failure does not", () => {
  assert.ok(isPassing(failed(LSPErrorCodes.ContentModified)));
  assert.ok(!isPassing(failed(ErrorCodes.InternalError)));
  assert.ok(!isPassing(new Error("no")));
  assert.ok(!isPassing(undefined));
});
