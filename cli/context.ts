import { createClient, type RaffleClient } from '#contract/client.ts';
import type { CliEnvironment } from './cli-environment.ts';
import { CommandError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { readSigner, type OperatorSigner } from './operator-key.ts';
import { Output } from './output.ts';

export interface GlobalOptions {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** Time limit for requests that return a whole log, in milliseconds. */
export const longAnswerMs = 60_000;
const defaultUrl = 'http://localhost:4000';

/** What every command receives: its environment, its output and clients for the service. */
export class Context {
  readonly environment: CliEnvironment;
  readonly output: Output;
  readonly options: GlobalOptions;

  constructor(environment: CliEnvironment, options: GlobalOptions) {
    this.environment = environment;
    this.options = options;
    this.output = new Output(environment, { isJson: options.json ?? false });
  }

  /** The service's origin: scheme, host and port. */
  get url(): string {
    const text = this.options.url ?? (this.environment.env['RAFFLE_URL'] || defaultUrl);
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isOrigin = url !== undefined && url.pathname === '/' && url.search === '';
    if (isOrigin && ['http:', 'https:'].includes(url.protocol)) return url.origin;
    throw new CommandError(
      exitCodes.usage,
      `${text} is not the address of a service. Give scheme, host and port: --url ${defaultUrl}`,
    );
  }

  /** The options with which a suggested command uses the same service and key. */
  get sameOptions(): string {
    const { url, key } = this.options;
    const options = Object.entries({ '--url': url, '--key': key });
    return options
      .map(([name, value]) => (value === undefined ? '' : ` ${name} ${quote(value)}`))
      .join('');
  }

  /** A client for public endpoints. `isLong`: the answer may be a whole log. */
  client({ isLong = false } = {}): RaffleClient {
    return createClient({ baseUrl: this.url, ...(isLong ? { timeoutMs: longAnswerMs } : {}) });
  }

  /** Whether a key was named, with --key or RAFFLE_KEY_FILE. */
  get namesKey(): boolean {
    return (
      (this.options.key ?? (this.environment.env['RAFFLE_KEY_FILE'] || undefined)) !== undefined
    );
  }

  /** @throws {CommandError} 4: there is no operator key. */
  signer(): Promise<OperatorSigner> {
    const { key } = this.options;
    return readSigner(this.environment, { key, output: this.output });
  }

  /** A client for operator endpoints. `isLong`: the answer may be a whole log. */
  async operatorClient({ isLong = false } = {}): Promise<RaffleClient> {
    return this.signedClient(await this.signer(), { isLong });
  }

  /** The same client; undefined if there is no operator key and none was named. */
  async findOperatorClient(options: { isLong?: boolean } = {}): Promise<RaffleClient | undefined> {
    try {
      return await this.operatorClient(options);
    } catch (error) {
      if (error instanceof CommandError && !this.namesKey) return undefined;
      throw error;
    }
  }

  /** A client that signs with this key. */
  signedClient(signer: OperatorSigner, { isLong = false } = {}): RaffleClient {
    const onClockCorrected = (aheadSeconds: number) => {
      const side = aheadSeconds > 0 ? 'ahead of' : 'behind';
      const text = `This computer’s clock is ${Math.abs(aheadSeconds)} s ${side} the service’s. The request was signed with the service’s time. Please set the clock.`;
      this.output.printStatus(text, 'yellow');
    };
    return createClient({
      baseUrl: this.url,
      signer,
      onClockCorrected,
      ...(isLong ? { timeoutMs: longAnswerMs } : {}),
    });
  }

  /** Shows a spinner while `work` runs. */
  async withSpinner<T>(text: string, work: () => Promise<T>): Promise<T> {
    const stop = this.environment.showSpinner(text);
    try {
      return await work();
    } finally {
      stop();
    }
  }
}

/** Quotes a value for a shell, if it needs quotes. */
export function quote(value: string): string {
  return /^[\w./:@-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
