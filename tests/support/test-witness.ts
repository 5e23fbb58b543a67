import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { fromBase64 } from '#proof/bytes.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { cosign } from '#proof/cosignature.ts';
import { verifyConsistency, type TreeHead } from '#proof/merkle-proofs.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { testWitness } from './witness-key.ts';

/** Answers instead of the honest witness. Without an answer the request hangs. */
export type Misbehaviour = (request: SeenRequest, response: ServerResponse) => void;

export interface SeenRequest {
  readonly origin: string;
  readonly old: number;
  readonly size: number;
  /** The text of the checkpoint. */
  readonly text: string;
  /** When it arrived, Unix milliseconds. */
  readonly at: number;
}

/** A witness that trusts every log and remembers what it saw. */
export class TestWitness {
  readonly name: string;
  readonly verifierKey: string;
  readonly requests: SeenRequest[] = [];
  /** What it saw of each log. */
  readonly seen = new Map<string, TreeHead>();
  /** Undefined: honest. */
  misbehave: Misbehaviour | undefined;
  /** Seconds by which its clock is ahead. */
  aheadSeconds = 0;
  url = '';
  readonly #key: ReturnType<typeof testWitness>;

  constructor(name: string, seed: number) {
    this.name = name;
    this.#key = testWitness(`${name}.example.org`, seed);
    this.verifierKey = this.#key.verifierKey;
  }

  get policyLine(): string {
    return `witness ${this.name} ${this.verifierKey} ${this.url}\n`;
  }

  /** A signature line, with its line feed. */
  cosign(text: string): string {
    const time = Math.floor(Date.now() / 1000) + this.aheadSeconds;
    return cosign(text, { key: this.#key.key, time, sign: this.#key.signBytes });
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat((await request.toArray()) as Buffer[]).toString('utf8');
    const split = body.indexOf('\n\n');
    const [first = '', ...proof] = body.slice(0, split).split('\n');
    const text = readNoteText(body.slice(split + 2));
    const { origin, size, root } = parseCheckpoint(text);
    const old = Number(first.slice('old '.length));
    const seenRequest = { origin, old, size, text, at: Date.now() };
    this.requests.push(seenRequest);
    if (this.misbehave !== undefined) return this.misbehave(seenRequest, response);
    const known = this.seen.get(origin) ?? { size: 0, root: new Uint8Array(32) };
    if (old > size) return reply(response, 400, '');
    if (old !== known.size) return reply(response, 409, `${known.size}\n`);
    const hashes = proof.map((line) => fromBase64(line)!);
    try {
      if (old > 0) verifyConsistency(known, { size, root }, hashes);
    } catch {
      return reply(response, 422, '');
    }
    this.seen.set(origin, { size, root });
    return reply(response, 200, this.cosign(text));
  }
}

/** Sends a whole answer. */
export function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}

/** Starts a witness until the test ends. */
export async function startTestWitness(
  t: ExecutionContext,
  name: string,
  seed: number,
): Promise<TestWitness> {
  const witness = new TestWitness(name, seed);
  const server = createServer((request, response) => {
    response.on('error', () => {});
    void witness.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  witness.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return witness;
}

/** The environment with which a service asks these witnesses, all of which make the quorum. */
export function witnessEnvironment(
  t: ExecutionContext,
  witnesses: readonly TestWitness[],
): Record<string, string> {
  const file = join(temporaryFolder(t), 'policy');
  const names = witnesses.map(({ name }) => name).join(' ');
  const lines = witnesses.map(({ policyLine }) => policyLine).join('');
  writeFileSync(file, `${lines}group all all ${names}\nquorum all\n`);
  return { RAFFLE_WITNESS_POLICY: file, RAFFLE_WITNESS_INTERVAL: '1' };
}
