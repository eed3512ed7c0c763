// The server's program as it runs. It is ours and not the client library's, which cannot end one that
// never answered.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";

export class ServerProcess {
  private child: ChildProcessWithoutNullStreams | undefined;

  constructor(
    private readonly program: string,
    private readonly args: string[],
    private readonly cwd: string,
  ) {}

  // Rejects where the system cannot run it.
  start(): Promise<ChildProcessWithoutNullStreams> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.program, this.args, { cwd: this.cwd, stdio: "pipe" });
      this.child = child;
      child.once("error", reject);
      child.once("spawn", () => resolve(child));
      // Of a program that is gone: who waits for an answer hears it from the connection.
      child.stdin.on("error", () => undefined);
    });
  }

  // At once. A wrapper may leave its own children behind, which still hold its pipes: ours are closed,
  // so that whoever reads from them comes to the end.
  end(): void {
    const child = this.child;
    if (!child) return;
    child.kill("SIGKILL");
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  }

  // It has been told to end: it may take its time, but not more than this.
  endWithin(milliseconds: number): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(), milliseconds);
      child.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
