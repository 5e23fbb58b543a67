import { createHash } from 'node:crypto';
import { roundToSeal, timeOfRound, type Beacon, type BeaconChain } from '#proof/beacon.ts';
import { publicFormat } from '#proof/bundle-format.ts';
import { fromHex, toHex, utf8 } from '#proof/bytes.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { commitTo, openSeal, type Seal } from '#proof/sealed-draw.ts';
import { makeChain } from './beacon-chain.ts';
import { testLogKey } from './log-key.ts';

export const sealedLogKey = testLogKey('raffle.example/raffles/spring');
export const sealedChain = makeChain({ leadSeconds: 30 });

/** What anybody can fetch of a raffle, and what `raffle audit --save` keeps of it. */
export interface PublicBundle {
  readonly format: string;
  readonly raffle: string;
  readonly lines: readonly string[];
  readonly checkpoints: readonly string[];
  readonly draw?: Json;
}

export interface SealedLogOptions extends Partial<RaffleFacts> {
  readonly ticketCount?: number;
}

/** What a raffle of our making is like; whether the rules allow it is not asked. */
export interface RaffleFacts {
  /** Of each ticket, in the order of sale. */
  readonly holders: readonly string[];
  readonly capacity?: number;
  readonly perPersonLimit?: number;
  readonly randomness?: 'local' | 'drand';
  /** Of a `local` raffle the index of the winner. */
  readonly r?: number;
  readonly nonce?: string;
  /** Instead of the chain's own. */
  readonly beacon?: Beacon;
  /** From the closing to the sealed round, at least. */
  readonly leadSeconds?: number;
  /** What it is sealed to; only of our own chain there are beacons to draw with. */
  readonly chain?: BeaconChain;
  readonly isClosed?: boolean;
  readonly isDrawn?: boolean;
  readonly isRehearsal?: boolean;
}

type Entry = Record<string, Json>;

const closedAt = '2026-03-08T18:00:00.000Z';
const defaultNonce = '5a'.repeat(32);

/** A sealed raffle of two tickets a holder, drawn with a real beacon of a chain of our own. */
export function sealedLog({ ticketCount = 7, ...options }: SealedLogOptions = {}): PublicBundle {
  const holders = Array.from({ length: ticketCount }, (_, index) => holderOf(index));
  return raffleLog({ holders, ...options });
}

/** A raffle whose times, numbers and proofs are right. */
export function raffleLog(facts: RaffleFacts): PublicBundle {
  const { holders, randomness = 'drand', r = 3, isClosed = true, isDrawn = true } = facts;
  const entries = sales(facts);
  if (!isClosed) return toBundle(entries);
  const ticketCount = holders.length;
  const isSealed = randomness === 'drand' && ticketCount > 0;
  const seal = isSealed ? sealOver(entries, facts) : undefined;
  entries.push({ type: 'raffle-closed', ticketCount, ...(seal && { seal }), at: closedAt });
  if (!isDrawn || ticketCount === 0) return toBundle(entries);
  const { index, ...revealed } = seal ? reveal(seal, facts) : { index: r };
  const winner = { ticketNumber: index + 1, holder: holders[index]! };
  const at = '2026-03-08T18:05:00.000Z';
  entries.push({ type: 'winner-drawn', ticketCount, index, ...winner, ...revealed, at });
  const shown = { raffle: 'spring', randomness, ticketCount, index, winner, ...revealed };
  return toBundle(entries, { ...shown, ...markOf(facts), ...(seal && { seal }), drawnAt: at });
}

function sealOver(entries: readonly Entry[], facts: RaffleFacts) {
  const { r = 3, nonce = defaultNonce, chain = sealedChain } = facts;
  const { leadSeconds = chain.leadSeconds } = facts;
  const round = roundToSeal({ ...chain, leadSeconds }, Date.parse(closedAt));
  return {
    root: toHex(treeOf(entries.map(canonicalJson)).root()),
    commitment: commitTo('spring', { r, nonce }),
    chainHash: chain.hash,
    round,
    publishedAt: new Date(timeOfRound(chain, round) * 1000).toISOString(),
  };
}

function reveal(seal: Seal, facts: RaffleFacts) {
  const { r = 3, nonce = defaultNonce, holders } = facts;
  const { round } = seal;
  const beacon = { ...(facts.beacon ?? sealedChain.beacon(round)), round };
  const randomness = fromHex(beacon.randomness, 32)!;
  const pool = { raffle: 'spring', ticketCount: holders.length };
  const index = openSeal(pool, seal, { r, nonce, randomness });
  return { index, reveal: { r, nonce, beacon } };
}

/** The bundle of a log, signed by whoever has its key. */
export function toBundle(entries: readonly Json[], draw?: Json): PublicBundle {
  return { ...signLines(entries.map(canonicalJson)), ...(draw === undefined ? {} : { draw }) };
}

/** The same of any lines at all. */
export function signLines(lines: readonly string[], key = sealedLogKey): PublicBundle {
  const tree = treeOf(lines);
  const checkpoints = [key.signHead({ size: tree.size, root: tree.root() })];
  return { format: publicFormat, raffle: 'spring', lines, checkpoints };
}

function treeOf(lines: readonly string[]): MerkleTree {
  const tree = new MerkleTree((bytes) => createHash('sha256').update(bytes).digest());
  for (const line of lines) tree.append(utf8(line));
  return tree;
}

function sales(facts: RaffleFacts): Entry[] {
  const { holders, randomness = 'drand', perPersonLimit = 2 } = facts;
  const opened = {
    type: 'raffle-opened',
    raffle: 'spring',
    title: 'Spring fair',
    capacity: facts.capacity ?? holders.length + 3,
    perPersonLimit,
    randomness,
    ...markOf(facts),
    logKey: sealedLogKey.verifierKey,
    at: '2026-03-01T09:00:00.000Z',
  };
  const sold = holders.map((holder, index) => ({
    type: 'ticket-sold',
    number: index + 1,
    holder,
    at: new Date(Date.UTC(2026, 2, 2) + index).toISOString(),
  }));
  return [opened, ...sold];
}

function markOf({ isRehearsal = false }: RaffleFacts): Entry {
  return isRehearsal ? { rehearsal: true } : {};
}

function holderOf(index: number): string {
  return `holder-${Math.floor(index / 2)}`;
}
