import {
  indexOf,
  requireAhead,
  requireBeacon,
  type Chain,
  type Reveal,
  type Seal,
} from './independent-draw.ts';
import { canonical, readLine, type Entry } from './independent-entries.ts';
import { readCheckpoint, readKey, refuse, rootOf } from './independent-log.ts';

// Written from docs/verifying.md alone: its rules, one after the other.

/** Whether the page finds nothing wrong with a public bundle, and else what. */
export function judge(bundle: unknown, chains: readonly Chain[]): 'valid' | Error {
  try {
    verifyBundle(bundle as Entry, chains);
    return 'valid';
  } catch (error) {
    return error as Error;
  }
}

function verifyBundle(bundle: Entry, chains: readonly Chain[]): void {
  if (bundle['format'] !== 'raffle-public-log/1') refuse('format');
  const lines = bundle['lines'] as string[];
  const entries = lines.map(readLine);
  const [opened, ...rest] = entries as [Entry, ...Entry[]];
  if (opened?.['type'] !== 'raffle-opened') refuse('opening');
  if (rest.some((entry) => entry['type'] === 'raffle-opened')) refuse('one opening');
  if (opened['raffle'] !== bundle['raffle']) refuse('raffle');
  const logKey = opened['logKey'] as string;
  if (!readKey(logKey).name.endsWith(`/raffles/${String(opened['raffle'])}`)) refuse('logKey');
  const sold = rest.filter((entry) => entry['type'] === 'ticket-sold');
  requireSales(sold, opened);
  const drawn = requireEnd(entries, sold);
  requireSeal({ lines, entries, sold }, chains);
  requireSigned(lines, { notes: bundle['checkpoints'] as string[], logKey });
  requireShown(bundle['draw'], entries, drawn);
}

function requireSales(sold: readonly Entry[], opened: Entry): void {
  if (sold.some((sale, index) => sale['number'] !== index + 1)) refuse('numbering');
  if (sold.length > Number(opened['capacity'])) refuse('capacity');
  const counts = new Map<unknown, number>();
  for (const { holder } of sold) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  if (Math.max(0, ...counts.values()) > Number(opened['perPersonLimit'])) refuse('limit');
}

function requireEnd(entries: readonly Entry[], sold: readonly Entry[]): Entry | undefined {
  const types = entries.map((entry) => entry['type']);
  const end = types.slice(1 + sold.length).join(' ');
  if (types.slice(1, 1 + sold.length).some((each) => each !== 'ticket-sold')) refuse('order');
  if (!['', 'raffle-closed', 'raffle-closed winner-drawn'].includes(end)) refuse('end');
  const [closed, drawn] = entries.slice(1 + sold.length);
  for (const each of [closed, drawn]) {
    if (each !== undefined && each['ticketCount'] !== sold.length) refuse('count');
  }
  if (drawn === undefined) return undefined;
  const winner = sold[drawn['index'] as number] ?? refuse('index');
  if (winner['number'] !== drawn['ticketNumber']) refuse('ticketNumber');
  if (winner['holder'] !== drawn['holder']) refuse('holder');
  return drawn;
}

function requireSeal(
  log: { lines: readonly string[]; entries: readonly Entry[]; sold: readonly Entry[] },
  chains: readonly Chain[],
): void {
  const [opened] = log.entries as [Entry];
  const place = 1 + log.sold.length;
  const [closed, drawn] = log.entries.slice(place);
  const [seal, reveal] = [closed?.['seal'] as Seal, drawn?.['reveal'] as Reveal | undefined];
  const isSealed = opened['randomness'] === 'drand';
  if ((seal !== undefined) !== (isSealed && closed !== undefined && place > 1)) refuse('seal');
  if ((reveal !== undefined) !== (isSealed && drawn !== undefined)) refuse('reveal');
  if (seal === undefined) return;
  const chain = chains.find(({ hash }) => hash === seal.chainHash) ?? refuse('chain');
  if (rootOf(log.lines.slice(0, place)).toString('hex') !== seal.root) refuse('root');
  requireAhead(seal, closed!['at'] as string, chain);
  if (reveal === undefined) return;
  requireBeacon({ seal, reveal }, chain);
  const index = indexOf(opened['raffle'] as string, log.sold.length, { seal, reveal });
  if (index !== drawn!['index']) refuse('winner');
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

function requireShown(shown: unknown, entries: readonly Entry[], drawn?: Entry): void {
  if (drawn === undefined) {
    if (shown !== undefined) refuse('a draw is shown');
    return;
  }
  const [{ raffle, randomness, rehearsal }] = entries as [Entry];
  const { ticketCount, index, ticketNumber, holder, reveal, at: drawnAt } = drawn;
  const { seal } = entries.at(-2)!;
  const log = { raffle, randomness, rehearsal, ticketCount, index, reveal, drawnAt, seal };
  const { fairness: _, ...rest } = shown as Entry;
  if (canonical(rest) !== canonical({ ...log, winner: { ticketNumber, holder } })) refuse('draw');
}
