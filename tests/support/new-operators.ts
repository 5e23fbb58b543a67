import { generateKeyPairSync } from 'node:crypto';
import { createClient, type RaffleClient } from '#contract/client.ts';
import type { AdminKey, AdminRole, Invitation } from '#contract/admin-keys.ts';
import {
  IndependentSigner,
  toSigningKey,
  type Oddity,
  type SigningKey,
} from './signed-requests.ts';
import { sendRaw, type WireRequest } from './raw-http.ts';
import { toSigner } from './service.ts';

/** An operator with a new key that is not enrolled. */
export interface NewOperator {
  readonly publicKey: string;
  readonly key: SigningKey;
  /** Signs its requests with that key. */
  readonly client: RaffleClient;
  enrol(invitation: string): Promise<AdminKey>;
  /** An enrolment request, signed by code that the service does not share. */
  sign(invitation: string, oddity?: Oddity & { readonly publicKey?: string }): WireRequest;
  send(wire: WireRequest): Promise<Response>;
}

export async function createOperator(baseUrl: string): Promise<NewOperator> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = privateKey.export({ format: 'jwk' }).x!;
  const client = createClient({
    baseUrl,
    signer: await toSigner(privateKey),
    timeoutMs: 60_000,
  });
  const key = await toSigningKey(privateKey);
  const requests = new IndependentSigner(baseUrl, key);
  return {
    publicKey,
    key,
    client,
    enrol: (invitation) => client.call('enrolKey', { body: { invitation, publicKey } }),
    sign(invitation, { publicKey: claimed = publicKey, ...oddity } = {}) {
      const body = JSON.stringify({ invitation, publicKey: claimed });
      return requests.sign({ target: '/api/admin/enrolments', body }, oddity);
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

/** Creates an operator whose key was invited and enrolled. */
export async function enrolOperator(
  baseUrl: string,
  operator: RaffleClient,
  invited?: { name?: string; role?: AdminRole },
): Promise<NewOperator> {
  const person = await createOperator(baseUrl);
  await person.enrol((await invite(operator, invited)).invitation);
  return person;
}

export function revoke(operator: RaffleClient, { key }: NewOperator): Promise<AdminKey> {
  return operator.call('revokeKey', { params: { keyid: key.keyid } });
}
