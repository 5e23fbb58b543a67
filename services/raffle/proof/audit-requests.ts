import { sha256 } from '@noble/hashes/sha2.js';
import type { Log, OperatorSignature } from './audit-log.ts';
import { replayRequested, requireRequestedContent } from './audit-request-bodies.ts';
import { isSameSignature, signedRecords, type SignedRecord } from './audit-signatures.ts';
import { at, show } from './audit-values.ts';
import { toBase64, utf8 } from './bytes.ts';
import { readSha256Digest } from './content-digest.ts';
import type { Explanation } from './make-check.ts';
import { Violation } from './proof-error.ts';

const clockDriftSecondsMax = 600;

/**
 * Checks that every signed request asked for exactly what its entries say, for this raffle, once, and
 * at about that time.
 *
 * @see RFC 9421 for the signature base, RFC 9530 for the digest of the body.
 */
export function examineSignedRequests(log: Log): Explanation {
  const requests = groupByRequest(signedRecords(log));
  const before = replayRequested(log);
  for (const records of requests) {
    const [first] = records;
    const { place, entry, operatorSignature } = first;
    const components = readBase(operatorSignature.base);
    const expected = {
      '@method': first.kind === 'raffle-amended' ? 'PATCH' : 'POST',
      '@path': requestedPath(log, first),
      '@query': '?',
      'idempotency-key': operatorSignature.idempotencyKey,
    };
    for (const [name, value] of Object.entries(expected)) {
      const signed = components.get(name);
      if (signed === value) continue;
      throw at(place, `its operator request has ${name} ${show(signed)}, not ${show(value)}.`);
    }
    requireSignedBody(components.get('content-digest') ?? '', place, operatorSignature);
    requireAdminSignature(components.get('@signature-params') ?? '', {
      place,
      time: entry.at,
      keyid: operatorSignature.keyid,
    });
    const authority = components.get('@authority');
    requireRequestedContent(log, records, { authority, before });
  }
  if (requests.length === 0) return { notApplicable: 'There is no operator request yet.' };
  return 'Each operator request has the method, path, body and, to ten minutes, the time of its entries.';
}

/** The entries of each request. They follow each other and have one time; no request is used again. */
function groupByRequest(records: readonly SignedRecord[]): [SignedRecord, ...SignedRecord[]][] {
  const groups: [SignedRecord, ...SignedRecord[]][] = [];
  const used = new Set<string>();
  for (const record of records) {
    const { place, entry, operatorSignature } = record;
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group !== undefined && before?.place === place - 1) {
      if (isSameSignature(before.operatorSignature, operatorSignature)) {
        if (entry.at !== before.entry.at) throw at(place, 'its operator request had another time.');
        group.push(record);
        continue;
      }
    }
    if (used.has(operatorSignature.base)) throw at(place, 'its operator request is used again.');
    used.add(operatorSignature.base);
    groups.push([record]);
  }
  return groups;
}

function requestedPath({ opened }: Log, { kind, entry }: SignedRecord): string {
  const raffles = '/api/admin/raffles';
  const raffle = `${raffles}/${opened.entry.raffle}`;
  const prize = 'prize' in entry ? `${raffle}/prizes/${entry.prize}` : '';
  switch (kind) {
    case 'raffle-opened':
      return raffles;
    case 'raffle-amended':
      return raffle;
    case 'ticket-sold':
      return `${raffle}/sales`;
    case 'ticket-voided':
      return `${raffle}/voids`;
    case 'raffle-closed':
      return `${raffle}/${'cause' in entry && entry.cause === 'draw' ? 'draw' : 'close'}`;
    case 'raffle-drawn':
      return `${raffle}/draw`;
    case 'prize-claimed':
      return `${prize}/claim`;
    case 'prize-forfeited':
      return `${prize}/forfeit`;
    case 'raffle-cancelled':
      return `${raffle}/cancel`;
    default:
      return kind satisfies never;
  }
}

function requireSignedBody(digest: string, place: number, { body }: OperatorSignature): void {
  const expected = toBase64(sha256(utf8(body)));
  const signed = readSha256Digest(digest);
  if (signed !== undefined && toBase64(signed) === expected) return;
  throw at(
    place,
    `its operator request has content-digest ${show(digest)}, not sha-256=:${expected}:.`,
  );
}

function requireAdminSignature(
  params: string,
  { place, time, keyid }: { place: number; time: string; keyid: string },
): void {
  const has = (param: string): boolean => `${params};`.includes(`;${param};`);
  if (!has('alg="ed25519"') || !has('tag="raffle-admin-v1"') || !has(`keyid="${keyid}"`)) {
    throw at(place, 'its operator request is not signed as such by the key it names.');
  }
  const created = Number(/;created=(\d+);/.exec(`${params};`)?.[1]);
  if (Math.abs(Date.parse(time) / 1000 - created) <= clockDriftSecondsMax) return;
  throw at(place, `it is of ${time}, but was requested at ${created} (Unix seconds).`);
}

/** Reads a signature base: one component per line, `"name": value`. @see RFC 9421 section 2.5. */
function readBase(base: string): Map<string, string> {
  const components = new Map<string, string>();
  for (const line of base.split('\n')) {
    const [, name = '', value = ''] = /^"([^"]+)": (.*)$/.exec(line) ?? [];
    if (name === '' || components.has(name)) {
      throw new Violation(`${show(line)} is not a line of a signature base.`);
    }
    components.set(name, value);
  }
  return components;
}
