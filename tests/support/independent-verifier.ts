import {
  orderOf,
  requireAhead,
  requireBeacon,
  type Chain,
  type Reveal,
  type Seal,
} from './independent-draw.ts';
import { isSeenInTime } from './independent-policy.ts';
import { followEntries, type Course } from './independent-rules.ts';
import { canonical, readLine, type Entry } from './independent-entries.ts';
import { readCheckpoint, readKey, Refusal, refuse, rootOf } from './independent-log.ts';

// Written from docs/verifying.md alone: its rules, one after the other.

/**
 * Applies the document's rules to a public bundle: it is valid, or one rule refuses it.
 *
 * @param policy The text of a policy of witnesses. Default: none is required.
 */
export function judge(
  bundle: unknown,
  chains: readonly Chain[],
  policy?: string,
): 'valid' | 'not-checked' | Refusal {
  try {
    const { format, raffle, lines } = bundle as Entry;
    const isWhole = [raffle, lines].every((part) => part !== undefined);
    if (format !== 'raffle-public-log/2' || !isWhole) return 'not-checked';
    return verifyBundle(bundle as Entry, chains, policy);
  } catch (error) {
    return error instanceof Refusal ? error : 'not-checked';
  }
}

function verifyBundle(
  bundle: Entry,
  chains: readonly Chain[],
  policy: string | undefined,
): 'valid' | 'not-checked' {
  const lines = listOf(bundle['lines']);
  const entries = lines.map(readLine);
  const [opened] = entries as [Entry];
  if (opened?.['type'] !== 'raffle-opened') refuse('opening');
  if (opened['raffle'] !== bundle['raffle']) refuse('raffle');
  const logKey = opened['logKey'] as string;
  if (!readKey(logKey).name.endsWith(`/raffles/${String(opened['raffle'])}`)) refuse('logKey');
  const course = followEntries(entries);
  const isChainKnown = requireSeal(course, lines, chains);
  requireSigned(lines, { notes: listOf(bundle['checkpoints']), logKey });
  requireShown(bundle['draw'], course);
  const isWitnessed =
    policy === undefined || isSeenInTime(listOf(bundle['checkpoints']), entries, policy);
  return isChainKnown && isWitnessed ? 'valid' : 'not-checked';
}

/** A list of texts. */
function listOf(value: unknown): string[] {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) refuse('list');
  return value as string[];
}

/** @returns Whether the chain of the seal, if there is one, is among `chains`. */
function requireSeal(course: Course, lines: readonly string[], chains: readonly Chain[]): boolean {
  const { opened, rules, pool, closed, drawn, closedAt } = course;
  const [seal, reveal] = [closed?.['seal'] as Seal, drawn?.['reveal'] as Reveal | undefined];
  const isSealed = rules['randomness'] === 'drand';
  if ((seal !== undefined) !== (isSealed && closed !== undefined && pool.length > 0))
    refuse('seal');
  if ((reveal !== undefined) !== (isSealed && drawn !== undefined)) refuse('reveal');
  if (seal === undefined) return true;
  if (seal.chainHash !== rules['chainHash']) refuse('chain');
  if (rootOf(lines.slice(0, closedAt)).toString('hex') !== seal.root) refuse('root');
  const chain = chains.find(({ hash }) => hash === seal.chainHash);
  if (chain !== undefined) requireAhead(seal, closed!['at'] as string, chain);
  if (reveal === undefined) return chain !== undefined;
  if (reveal.beacon.round !== seal.round) refuse('round');
  if (chain !== undefined) requireBeacon({ seal, reveal }, chain);
  const order = drawn!['order'] as readonly { index: number }[];
  const found = orderOf(opened['raffle'] as string, [pool.length, order.length], { seal, reveal });
  if (order.some(({ index }, pick) => index !== found[pick])) refuse('order');
  return chain !== undefined;
}

function requireSigned(
  lines: readonly string[],
  { notes, logKey }: { notes: readonly string[]; logKey: string },
): void {
  let before = -1;
  for (const { size, root } of notes.map((note) => readCheckpoint(note, logKey))) {
    if (size <= before || size > lines.length) refuse('size of a checkpoint');
    if (!rootOf(lines.slice(0, size)).equals(root)) refuse('root of a checkpoint');
    before = size;
  }
  if (before !== lines.length) refuse('not all is signed');
}

function requireShown(
  shown: unknown,
  { opened, rules, closed, drawn, prizes, ...told }: Course,
): void {
  if (drawn === undefined) {
    if (shown !== undefined) refuse('a draw is shown');
    return;
  }
  if (typeof shown !== 'object' || shown === null) refuse('no draw is shown');
  const { raffle, rehearsal } = opened;
  const { ticketCount, order, reveal, at: drawnAt } = drawn;
  const first = prizes[0]?.ticket;
  const expected = {
    raffle,
    rehearsal,
    randomness: rules['randomness'],
    drawnAt,
    ticketCount,
    order,
    winners: prizes.map(({ ticket, isClaimed }, at) => ({
      prize: at + 1,
      title: (rules['prizes'] as string[])[at],
      state: ticket === undefined ? 'unawarded' : isClaimed ? 'claimed' : 'drawn',
      ticketNumber: ticket?.ticketNumber,
      holder: ticket?.holder,
    })),
    forfeits: told.forfeits.map((entry) => {
      const { type: _, ...forfeit } = entry;
      return forfeit;
    }),
    index: first?.index,
    winner: first && { ticketNumber: first.ticketNumber, holder: first.holder },
    seal: closed?.['seal'],
    reveal,
  };
  const { fairness: _, witnessed: __, ...rest } = shown as Entry;
  if (canonical(rest) !== canonical(JSON.parse(JSON.stringify(expected)))) refuse('draw');
}
