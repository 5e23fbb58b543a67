import { createClient, type RaffleClient } from '#contract/client.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';
import { readSigner, type OperatorSigner } from './operator-key.ts';
import { Output } from './output.ts';
import type { Surroundings } from './surroundings.ts';

export interface GlobalOptions {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** How long a whole log may take to come, in milliseconds. */
export const longAnswerMs = 60_000;
const defaultUrl = 'http://localhost:4000';

/** What a command works with. */
export class Context {
  readonly surroundings: Surroundings;
  readonly output: Output;
  readonly options: GlobalOptions;

  constructor(surroundings: Surroundings, options: GlobalOptions) {
    this.surroundings = surroundings;
    this.options = options;
    this.output = new Output(surroundings, { isJson: options.json ?? false });
  }

  /** Where the service is, without a slash at the end. */
  get url(): string {
    const text = this.options.url ?? (this.surroundings.env['RAFFLE_URL'] || defaultUrl);
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isOrigin = url !== undefined && url.pathname === '/' && url.search === '';
    if (isOrigin && ['http:', 'https:'].includes(url.protocol)) return url.origin;
    throw new CommandFailed(
      exitCodes.usage,
      `${text} is not where a service can be. Give scheme, host and port: --url ${defaultUrl}`,
    );
  }

  /** What to add to the next command so that it reaches the same service as the same person. */
  get sameOptions(): string {
    const { url, key } = this.options;
    const options = Object.entries({ '--url': url, '--key': key });
    return options
      .map(([name, value]) => (value === undefined ? '' : ` ${name} ${quote(value)}`))
      .join('');
  }

  /** Calls what anybody may call. */
  client({ isLong = false } = {}): RaffleClient {
    return createClient({ baseUrl: this.url, ...(isLong ? { timeoutMs: longAnswerMs } : {}) });
  }

  /** Whether a key was asked for by name; otherwise one is used if it happens to be there. */
  get namesKey(): boolean {
    return (
      (this.options.key ?? (this.surroundings.env['RAFFLE_KEY_FILE'] || undefined)) !== undefined
    );
  }

  /** @throws {CommandFailed} 4: there is no key to sign with. */
  signer(): Promise<OperatorSigner> {
    const { key } = this.options;
    return readSigner(this.surroundings, { key, output: this.output });
  }

  /** Calls what operators may call. `isLong`: the answer may be a whole log. */
  async operatorClient({ isLong = false } = {}): Promise<RaffleClient> {
    return this.signedClient(await this.signer(), { isLong });
  }

  /** Calls with this key. */
  signedClient(signer: OperatorSigner, { isLong = false } = {}): RaffleClient {
    const baseUrl = this.url;
    return createClient({ baseUrl, signer, ...(isLong ? { timeoutMs: longAnswerMs } : {}) });
  }

  /** Shows that something takes time, until it is done. */
  async waiting<T>(text: string, work: () => Promise<T>): Promise<T> {
    const stop = this.surroundings.showWaiting(text);
    try {
      return await work();
    } finally {
      stop();
    }
  }
}

/** A word for a shell. */
export function quote(value: string): string {
  return /^[\w./:@~-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
