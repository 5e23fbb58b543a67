import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { Provider, type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider';

/** An account at the organisation. */
export interface OrganisationMember {
  readonly sub: string;
  readonly email: string;
  /** The provider's claim; only the boolean `true` is accepted. */
  readonly email_verified?: unknown;
}

export interface Organisation {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Registers a client with this redirect address; every visitor is this member. */
  open(redirectUri: string, member: OrganisationMember, options?: ClientOptions): void;
}

export interface ClientOptions {
  /** How the client was registered to send its secret. */
  readonly method?: ClientAuthMethod;
  /** Methods in the discovery document; both when absent. */
  readonly offered?: readonly ClientAuthMethod[];
}

export type ClientAuthMethod = 'client_secret_basic' | 'client_secret_post';

/** Starts a real OpenID provider on a free port that signs every visitor in without asking. */
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
    open(redirectUri, member, { method = 'client_secret_basic', offered } = {}) {
      const client = {
        token_endpoint_auth_method: method,
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
      };
      const provider: Provider = new Provider(issuer, {
        ...configure(member),
        ...(offered === undefined ? {} : { clientAuthMethods: [...offered] }),
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
        const isBasic = request.headers.authorization?.startsWith('Basic ') ?? false;
        const isOtherMethod = isBasic !== (method === 'client_secret_basic');
        // The provider accepts either method; many others accept only the registered one.
        if (request.url === '/token' && isOtherMethod) {
          response.writeHead(401, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ error: 'invalid_client' }));
        } else if (isLogin) void provider.interactionFinished(request, response, login);
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

/** The provider's storage. Its built-in adapter prints a warning at every start. */
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

/** A client that keeps cookies and follows redirects one at a time. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Sends one request and returns a redirect without following it. */
  async visit(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const reply = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as object), cookie: this.cookieFor(origin) },
    });
    const cookies = this.#cookies.get(origin) ?? new Map<string, string>();
    for (const text of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!;
      if (value === '') cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    this.#cookies.set(origin, cookies);
    return reply;
  }

  /** Follows redirects until an address starts with `target`, and returns that address. */
  async followTo(url: string, target: string): Promise<string> {
    let next = url;
    for (let hops = 0; hops < 10; hops += 1) {
      const reply = await this.visit(next);
      const location = reply.headers.get('location');
      if (location === null) throw new Error(`${next}: ${reply.status} ${await reply.text()}`);
      next = new URL(location, next).href;
      if (next.startsWith(target)) return next;
    }
    throw new Error(`Ten redirects did not lead to ${target}.`);
  }

  cookieFor(origin: string): string {
    return [...(this.#cookies.get(origin) ?? [])].map((pair) => pair.join('=')).join('; ');
  }
}
