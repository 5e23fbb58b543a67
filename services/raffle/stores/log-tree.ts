import { hash } from 'node:crypto';
import { canonicalJson } from '#proof/canonical-json.ts';
import type { HashListParts } from '#proof/hash-list.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import type { Entry } from '../domain/entries.ts';
import { publicPart } from '../domain/public-part.ts';

/** The leaf data of an entry: its public part as canonical JSON (RFC 8785). */
export function leafOf(entry: Entry): string {
  if (entry.type !== 'ticket-sold') return canonicalJson(publicPart(entry));
  // The same bytes as `canonicalJson`, written out because most entries are sales.
  const { at, desk, holder, number, type } = entry;
  const atDesk = desk === undefined ? '' : '"desk":true,';
  return `{"at":${JSON.stringify(at)},${atDesk}"holder":${JSON.stringify(holder)},"number":${number},"type":"${type}"}`;
}

/**
 * The tree of a log. Leaves are added by `appendHash(hashLeaf(leaf))`.
 *
 * @param hashes Of a tree that another thread made. Default: none.
 */
export function createLogTree(hashes?: HashListParts): MerkleTree {
  return new MerkleTree(sha256, binarySha256, hashes);
}

/** The hash of a leaf: of a zero byte and the leaf data. @see RFC 6962 section 2.1. */
export function hashLeaf(leaf: string): string {
  return binarySha256(`\0${leaf}`);
}

/** Via a string: `hash()` with a buffer as output allocates it outside the heap. */
function sha256(data: Uint8Array): Uint8Array {
  return Buffer.from(binarySha256(data), 'binary');
}

/** A string of one character per byte. */
function binarySha256(data: Uint8Array | string): string {
  return hash('sha256', data, 'binary');
}
