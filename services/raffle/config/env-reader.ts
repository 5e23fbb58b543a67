import { readFileSync } from 'node:fs';
import { readText } from '#proof/read-text.ts';
import { parseOrigin } from './origins.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the command line and of the script that starts it. */
const namesElsewhere = ['RAFFLE_URL', 'RAFFLE_KEY_FILE', 'RAFFLE_NODE'];

/** Reads environment variables and collects all faults. An empty variable counts as absent. */
export class EnvReader {
  readonly #environment: Environment;
  readonly #faults: string[] = [];
  readonly #known = new Set(namesElsewhere);
  /** Files that were read, with the variable that names each. */
  readonly files: { readonly name: string; readonly path: string }[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  text(name: string): string | undefined {
    this.#known.add(name);
    return this.#environment[name] === '' ? undefined : this.#environment[name];
  }

  count(name: string, otherwise: number, max = 100): number {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    if (/^\d{1,9}$/.test(text) && Number(text) <= max) return Number(text);
    this.fault(`${name} must be a whole number from 0 to ${max}, not "${text}".`);
    return otherwise;
  }

  port(name: string, otherwise: number): number {
    return this.count(name, otherwise, 65_535);
  }

  choice<Choice extends string>(
    name: string,
    choices: readonly Choice[],
    otherwise: NoInfer<Choice>,
  ): Choice {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const choice = choices.find((each) => each === text);
    if (choice === undefined) this.fault(`${name} must be one of ${choices.join(', ')}.`);
    return choice ?? otherwise;
  }

  origin(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const origin = parseOrigin(text);
    if (origin === undefined) {
      this.fault(
        `${name} must be an origin like https://raffle.example.org: http or https, a host name of letters, digits, hyphens and dots, optionally a port, and no path.`,
      );
    }
    return origin;
  }

  /** A list separated by commas; slashes at the end of a URL are removed. */
  urls(name: string): string[] | undefined {
    const urls = this.text(name)
      ?.split(',')
      .map((url) => url.trim().replace(/\/+$/, ''));
    const wrong = urls?.find((url) => !/^https?:\/\/[^?#]+$/.test(url) || !URL.canParse(url));
    if (wrong !== undefined) {
      this.fault(
        `${name} must be URLs like https://api.drand.sh, separated by commas, not "${wrong}".`,
      );
    }
    return urls;
  }

  /** Parses the text of a file. The message of an error becomes the fault. */
  file<Value>(name: string, parse: (text: string) => Value): Value | undefined {
    return this.bytes(name, (bytes) => parse(readText(bytes)));
  }

  /** Parses the bytes of a file. The message of an error becomes the fault. */
  bytes<Value>(name: string, parse: (bytes: Buffer) => Value): Value | undefined {
    let value: Value | undefined;
    this.path(name, (path) => {
      value = parse(readFileSync(path));
      this.files.push({ name, path });
    });
    return value;
  }

  /** The path of a file, checked with `read`. */
  path(name: string, read: (path: string) => unknown): string | undefined {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      read(path);
    } catch (error) {
      this.fault(`${name}: ${describeFileFault(error, path)}`);
    }
    return path;
  }

  fault(text: string): void {
    this.#faults.push(text);
  }

  /** Variables named like ours that were not read, perhaps because their name is misspelt. */
  findUnknown(): string[] {
    const isSet = (name: string) => (this.#environment[name] ?? '') !== '';
    return Object.keys(this.#environment).filter(
      (name) => name.startsWith('RAFFLE_') && !this.#known.has(name) && isSet(name),
    );
  }

  get faults(): readonly string[] {
    return this.#faults;
  }
}

/** Describes why a file cannot be used: it is unreadable, or its content is invalid. */
export function describeFileFault(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error);
  return 'syscall' in error && 'code' in error
    ? `${path} cannot be read (${String(error.code)}).`
    : error.message;
}
