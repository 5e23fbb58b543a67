/** A stream that takes text, as far as this program needs one. */
export interface TextSink {
  write(text: string): unknown;
}

/** Everything outside the program. `main.ts` takes it from the process, a test makes its own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Takes data. */
  readonly stdout: TextSink;
  /** Takes talk. */
  readonly stderr: TextSink;
  /** Is stdout read by a person? Then data comes as tables. */
  readonly isOutputTerminal: boolean;
  /** Is stderr read by a person? Then waiting is shown. */
  readonly isTalkTerminal: boolean;
  /** Is a person there to answer? */
  readonly canAsk: boolean;
  /** Columns of the terminal, where known. */
  readonly columns: number | undefined;
  /** Aborted when the person, or the reader of the output, has had enough. */
  readonly signal: AbortSignal;
  /** Asks one question. `isSecret`: the answer is not shown. */
  ask(question: string, options?: { readonly isSecret?: boolean }): Promise<string>;
  /** Shows that something takes time, until the function it returns is called. */
  showWaiting(text: string): () => void;
  /** Resolves after this long, or at once when the signal is aborted. */
  sleep(ms: number): Promise<void>;
}
