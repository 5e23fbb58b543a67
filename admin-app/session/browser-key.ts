import { keyThumbprint, type RequestSigner } from '#contract/request-signing.ts';
import type { BrowserKey, MadeKey } from './key-store.ts';

const algorithm = 'Ed25519';

/**
 * Makes a key that can sign and never leave: not even this page can read its private half.
 *
 * @throws {Error} this browser knows no Ed25519, or the page came over plain http.
 */
export async function makeKey(serviceUrl: string): Promise<MadeKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, false, [
    'sign',
    'verify',
  ]);
  const { x } = await crypto.subtle.exportKey('jwk', publicKey);
  return {
    stage: 'made',
    serviceUrl,
    keyid: await keyThumbprint(x!),
    publicKey: x!,
    privateKey,
  };
}

export function signerOf({ keyid, privateKey }: BrowserKey): RequestSigner {
  return {
    keyid,
    async sign(bytes) {
      const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(bytes));
      return new Uint8Array(signature);
    },
  };
}
