import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { formatCheckpoint } from '#proof/checkpoint.ts';
import type { TreeHead } from '#proof/merkle-proofs.ts';
import { formatNote, formatVerifierKey, parseVerifierKey } from '#proof/signed-note.ts';

const pkcs8Head = '302e020100300506032b657004220420';

/** Makes a log's key pair from a seed of one byte. */
export function testLogKey(name: string, seed = 7) {
  const privateKey = createPrivateKey({
    key: Buffer.concat([Buffer.from(pkcs8Head, 'hex'), Buffer.alloc(32, seed)]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const verifierKey = formatVerifierKey(name, Buffer.from(x!, 'base64url'));
  const key = parseVerifierKey(verifierKey);
  const signBytes = (bytes: Uint8Array): Uint8Array => sign(null, bytes, privateKey);
  const signText = (text: string): string => formatNote(text, key, signBytes(Buffer.from(text)));
  return {
    verifierKey,
    key,
    signBytes,
    signText,
    signHead: (head: TreeHead): string => signText(formatCheckpoint({ origin: name, ...head })),
  };
}

/** Signs the log of every raffle of the store tests. */
export const springLog = testLogKey('localhost/raffles/spring');
