import { isForkEvidence } from '#proof/audit-fork.ts';
import type { BeaconChain } from '#proof/beacon.ts';
import { isBundle } from '#proof/bundle.ts';
import { parseChainInfo } from '#proof/chain-info.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { normalizeText } from '#proof/read-text.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { signedPartOf } from '#proof/saved-evidence.ts';
import { readSavedLog, type SavedLog } from '#proof/saved-log.ts';
import { parseVerifierKey, readNoteText } from '#proof/signed-note.ts';
import { parsePolicy, type WitnessPolicy } from '#proof/witness-policy.ts';

/** A file or text that the user added, and what it is. */
export type Item = { readonly name: string } & Content;

type Content =
  | { readonly kind: 'bundle'; readonly value: unknown; readonly log: SavedLog }
  | { readonly kind: 'fork'; readonly value: unknown }
  | { readonly kind: 'receipt' | 'checkpoint' | 'key'; readonly text: string }
  | { readonly kind: 'chain'; readonly chain: BeaconChain }
  | { readonly kind: 'policy'; readonly policy: WitnessPolicy }
  /** Not one of our formats, or incomplete. It says nothing about any raffle. */
  | { readonly kind: 'unreadable' };

/** Everything that the user added about one log. */
export interface LogItems {
  /** A key that was added by itself. */
  readonly key: string | undefined;
  /** The log in a bundle. */
  readonly log: SavedLog | undefined;
  readonly checkpoints: readonly { readonly note: string; readonly size: number }[];
  readonly receipts: readonly string[];
}

/** Recognises a text by its content, whatever its name. */
export function recogniseItem(name: string, content: string): Item {
  const text = normalizeText(content);
  return { name, ...(recogniseJson(text) ?? recogniseText(signedPartOf(text))) };
}

function recogniseJson(text: string): Content | undefined {
  const value = tryParse<unknown>(() => JSON.parse(text));
  if (isBundle(value)) return { kind: 'bundle', value, log: readSavedLog(value) };
  if (isForkEvidence(value)) return { kind: 'fork', value };
  const isChain = typeof value === 'object' && value !== null && 'schemeID' in value;
  const chain = isChain ? tryParse(() => parseChainInfo(text)) : undefined;
  return chain === undefined ? undefined : { kind: 'chain', chain };
}

function recogniseText(text: string): Content {
  const isReceipt = tryParse(() => readSize(parseReceipt(text).checkpoint)) !== undefined;
  if (isReceipt) return { kind: 'receipt', text };
  if (tryParse(() => readSize(text)) !== undefined) return { kind: 'checkpoint', text };
  const key = text.trim();
  const isKey = tryParse(() => parseVerifierKey(key)) !== undefined;
  if (isKey) return { kind: 'key', text: key };
  const policy = tryParse(() => parsePolicy(text));
  return policy === undefined ? { kind: 'unreadable' } : { kind: 'policy', policy };
}

/** The name of the log that an item is about; undefined if it does not say. */
export function logNameOf(item: Item): string | undefined {
  switch (item.kind) {
    case 'bundle':
      return item.log.logKey === undefined ? undefined : nameOfKey(item.log.logKey);
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

/** Selects the items about one log. */
export function selectLogItems(items: readonly Item[], logName: string | undefined): LogItems {
  const selected = items.filter((item) => logName !== undefined && logNameOf(item) === logName);
  return {
    key: selected.flatMap((item) => (item.kind === 'key' ? [item.text] : []))[0],
    log: selected.flatMap((item) => (item.kind === 'bundle' ? [item.log] : []))[0],
    checkpoints: selected.flatMap((item) =>
      item.kind === 'checkpoint' ? [{ note: item.text, size: readSize(item.text) }] : [],
    ),
    receipts: selected.flatMap((item) => (item.kind === 'receipt' ? [item.text] : [])),
  };
}

function nameOfKey(key: string): string | undefined {
  return tryParse(() => parseVerifierKey(key).name);
}

function nameOfNote(note: () => string): string | undefined {
  return tryParse(() => parseCheckpoint(readNoteText(note())).origin);
}

function readSize(note: string): number {
  return parseCheckpoint(readNoteText(note)).size;
}

/** Undefined if the text does not have this format. */
function tryParse<Result>(parse: () => Result): Result | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
