import { createClient, type RaffleClient } from '#contract/client.ts';
import { openSignInPopup, type EmbedToken } from './popup-sign-in.ts';

/**
 * Who is asking, and how they prove it. On the service's own pages a cookie does, which no script
 * can read; on another site's page a bearer, kept in memory, from the service's sign-in window.
 */
export interface Identity {
  readonly mode: 'cookie' | 'bearer';
  /** Calls the service as whoever is signed in. */
  readonly client: RaffleClient;
  /** False where nobody can be signed in, so that it need not be asked. */
  readonly mayBeSignedIn: () => boolean;
  /**
   * Opens the sign-in window. In `cookie` mode the code is entered on the page instead.
   *
   * @returns Whether somebody signed in.
   */
  readonly signInByPopup: () => Promise<boolean>;
  readonly signOut: () => Promise<void>;
}

export interface IdentityOptions {
  readonly serviceUrl: string;
  readonly timeoutMs: number;
}

export function createIdentity(options: IdentityOptions): Identity {
  const isOwnPage = new URL(options.serviceUrl).origin === location.origin;
  return isOwnPage ? cookieIdentity(options) : bearerIdentity(options);
}

function cookieIdentity({ serviceUrl, timeoutMs }: IdentityOptions): Identity {
  const client = createClient({ baseUrl: serviceUrl, timeoutMs });
  return {
    mode: 'cookie',
    client,
    mayBeSignedIn: () => true,
    signInByPopup: async () => false,
    signOut: async () => client.call('signOut'),
  };
}

function bearerIdentity({ serviceUrl, timeoutMs }: IdentityOptions): Identity {
  let held: EmbedToken | undefined;
  const bearerToken = () => {
    if (held !== undefined && Date.parse(held.expiresAt) <= Date.now()) held = undefined;
    return held?.token;
  };
  return {
    mode: 'bearer',
    client: createClient({ baseUrl: serviceUrl, timeoutMs, bearerToken }),
    mayBeSignedIn: () => bearerToken() !== undefined,
    async signInByPopup() {
      held = (await openSignInPopup(serviceUrl)) ?? held;
      return held !== undefined;
    },
    async signOut() {
      held = undefined;
    },
  };
}
