import type { AdminKey } from '#contract/schemas.ts';
import type { Context } from './context.ts';
import type { Row } from './output.ts';

/** What a list says of a key; the name last, because it gives way on a narrow terminal. */
export function keyFacts({ keyid, role, name, isRevoked, lastUsedAt }: AdminKey): Row {
  return { keyid, status: isRevoked ? 'revoked' : 'active', role, lastUsedAt, name };
}

export function printKey({ output }: Context, key: AdminKey): void {
  if (output.isJson) output.json(key);
  else output.facts(keyFacts(key));
}

/** Enough of a keyid to tell keys apart by eye. */
export function shortFingerprint({ keyid }: AdminKey): string {
  return keyid.slice(0, 8);
}
