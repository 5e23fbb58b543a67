import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { hex, refuse, rootOf, sha256, text } from './independent-log.ts';

// Written from the C2SP specifications and docs/verifying.md alone, on node:crypto, sharing nothing
// with the code under test.

const keyTypes = { log: 1, witness: 4 };

function ed25519Of(publicKey: Buffer) {
  const x = publicKey.toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** A verifier key of a witness. */
export interface ReadWitness {
  readonly name: string;
  readonly id: string;
  readonly publicKey: Buffer;
}

/** Parses the verifier key of a witness, whose id must match its content. */
export function readWitness(vkey: string): ReadWitness {
  const [name = '', id = '', ...rest] = vkey.split('+');
  const typed = Buffer.from(rest.join('+'), 'base64');
  if (typed.length !== 33 || typed[0] !== keyTypes.witness) refuse('type of a witness’s key');
  if (sha256(text(`${name}\n`), typed).toString('hex', 0, 4) !== id) refuse('id of a key');
  return { name, id, publicKey: typed.subarray(1) };
}

/** The times of all valid cosignatures of a witness on a checkpoint, Unix seconds. */
export function cosignedAt(note: string, witness: ReadWitness): number[] {
  const [signed, lines] = note.split('\n\n') as [string, string];
  return lines
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, by, encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
      const bytes = Buffer.from(encoded, 'base64');
      if (by !== witness.name || bytes.toString('hex', 0, 4) !== witness.id) return [];
      if (bytes.length !== 4 + 8 + 64) return [];
      const time = bytes.readBigUInt64BE(4);
      const message = text(`cosignature/v1\ntime ${time}\n${signed}\n`);
      const isRight = verify(null, message, ed25519Of(witness.publicKey), bytes.subarray(12));
      return isRight && time > 0n ? [Number(time)] : [];
    });
}

/** A log that can be shown to witnesses, also with another history. */
export class IndependentLog {
  readonly origin: string;
  readonly vkey: string;
  readonly lines: string[] = [];
  readonly #keyId: Buffer;
  readonly #sign: (message: Buffer) => Buffer;

  constructor(origin: string, seed = 3) {
    const der = Buffer.concat([hex('302e020100300506032b657004220420'), Buffer.alloc(32, seed)]);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const x = createPublicKey(privateKey).export({ format: 'jwk' }).x!;
    const typed = Buffer.concat([Buffer.of(keyTypes.log), Buffer.from(x, 'base64url')]);
    this.origin = origin;
    this.#keyId = sha256(text(`${origin}\n`), typed).subarray(0, 4);
    this.#sign = (message) => sign(null, message, privateKey);
    this.vkey = `${origin}+${this.#keyId.toString('hex')}+${typed.toString('base64')}`;
    this.lines.push(JSON.stringify({ type: 'raffle-opened', logKey: this.vkey }));
  }

  /** Another log with the same key and the first `size` entries. */
  fork(size: number, more: readonly string[], seed = 3): IndependentLog {
    const other = new IndependentLog(this.origin, seed);
    other.lines.splice(0, 1, ...this.lines.slice(0, size), ...more);
    return other;
  }

  grow(count: number): this {
    for (let added = 0; added < count; added += 1) this.lines.push(`entry ${this.lines.length}`);
    return this;
  }

  /** The signed checkpoint of a size. */
  note(size = this.lines.length, root = rootOf(this.lines.slice(0, size))): string {
    const signed = `${this.origin}\n${size}\n${root.toString('base64')}\n`;
    const signature = Buffer.concat([this.#keyId, this.#sign(text(signed))]);
    return `${signed}\n— ${this.origin} ${signature.toString('base64')}\n`;
  }

  /** The lines of a consistency proof, by the definition of RFC 9162 section 2.1.4.1. */
  proof(from: number, to = this.lines.length): string[] {
    if (from === 0 || from === to) return [];
    return subproof(from, this.lines.slice(0, to), true).map((hash) => hash.toString('base64'));
  }

  /** The body of a request. */
  request(old: number, size = this.lines.length, proof = this.proof(old, size)): string {
    return [`old ${old}`, ...proof, '', this.note(size)].join('\n');
  }
}

function subproof(from: number, lines: readonly string[], isWhole: boolean): Buffer[] {
  if (from === lines.length) return isWhole ? [] : [rootOf(lines)];
  let split = 1;
  while (split * 2 < lines.length) split *= 2;
  const [left, right] = [lines.slice(0, split), lines.slice(split)];
  return from <= split
    ? [...subproof(from, left, isWhole), rootOf(right)]
    : [...subproof(from - split, right, false), rootOf(left)];
}

/** Sends a checkpoint to a witness. */
export async function submit(url: string, body: string) {
  const reply = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  return {
    status: reply.status,
    type: reply.headers.get('content-type') ?? '',
    body: await reply.text(),
  };
}

/** What a witness shows to monitors; undefined if it cosigned nothing of this log. */
export async function monitor(url: string, origin: string): Promise<string | undefined> {
  const reply = await fetch(`${url}/${sha256(text(origin)).toString('hex')}/checkpoint`);
  const body = await reply.text();
  return reply.status === 200 ? body : undefined;
}
