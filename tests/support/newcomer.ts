import { generateKeyPairSync } from 'node:crypto';
import { createClient, type RaffleClient } from '#contract/client.ts';
import type { AdminKey, AdminRole, Invitation } from '#contract/schemas.ts';
import { OrderSigner, toOrderKey, type Oddity, type OrderKey } from './orders.ts';
import { sendRaw, type WireRequest } from './raw-http.ts';
import { toSigner } from './service.ts';

/** Somebody with a key of their own that nobody knows yet. */
export interface Newcomer {
  readonly publicKey: string;
  readonly key: OrderKey;
  /** Calls with that key. */
  readonly client: RaffleClient;
  enrol(invitation: string): Promise<AdminKey>;
  /** An enrolment as it goes on the wire, signed by code that is not the service's. */
  sign(invitation: string, oddity?: Oddity & { readonly publicKey?: string }): WireRequest;
  send(wire: WireRequest): Promise<Response>;
}

export async function newcomer(baseUrl: string): Promise<Newcomer> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = privateKey.export({ format: 'jwk' }).x!;
  const client = createClient({ baseUrl, signer: await toSigner(privateKey) });
  const key = await toOrderKey(privateKey);
  const orders = new OrderSigner(baseUrl, key);
  return {
    publicKey,
    key,
    client,
    enrol: (invitation) => client.call('enrolKey', { body: { invitation, publicKey } }),
    sign(invitation, { publicKey: claimed = publicKey, ...oddity } = {}) {
      const body = JSON.stringify({ invitation, publicKey: claimed });
      return orders.sign({ target: '/api/admin/enrolments', body }, oddity);
    },
    send: (wire) => sendRaw(baseUrl, wire),
  };
}

export function invite(
  operator: RaffleClient,
  { name = 'Ada', role = 'admin' }: { name?: string; role?: AdminRole } = {},
): Promise<Invitation> {
  return operator.call('createInvitation', { body: { name, role } });
}

/** Somebody who was invited and let in. */
export async function enrolled(
  baseUrl: string,
  operator: RaffleClient,
  wish?: { name?: string; role?: AdminRole },
): Promise<Newcomer> {
  const somebody = await newcomer(baseUrl);
  await somebody.enrol((await invite(operator, wish)).invitation);
  return somebody;
}

export function revoke(operator: RaffleClient, { key }: Newcomer): Promise<AdminKey> {
  return operator.call('revokeKey', { params: { keyid: key.keyid } });
}
