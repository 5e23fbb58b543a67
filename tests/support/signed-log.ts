import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { keyThumbprint, signRequest } from '#contract/request-signing.ts';
import type { AuditBundle, AuditKey, SignedOrder } from '#contract/schemas.ts';
import { utf8 } from '#proof/bytes.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { testLogKey } from './log-key.ts';

export interface Operator extends AuditKey {
  readonly privateKey: KeyObject;
}

export interface LogOptions {
  /** What the order for the opening says. Default: an id, a title and both numbers. */
  readonly body?: object;
  /** Nobody ordered the opening. */
  readonly isDemo?: boolean;
  /** How it ends. Default `close-then-draw`: two orders. `draw`: one order closes and draws. */
  readonly ending?: 'open' | 'close' | 'close-then-draw' | 'draw';
}

const authority = 'raffle.example';
const log = testLogKey(`${authority}/raffles/spring`);
const holders = ['ann', 'bob', 'ann', 'cem', 'bob'];

export async function newOperator(
  name = 'Ada',
  role: AuditKey['role'] = 'admin',
): Promise<Operator> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x!;
  return { keyid: await keyThumbprint(x), publicKey: x, role, name, privateKey };
}

/** An order as the service keeps it: the very bytes that the contract’s signer was given. */
export async function signOrder(
  { keyid, privateKey }: Operator,
  path: string,
  { body, at }: { body?: string; at: string },
): Promise<SignedOrder> {
  let base = '';
  let signature = '';
  const idempotencyKey = `intent-${path}`;
  await signRequest(
    {
      method: 'POST',
      url: `https://${authority}${path}`,
      ...(body === undefined ? {} : { body }),
      idempotencyKey,
    },
    {
      keyid,
      async sign(bytes) {
        base = Buffer.from(bytes).toString();
        const made = sign(null, bytes, privateKey);
        signature = made.toString('base64url');
        return made;
      },
    },
    Date.parse(at) / 1000,
  );
  return { keyid, base, signature, body: body ?? '', idempotencyKey };
}

/** A log that the rules allow, with real signatures: five tickets of raffle `spring` sold. */
export async function signedLog(options: LogOptions = {}): Promise<AuditBundle> {
  const operator = await newOperator();
  const { privateKey: _, ...key } = operator;
  const { body = { id: 'spring', title: 'Spring fair', capacity: 10, perPersonLimit: 2 } } =
    options;
  const rules = { capacity: 100, perPersonLimit: 2, title: '', rehearsal: false, ...body };
  const order = (path: string, at: string, text?: string): Promise<SignedOrder> =>
    signOrder(operator, path, { at, ...(text === undefined ? {} : { body: text }) });
  const opening = '2026-03-01T09:00:00.000Z';
  const opened = {
    type: 'raffle-opened',
    raffle: 'spring',
    title: rules.title.trim(),
    capacity: rules.capacity,
    perPersonLimit: rules.perPersonLimit,
    randomness: 'local',
    ...(rules.rehearsal ? { rehearsal: true } : {}),
    logKey: log.verifierKey,
    at: opening,
  };
  const openingOrder = options.isDemo
    ? null
    : await order('/api/admin/raffles', opening, JSON.stringify(body));
  const sold = holders.map((holder, index) => ({
    entry: {
      type: 'ticket-sold',
      number: index + 1,
      holder,
      at: `2026-03-0${index + 2}T12:00:00.000Z`,
    },
  }));
  const ending = await end(options.ending ?? 'close-then-draw', order);
  return resign({
    format: 'raffle-audit-bundle/1',
    raffle: 'spring',
    keys: [key],
    entries: [{ entry: opened, order: openingOrder }, ...sold, ...ending],
    checkpoints: [],
  });
}

/** The same bundle, signed anew by whoever has the log's key; what cannot be a log stays as it is. */
export function resign<Bundle>(bundle: Bundle): Bundle {
  try {
    const tree = new MerkleTree();
    const { entries } = bundle as { entries: readonly { entry: Json }[] };
    for (const { entry } of entries) tree.append(utf8(canonicalJson(entry)));
    return { ...bundle, checkpoints: [log.signHead({ size: tree.size, root: tree.root() })] };
  } catch {
    return bundle;
  }
}

async function end(
  ending: NonNullable<LogOptions['ending']>,
  order: (path: string, at: string) => Promise<SignedOrder>,
): Promise<AuditBundle['entries']> {
  const ticketCount = holders.length;
  const [closing, drawing] = ['2026-03-08T18:00:00.000Z', '2026-03-08T19:00:00.000Z'] as const;
  const toDraw = await order('/api/admin/raffles/spring/draw', drawing);
  const closesBy =
    ending === 'draw' ? toDraw : await order('/api/admin/raffles/spring/close', closing);
  const at = ending === 'draw' ? drawing : closing;
  const closed = { entry: { type: 'raffle-closed', ticketCount, at }, order: closesBy };
  const winner = { index: 3, ticketNumber: 4, holder: 'cem' };
  const drawn = {
    entry: { type: 'winner-drawn', ticketCount, ...winner, at: drawing },
    order: toDraw,
  };
  if (ending === 'open') return [];
  return ending === 'close' ? [closed] : [closed, drawn];
}
