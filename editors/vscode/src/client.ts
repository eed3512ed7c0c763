// The connection to one program that is the server. Beside what the library's client does, it gives
// up: on a server that does not answer in time, and on one that is not wanted any more while it starts.
import {
  CloseAction,
  LanguageClient,
  State,
  type ErrorHandler,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import type { ServerProcess } from "./serverProcess";

const patience = 30_000; // milliseconds for a server to answer its first question
const goodbye = 2_000; // … and its last

// The server did not answer in time.
export class Silent extends Error {
  constructor() {
    super(`It has not answered for ${patience / 1000} seconds.`);
  }
}

export class Client extends LanguageClient {
  private over: (why: Error | undefined) => void = () => undefined;
  // Why it was given up; undefined where somebody asked for that.
  private readonly givenUp = new Promise<Error | undefined>((resolve) => (this.over = resolve));
  private gone = false;
  private begun = false; // … to start, well or badly
  private timer: NodeJS.Timeout | undefined;

  // `silent` hears of a server that died, was started again by the library, and then said nothing.
  constructor(
    private readonly program: ServerProcess,
    options: LanguageClientOptions,
    private readonly silent: (why: Error) => void,
  ) {
    const handler: { now?: ErrorHandler } = {};
    super("pland", "pland", () => program.start(), {
      ...options,
      errorHandler: {
        error: (...all) => handler.now!.error(...all),
        closed: () => handler.now!.closed(),
      },
      // start() rejects, and whoever started it tells the user.
      initializationFailedHandler: () => false,
    });
    const usual = this.createDefaultErrorHandler();
    handler.now = {
      error: (...all) => usual.error(...all),
      // One that ends before it ever answered would do so again.
      closed: () =>
        this.gone || this.state === State.Starting
          ? { action: CloseAction.DoNotRestart, handled: true }
          : usual.closed(),
    };
    this.onDidChangeState(({ newState }) => {
      clearTimeout(this.timer);
      if (newState === State.Starting)
        this.timer = setTimeout(() => this.giveUp(new Silent()), patience);
    });
  }

  // Whether the server answers. False where it was ended before it did; rejects where it cannot.
  async begin(): Promise<boolean> {
    const started = this.start().then(() => true as const);
    started.catch(() => undefined); // given up before, nobody hears it
    const first = await Promise.race([started, this.givenUp]).finally(() => (this.begun = true));
    if (first instanceof Error) throw first;
    return first === true;
  }

  // Not later than after a moment, whatever the server does.
  async end(): Promise<void> {
    if (this.state === State.Running) {
      this.gone = true;
      await this.dispose(goodbye).then(
        () => this.program.endWithin(goodbye),
        () => this.program.end(),
      );
    } else {
      this.giveUp(undefined);
    }
  }

  private giveUp(why: Error | undefined): void {
    clearTimeout(this.timer);
    this.gone = true;
    this.over(why);
    this.program.end();
    if (why && this.begun) this.silent(why);
  }

  // The library stops what failed to start, which it cannot.
  override stop(timeout?: number): Promise<void> {
    return this.state === State.Running ? super.stop(timeout) : Promise.resolve();
  }

  // What goes wrong at the start and at the end is told by whoever asked for it; here it is logged.
  override error(message: string, data?: unknown, show?: boolean | "force"): void {
    super.error(message, data, this.gone || !this.begun ? false : show);
  }
}
