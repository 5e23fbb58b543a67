import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { Provider, type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider';

/** Somebody the organisation knows. */
export interface OrganisationMember {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
}

export interface Organisation {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Opens for the client whose people come back here; whoever comes is this member. */
  open(redirectUri: string, member: OrganisationMember): void;
}

/** A real OpenID provider on a free port, where everybody is let in without a question. */
export async function startOrganisation(t: ExecutionContext): Promise<Organisation> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['raffle', randomBytes(16).toString('hex')];
  return {
    issuer,
    clientId,
    clientSecret,
    open(redirectUri, member) {
      const client = {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
      };
      const provider: Provider = new Provider(issuer, {
        ...configure(member),
        clients: [client],
        loadExistingGrant: async ({ oidc }) => {
          const grant = new provider.Grant({
            clientId: oidc.client!.clientId,
            accountId: oidc.session!.accountId!,
          });
          grant.addOIDCScope('openid email');
          await grant.save();
          return grant;
        },
      });
      const answer = provider.callback();
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        const login = { login: { accountId: member.sub } };
        const isLogin = request.url!.startsWith('/interaction/');
        if (isLogin) void provider.interactionFinished(request, response, login);
        else void answer(request, response);
      });
    },
  };
}

function configure(member: OrganisationMember): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' };
  return {
    adapter: keepInMemory(),
    jwks: { keys: [jwk] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: {
      AccessToken: 60,
      AuthorizationCode: 60,
      Grant: 60,
      IdToken: 60,
      Interaction: 60,
      Session: 60,
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ ...member }) }),
  };
}

/** What the provider remembers. Its own memory warns on every start. */
function keepInMemory(): (model: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const findBy = async (name: 'uid' | 'userCode', value: string) =>
    [...kept.values()].find((payload) => payload[name] === value);
  return (model) => ({
    upsert: async (id, payload) => void kept.set(`${model} ${id}`, payload),
    find: async (id) => kept.get(`${model} ${id}`),
    findByUid: (uid) => findBy('uid', uid),
    findByUserCode: (code) => findBy('userCode', code),
    consume: async (id) => void (kept.get(`${model} ${id}`)!.consumed = true),
    destroy: async (id) => void kept.delete(`${model} ${id}`),
    revokeByGrantId: async () => undefined,
  });
}
