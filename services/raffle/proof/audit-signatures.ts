import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { isOfKind } from './audit-entries.ts';
import type { Log, LogRecord, OperatorKey, OperatorSignature } from './audit-log.ts';
import { at, base64url, decodeBase64, show } from './audit-values.ts';
import { utf8 } from './bytes.ts';
import type { Explanation } from './make-check.ts';
import { Violation } from './proof-error.ts';

/** An entry that an operator requested. */
export type SignedRecord = LogRecord & { readonly operatorSignature: OperatorSignature };

/** Checks that every key is named by its own thumbprint. @see RFC 7638. */
export function examineKeys({ keys }: Log): Explanation {
  for (const [index, { keyid, publicKey }] of keys.entries()) {
    const jwk = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: publicKey });
    if (base64url(sha256(utf8(jwk))) === keyid) continue;
    throw new Violation(`keys[${index}]: its keyid is not the thumbprint of its public key.`);
  }
  if (keys.length === 0) return { notApplicable: 'There is no operator key.' };
  return `${keys.length === 1 ? '1 operator key is' : `${keys.length} operator keys are`} named by thumbprint.`;
}

/** Checks that every operator request is signed (Ed25519) by a key of the bundle. */
export function examineSignatures(log: Log): Explanation {
  const names = new Set<string>();
  let verified: OperatorSignature | undefined;
  for (const { place, operatorSignature } of signedRecords(log)) {
    // One request can lead to several entries, which follow each other.
    if (verified !== undefined && isSameSignature(operatorSignature, verified)) continue;
    const key = log.keys.find(({ keyid }) => keyid === operatorSignature.keyid);
    if (key === undefined) {
      throw at(
        place,
        `its operator request names a key ${show(operatorSignature.keyid)} that is not in keys.`,
      );
    }
    if (!isSigned(operatorSignature, key)) {
      throw at(place, 'the signature of its operator request is wrong.');
    }
    names.add(`${key.name} (${key.keyid})`);
    verified = operatorSignature;
  }
  const signers = [...names].join(', ');
  if (log.opened.operatorSignature !== null) return `Every operator request is signed: ${signers}.`;
  const opening =
    'No operator requested the opening: the service opened this raffle by itself, as a demonstration.';
  if (names.size === 0) return { notApplicable: opening };
  return `${opening} Every other operator request is signed: ${signers}.`;
}

function isSigned({ base, signature }: OperatorSignature, { publicKey }: OperatorKey): boolean {
  const bytes = decodeBase64(signature);
  if (base64url(bytes) !== signature) return false;
  try {
    return ed25519.verify(bytes, utf8(base), decodeBase64(publicKey), { zip215: false });
  } catch {
    return false;
  }
}

/** Whether two entries have one and the same signed request. */
export function isSameSignature(one: OperatorSignature, other: OperatorSignature): boolean {
  if (one === other) return true;
  return (
    one.keyid === other.keyid &&
    one.base === other.base &&
    one.signature === other.signature &&
    one.body === other.body &&
    one.idempotencyKey === other.idempotencyKey
  );
}

/**
 * The entries that operators requested.
 *
 * @throws {Violation} No operator requested an entry that is neither the opening nor a scheduled closing.
 */
export function signedRecords({ records }: Log): SignedRecord[] {
  const unsigned = records.find((record) => {
    const isScheduled = isOfKind(record, 'raffle-closed') && record.entry.cause === 'schedule';
    return record.operatorSignature === null && record.place > 0 && !isScheduled;
  });
  if (unsigned !== undefined) {
    throw at(unsigned.place, `no operator requested this ${unsigned.kind}.`);
  }
  return records.filter((record): record is SignedRecord => Boolean(record.operatorSignature));
}
