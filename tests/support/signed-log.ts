import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { keyThumbprint, signRequest } from '#contract/request-signing.ts';
import type { AuditBundle, AuditKey, OperatorSignature } from '#contract/admin-keys.ts';
import { bundleFormat } from '#proof/bundle.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import {
  RaffleStory,
  sealedLogKey,
  treeOf,
  type Entry,
  type OpeningFacts,
  type StoryRequest,
} from './raffle-story.ts';

export interface Operator extends AuditKey {
  readonly privateKey: KeyObject;
}

export interface LogOptions {
  /** Body of the signed request to open the raffle. Default: id, title and both numbers. */
  readonly body?: OpeningFacts;
  /** The opening has no signed request. */
  readonly isDemo?: boolean;
  /** Default `close-then-draw`: two signed requests. `draw`: one request closes and draws. */
  readonly ending?: 'open' | 'close' | 'close-then-draw' | 'draw';
}

/** Body of the request to open a rehearsal. */
export const rehearsal = {
  id: 'spring',
  title: 'Spring fair',
  capacity: 10,
  perPersonLimit: 2,
  rehearsal: true,
};

const authority = 'raffle.example';
const holders = ['ann', 'bob', 'ann', 'cem', 'bob'];

export async function newOperator(
  name = 'Ada',
  role: AuditKey['role'] = 'admin',
): Promise<Operator> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x!;
  return { keyid: await keyThumbprint(x), publicKey: x, role, name, privateKey };
}

/** A signed request as the service stores it, with the bytes that were signed. */
export async function signOrder(
  { keyid, privateKey }: Operator,
  path: string,
  { body, at, method = 'POST' }: { body?: string; at: string; method?: 'POST' | 'PATCH' },
): Promise<OperatorSignature> {
  let base = '';
  let signature = '';
  const idempotencyKey = `intent-${path}`;
  await signRequest(
    {
      method,
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

/** A valid log with real signatures: five tickets of raffle `spring` are sold. */
export async function signedLog(options: LogOptions = {}): Promise<AuditBundle> {
  const { body = { id: 'spring', title: 'Spring fair', capacity: 10, perPersonLimit: 2 } } =
    options;
  const { ending = 'close-then-draw', isDemo = false } = options;
  const story = new RaffleStory(body);
  for (const [index, holder] of holders.entries()) {
    story.at(`2026-03-0${index + 2}T12:00:00.000Z`).sell(holder);
  }
  const [closing, drawing] = ['2026-03-08T18:00:00.000Z', '2026-03-08T19:00:00.000Z'] as const;
  if (ending.startsWith('close')) story.at(closing).close();
  if (ending.endsWith('draw')) story.at(drawing).draw({}, { closes: ending === 'draw' });
  return signStory(story, { isDemo });
}

/**
 * Signs the requests of a story as one operator. Only the first entry of a request has the
 * signature; those after it name that entry.
 */
export async function signStory(
  { told }: RaffleStory,
  { isDemo = false }: { isDemo?: boolean } = {},
): Promise<AuditBundle> {
  const operator = await newOperator();
  const { privateKey: _, ...key } = operator;
  const firsts = new Map<StoryRequest, number>();
  const entries: { entry: Entry; order?: OperatorSignature | number | null }[] = [];
  for (const [index, { entry, request }] of told.entries()) {
    const first = request && firsts.get(request);
    if (request === undefined) entries.push({ entry });
    else if (request === null || (isDemo && index === 0)) entries.push({ entry, order: null });
    else if (typeof first === 'number') entries.push({ entry, order: first });
    else {
      firsts.set(request, index);
      entries.push({ entry, order: await signRequestOf(operator, request) });
    }
  }
  const bundle = { format: bundleFormat, raffle: 'spring', keys: [key], entries, checkpoints: [] };
  return resign(bundle) as unknown as AuditBundle;
}

function signRequestOf(operator: Operator, request: StoryRequest): Promise<OperatorSignature> {
  const { path, body, ...where } = request;
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return signOrder(operator, path, { ...where, ...text });
}

/** Signs the bundle again with the log's key; a bundle that is not a log stays as it is. */
export function resign<Bundle>(bundle: Bundle): Bundle {
  try {
    const { entries } = bundle as { entries: readonly { entry: Json }[] };
    const tree = treeOf(entries.map(({ entry }) => canonicalJson(entry)));
    const head = { size: tree.size, root: tree.root() };
    return { ...bundle, checkpoints: [sealedLogKey.signHead(head)] };
  } catch {
    return bundle;
  }
}
