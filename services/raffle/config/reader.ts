import { readFileSync } from 'node:fs';
import { parseOrigin } from './origins.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Takes variables one by one and remembers every fault. An empty variable is an absent one. */
export class Reader {
  readonly #environment: Environment;
  readonly #faults: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  text(name: string): string | undefined {
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

  choice(name: string, choices: readonly string[], otherwise: string): string {
    const text = this.text(name) ?? otherwise;
    if (!choices.includes(text)) this.fault(`${name} must be one of ${choices.join(', ')}.`);
    return text;
  }

  origin(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const origin = parseOrigin(text);
    if (origin === undefined) {
      this.fault(`${name} must be an origin like https://raffle.example.org.`);
    }
    return origin;
  }

  /** Separated by commas; a slash at the end does not count. */
  urls(name: string): string[] | undefined {
    const urls = this.text(name)
      ?.split(',')
      .map((url) => url.trim().replace(/\/+$/, ''));
    const wrong = urls?.find((url) => !/^https?:\/\/./.test(url) || !URL.canParse(url));
    if (wrong !== undefined) {
      this.fault(
        `${name} must be URLs like https://api.drand.sh, separated by commas, not "${wrong}".`,
      );
    }
    return urls;
  }

  /** What `parse` makes of what a file holds. Where it throws, its words are the fault. */
  file<Value>(name: string, parse: (text: string) => Value): Value | undefined {
    let value: Value | undefined;
    this.path(name, (path) => {
      value = parse(readFileSync(path, 'utf8'));
    });
    return value;
  }

  /** The path of a file that `read` can take. */
  path(name: string, read: (path: string) => unknown): string | undefined {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      read(path);
    } catch (error) {
      const { syscall, code, message } = error as NodeJS.ErrnoException;
      const why = syscall === undefined ? message : `${path} cannot be read (${code}).`;
      this.fault(`${name}: ${why}`);
    }
    return path;
  }

  fault(text: string): void {
    this.#faults.push(text);
  }

  get faults(): readonly string[] {
    return this.#faults;
  }
}
