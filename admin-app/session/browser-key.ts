import { keyThumbprint, type RequestSigner } from '#contract/request-signing.ts';
import type { BrowserKey, MadeKey } from './key-store.ts';

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
export async function makeKey(serviceUrl: string): Promise<MadeKey> {
  const { publicKey, privateKey } = await generate();
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

async function generate(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
}
