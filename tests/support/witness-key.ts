import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { cosign } from '#proof/cosignature.ts';
import { formatWitnessKey, parseWitnessKey, readNoteText } from '#proof/signed-note.ts';

const pkcs8Head = '302e020100300506032b657004220420';

/** Makes a witness's key pair from a seed of one byte. */
export function testWitness(name: string, seed: number) {
  const privateKey = createPrivateKey({
    key: Buffer.concat([Buffer.from(pkcs8Head, 'hex'), Buffer.alloc(32, seed)]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const verifierKey = formatWitnessKey(name, Buffer.from(x!, 'base64url'));
  const key = parseWitnessKey(verifierKey);
  const signBytes = (bytes: Uint8Array): Uint8Array => sign(null, bytes, privateKey);
  return {
    verifierKey,
    key,
    signBytes,
    /** Appends a cosignature. @param time Unix seconds. */
    cosign: (note: string, time: number): string =>
      note + cosign(readNoteText(note), { key, time, sign: signBytes }),
  };
}
