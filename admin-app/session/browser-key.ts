import { keyThumbprint, type RequestSigner } from '#contract/request-signing.ts';
import type { StoredKey } from './key-store.ts';

const algorithm = 'Ed25519';

/** Whether this browser can make and use keys of the one kind that the service takes. */
export async function canMakeKeys(): Promise<boolean> {
  try {
    await generate();
    return true;
  } catch {
    return false;
  }
}

/** Makes a key that can sign and never leave: not even this page can read its private half. */
export async function makeKey(serviceUrl: string): Promise<StoredKey> {
  const { publicKey, privateKey } = await generate();
  const { x } = await crypto.subtle.exportKey('jwk', publicKey);
  const keyid = await keyThumbprint(x!);
  return { serviceUrl, keyid, publicKey: x!, privateKey, owner: undefined };
}

export function signerOf({ keyid, privateKey }: StoredKey): RequestSigner {
  return {
    keyid,
    async sign(bytes) {
      const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(bytes));
      return new Uint8Array(signature);
    },
  };
}

async function generate(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
}
