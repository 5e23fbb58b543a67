import { fromBase64, utf8 } from '#proof/bytes.ts';
import { openCheckpoint, type Checkpoint } from '#proof/checkpoint.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { parseVerifierKey, type VerifierKey } from '#proof/signed-note.ts';

/** The public parts of a raffle's log. */
export interface SeenLog {
  readonly lines: readonly string[];
  readonly entries: readonly Record<string, unknown>[];
  /** The key in the first entry. */
  readonly key: VerifierKey;
  /** The checkpoint, whose signature was checked. */
  readonly checkpoint: Checkpoint;
  readonly note: string;
  /** The tree of the lines. */
  readonly root: Uint8Array;
}

export async function seeLog(url: string, raffle = 'demo'): Promise<SeenLog> {
  const note = await (await fetch(`${url}/api/raffles/${raffle}/checkpoint`)).text();
  const text = await (await fetch(`${url}/api/raffles/${raffle}/log`)).text();
  const lines = text.split('\n').slice(0, -1);
  const tree = new MerkleTree();
  for (const line of lines) tree.append(utf8(line));
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const key = parseVerifierKey(String(entries[0]!['logKey']));
  return { lines, entries, key, note, checkpoint: openCheckpoint(note, key), root: tree.root() };
}

/** Fetches the hashes of a consistency proof. */
export async function seeConsistency(url: string, query: string): Promise<Uint8Array[]> {
  const reply = await fetch(`${url}/api/raffles/demo/consistency${query}`);
  const { consistency } = (await reply.json()) as { consistency: string[] };
  return consistency.map((hash) => fromBase64(hash)!);
}

/** Fetches the hashes of an inclusion proof. */
export async function seeInclusion(url: string, query: string): Promise<Uint8Array[]> {
  const reply = await fetch(`${url}/api/raffles/demo/inclusion${query}`);
  const { inclusion } = (await reply.json()) as { inclusion: string[] };
  return inclusion.map((hash) => fromBase64(hash)!);
}
