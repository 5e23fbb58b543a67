import { createHash } from 'node:crypto';
import { publicFormat } from '#proof/audit.ts';
import { roundToSeal, timeOfRound, type Beacon } from '#proof/beacon.ts';
import { fromHex, toHex, utf8 } from '#proof/bytes.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { commitTo, openSeal } from '#proof/sealed-draw.ts';
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

export interface SealedLogOptions {
  readonly ticketCount?: number;
  readonly r?: number;
  readonly nonce?: string;
  /** Instead of the chain's own. */
  readonly beacon?: Beacon;
  readonly isDrawn?: boolean;
  readonly isRehearsal?: boolean;
}

type Entry = Record<string, Json>;

/** A sealed raffle of two tickets a holder, drawn with a real beacon of a chain of our own. */
export function sealedLog(options: SealedLogOptions = {}): PublicBundle {
  const { ticketCount = 7, r = 3, nonce = '5a'.repeat(32), isDrawn = true } = options;
  const mark: Entry = options.isRehearsal === true ? { rehearsal: true } : {};
  const entries = sales(ticketCount, mark);
  const closedAt = '2026-03-08T18:00:00.000Z';
  const round = roundToSeal(sealedChain, Date.parse(closedAt));
  const seal = {
    root: toHex(treeOf(entries).root()),
    commitment: commitTo('spring', { r, nonce }),
    chainHash: sealedChain.hash,
    round,
    publishedAt: new Date(timeOfRound(sealedChain, round) * 1000).toISOString(),
  };
  entries.push({ type: 'raffle-closed', ticketCount, seal, at: closedAt });
  if (!isDrawn) return toBundle(entries);
  const { round: _, ...rest } = options.beacon ?? sealedChain.beacon(round);
  const beacon = { round, ...rest };
  const randomness = fromHex(beacon.randomness, 32)!;
  const index = openSeal({ raffle: 'spring', ticketCount }, seal, { r, nonce, randomness });
  const winner = { ticketNumber: index + 1, holder: holderOf(index) };
  const reveal = { r, nonce, beacon };
  const at = '2026-03-08T18:05:00.000Z';
  entries.push({ type: 'winner-drawn', ticketCount, index, ...winner, reveal, at });
  const shown = { raffle: 'spring', randomness: 'drand', ticketCount, index, winner, seal, reveal };
  return toBundle(entries, { ...shown, ...mark, drawnAt: at });
}

/** The bundle of a log, signed by whoever has its key. */
export function toBundle(entries: readonly Json[], draw?: Json): PublicBundle {
  const tree = treeOf(entries);
  return {
    format: publicFormat,
    raffle: 'spring',
    lines: entries.map(canonicalJson),
    checkpoints: [sealedLogKey.signHead({ size: tree.size, root: tree.root() })],
    ...(draw === undefined ? {} : { draw }),
  };
}

function treeOf(entries: readonly Json[]): MerkleTree {
  const tree = new MerkleTree((bytes) => createHash('sha256').update(bytes).digest());
  for (const entry of entries) tree.append(utf8(canonicalJson(entry)));
  return tree;
}

function sales(ticketCount: number, mark: Entry): Entry[] {
  const opened = {
    type: 'raffle-opened',
    raffle: 'spring',
    title: 'Spring fair',
    capacity: ticketCount + 3,
    perPersonLimit: 2,
    randomness: 'drand',
    ...mark,
    logKey: sealedLogKey.verifierKey,
    at: '2026-03-01T09:00:00.000Z',
  };
  const sold = Array.from({ length: ticketCount }, (_, index) => ({
    type: 'ticket-sold',
    number: index + 1,
    holder: holderOf(index),
    at: new Date(Date.UTC(2026, 2, 2) + index).toISOString(),
  }));
  return [opened, ...sold];
}

function holderOf(index: number): string {
  return `holder-${Math.floor(index / 2)}`;
}
