import { generateKeyPairSync } from 'node:crypto';
import { createClient, type RaffleClient } from '#contract/client.ts';
import type { AdminKey, AdminRole, Invitation } from '#contract/schemas.ts';
import { toOrderKey, type OrderKey } from './orders.ts';
import { toSigner } from './service.ts';

/** Somebody with a key of their own that nobody knows yet. */
export interface Newcomer {
  readonly publicKey: string;
  readonly key: OrderKey;
  /** Calls with that key. */
  readonly client: RaffleClient;
  enrol(invitation: string): Promise<AdminKey>;
}

export async function newcomer(baseUrl: string): Promise<Newcomer> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = privateKey.export({ format: 'jwk' }).x!;
  const client = createClient({ baseUrl, signer: await toSigner(privateKey) });
  const enrol = (invitation: string) =>
    client.call('enrolKey', { body: { invitation, publicKey } });
  return { publicKey, key: await toOrderKey(privateKey), client, enrol };
}

export function invite(
  operator: RaffleClient,
  { name = 'Ada', role = 'admin' }: { name?: string; role?: AdminRole } = {},
): Promise<Invitation> {
  return operator.call('createInvitation', { body: { name, role } });
}
