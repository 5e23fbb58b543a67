import type { BeaconChain } from '#proof/beacon.ts';
import { isBundle } from '#proof/bundle-format.ts';
import { parseChainInfo } from '#proof/chain-info.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { isForkEvidence } from '#proof/fork-evidence.ts';
import { readKeptLog, type KeptLog } from '#proof/kept-log.ts';
import { ProofRefused } from '#proof/proof-refused.ts';
import { parseReceipt } from '#proof/receipt.ts';
import { readNoteText } from '#proof/signed-note.ts';
import { parseVerifierKey } from '#proof/verifier-key.ts';

/** Something that somebody brought, and what it is. */
export type Item = { readonly name: string } & Content;

type Content =
  | { readonly kind: 'bundle'; readonly value: unknown; readonly log: KeptLog }
  | { readonly kind: 'fork'; readonly value: unknown }
  | { readonly kind: 'receipt' | 'checkpoint' | 'key'; readonly text: string }
  | { readonly kind: 'chain'; readonly chain: BeaconChain }
  /** Nothing of ours, or torn. It says nothing about any raffle. */
  | { readonly kind: 'unreadable' };

/** Finds out what a text is, whatever it is called. */
export function recognise(name: string, text: string): Item {
  return { name, ...(recogniseJson(text) ?? recogniseText(text)) };
}

function recogniseJson(text: string): Content | undefined {
  const value = attempt(() => JSON.parse(text) as unknown);
  if (isBundle(value)) {
    return { kind: 'bundle', value, log: readKeptLog(value) };
  }
  if (isForkEvidence(value)) return { kind: 'fork', value };
  const { schemeID } = (value ?? {}) as { schemeID?: unknown };
  const chain = schemeID === undefined ? undefined : attempt(() => parseChainInfo(text));
  return chain === undefined ? undefined : { kind: 'chain', chain };
}

function recogniseText(text: string): Content {
  const about = attempt(() => parseCheckpoint(readNoteText(parseReceipt(text).checkpoint)));
  if (about !== undefined) return { kind: 'receipt', text };
  if (attempt(() => parseCheckpoint(readNoteText(text))) !== undefined) {
    return { kind: 'checkpoint', text };
  }
  const key = text.trim();
  const isKey = attempt(() => parseVerifierKey(key)) !== undefined;
  return isKey ? { kind: 'key', text: key } : { kind: 'unreadable' };
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof ProofRefused || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
