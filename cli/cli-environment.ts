/** The part of a writable stream that this program uses. */
export interface TextSink {
  write(text: string): unknown;
}

/** Everything outside the program. `main.ts` takes it from the process, a test makes its own. */
export interface CliEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** For data. */
  readonly stdout: TextSink;
  /** For messages. */
  readonly stderr: TextSink;
  /** Whether stdout is a terminal. Data is then formatted for a person. */
  readonly isOutputTerminal: boolean;
  /** Whether stderr is a terminal. Messages are then coloured. */
  readonly isErrorTerminal: boolean;
  /** Whether questions can be asked: stdin and stderr are a terminal. */
  readonly canPrompt: boolean;
  /** Columns of the terminal, if known. */
  readonly columns: number | undefined;
  /** Aborted on Ctrl-C, or when the reader of the output closes it. */
  readonly signal: AbortSignal;
  /** Asks one question. `isSecret`: the answer is not shown. */
  prompt(question: string, options?: { readonly isSecret?: boolean }): Promise<string>;
  /** Shows a spinner with this text until the returned function is called. */
  showSpinner(text: string): () => void;
  /** Resolves after this long, or at once when the signal is aborted. */
  sleep(ms: number): Promise<void>;
}
