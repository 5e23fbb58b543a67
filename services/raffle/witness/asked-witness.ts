import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readCosignatures } from '#proof/cosignature.ts';
import { type WitnessKey, formatVerifierKey } from '#proof/signed-note.ts';
import type { PolicyWitness, WitnessPolicy } from '#proof/witness-policy.ts';
import type { StoredCosignature } from '../stores/witness-store.ts';

/** A witness of the policy that is asked for cosignatures. */
export class AskedWitness {
  /** Its name in the policy. */
  readonly name: string;
  readonly url: string;
  /** Its verifier key, under which its answers are stored: a name can get another key. */
  readonly id: string;
  readonly #key: WitnessKey;
  readonly #publicKey: KeyObject;

  constructor({ name, key, url }: PolicyWitness & Required<Pick<PolicyWitness, 'url'>>) {
    if (key === undefined) throw new TypeError(`The key of ${name} cannot be verified here.`);
    this.name = name;
    this.url = url;
    this.#key = key;
    this.id = formatVerifierKey(key.name, key.publicKey, key.type);
    const x = Buffer.from(key.publicKey).toString('base64url');
    this.#publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  }

  /**
   * The earliest valid cosignature by this witness.
   *
   * @param size Of the checkpoint.
   * @param note The checkpoint with all signature lines.
   * @returns undefined if there is none.
   * @throws {ProofError} `malformed`.
   */
  readCosignature(note: string, size: number): StoredCosignature | undefined {
    // Much faster than the verification that also runs in browsers.
    const isSigned = (message: Uint8Array, signature: Uint8Array) =>
      signature.length === 64 && verify(null, message, this.#publicKey, signature);
    const [first] = readCosignatures(note, this.#key, isSigned);
    if (first === undefined) return undefined;
    const { time, line } = first;
    return { witness: this.id, size, time, line };
  }
}

/** The witnesses of a policy that can be asked, in its order. */
export function listAsked({ witnesses }: WitnessPolicy): readonly AskedWitness[] {
  return witnesses.flatMap(({ url, ...witness }) =>
    url === undefined || witness.key === undefined ? [] : [new AskedWitness({ ...witness, url })],
  );
}
