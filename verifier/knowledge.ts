import type { BeaconChain } from '#proof/beacon.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import type { KeptLog } from '#proof/kept-log.ts';
import { ProofRefused } from '#proof/proof-refused.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { parseVerifierKey } from '#proof/verifier-key.ts';
import type { Item } from './recognise.ts';

/** A checkpoint somebody brought. */
export interface BroughtCheckpoint {
  readonly note: string;
  readonly size: number;
}

/** What everything that was brought says about one log. */
export interface Knowledge {
  /** A key that was brought by itself. */
  readonly key: string | undefined;
  /** The log in a bundle. */
  readonly log: KeptLog | undefined;
  readonly checkpoints: readonly BroughtCheckpoint[];
  readonly receipts: readonly string[];
}

/** The name of the log that a thing is about; undefined where it does not say. */
export function logNameOf(item: Item): string | undefined {
  switch (item.kind) {
    case 'bundle':
      return nameOfKey(item.log.logKey);
    case 'receipt':
      return nameOfNote(() => parseReceipt(item.text).checkpoint);
    case 'checkpoint':
      return nameOfNote(() => item.text);
    case 'key':
      return nameOfKey(item.text);
    default:
      return undefined;
  }
}

/** Gathers what was brought about one log. */
export function gather(items: readonly Item[], logName: string | undefined): Knowledge {
  const about = items.filter((item) => logName !== undefined && logNameOf(item) === logName);
  return {
    key: about.flatMap((item) => (item.kind === 'key' ? [item.text] : []))[0],
    log: about.flatMap((item) => (item.kind === 'bundle' ? [item.log] : []))[0],
    checkpoints: about.flatMap((item) =>
      item.kind === 'checkpoint' ? [{ note: item.text, size: sizeOf(item.text) }] : [],
    ),
    receipts: about.flatMap((item) => (item.kind === 'receipt' ? [item.text] : [])),
  };
}

/** The beacon chains that were brought: to name one is to trust it. */
export function chainsIn(items: readonly Item[]): readonly BeaconChain[] {
  return items.flatMap((item) => (item.kind === 'chain' ? [item.chain] : []));
}

function nameOfKey(key: string | undefined): string | undefined {
  return key === undefined ? undefined : attempt(() => parseVerifierKey(key).name);
}

function nameOfNote(note: () => string): string | undefined {
  return attempt(() => parseCheckpoint(readNoteText(note())).origin);
}

function sizeOf(note: string): number {
  return parseCheckpoint(readNoteText(note)).size;
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof ProofRefused) return undefined;
    throw error;
  }
}
