// What went wrong between editor and server, in a sentence for the user.

// Codes of JSON-RPC, of LSP, and of the library that speaks them.
const codes = {
  contentModified: -32801,
  requestCancelled: -32800,
  serverCancelled: -32802,
  methodNotFound: -32601,
  internalError: -32603,
  connection: [-32096, -32097, -32098, -32099], // not there, closed meanwhile, not read, not written
};
const closed = /^Connection is (closed|disposed)|^write EPIPE|stream (was|has been) destroyed/i;

// Undefined where there is nothing to say: somebody cancelled it.
export function sentenceOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  const message = (error instanceof Error ? error.message : String(error)).trim();
  if ((error as { name?: unknown } | undefined)?.name === "Canceled") return undefined;
  if (code === codes.requestCancelled) return undefined;
  if (isPassing(error)) return "The document has changed meanwhile, and nothing was done. Try again.";
  if (codes.connection.includes(code as number) || closed.test(message))
    return "The server ended before it had answered. Try again; the log may say why.";
  if (code === codes.methodNotFound)
    return "This version of the server cannot do that. A newer one can.";
  if (code === codes.internalError)
    return "The server failed at this, and nothing was done. The log may say why.";
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

// An edit came in between: asked again, there is an answer.
export function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === codes.contentModified || code === codes.serverCancelled;
}
