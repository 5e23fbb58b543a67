import { createClient, type RaffleClient } from '#contract/client.ts';
import { storageItem } from '#ui/storage.ts';
import { EmbedToken, openSignInPopup, type SignInContext } from './popup-sign-in.ts';

/**
 * How requests are authenticated. On the service's own pages: by a cookie that scripts cannot read.
 * On another site's page: by a bearer token from the service's sign-in window. The token is in the
 * tab's session storage until it expires, so that the sign-in survives a reload.
 *
 * @see docs/decisions/0008-embed-tokens.md
 */
export interface Identity {
  readonly mode: 'cookie' | 'bearer';
  /** Calls the service as the signed-in account. */
  readonly client: RaffleClient;
  /** False if no account can be signed in, so that no request is needed. */
  readonly mayBeSignedIn: () => boolean;
  /**
   * Opens the sign-in window. In `cookie` mode the code is entered on the page instead.
   *
   * @returns Whether an account signed in.
   */
  readonly signInByPopup: (context: SignInContext) => Promise<boolean>;
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

/** Whether this page is in a frame: the admin app's preview, which has no session. */
export function isPreview(): boolean {
  return window.top !== window.self;
}

function cookieIdentity({ serviceUrl, timeoutMs }: IdentityOptions): Identity {
  const client = createClient({ baseUrl: serviceUrl, timeoutMs });
  return {
    mode: 'cookie',
    client,
    mayBeSignedIn: () => !isPreview(),
    signInByPopup: async () => false,
    signOut: async () => client.call('signOut'),
  };
}

function bearerIdentity({ serviceUrl, timeoutMs }: IdentityOptions): Identity {
  const stored = storageItem({
    where: 'sessionStorage',
    name: `raffle-embed-token ${new URL(serviceUrl).origin}`,
    read: (value) => EmbedToken.safeParse(value).data,
  });
  const bearerToken = () => {
    const token = stored.load();
    // An unreadable date is NaN, which counts as past.
    if (token === undefined || Date.parse(token.expiresAt) > Date.now()) return token?.token;
    stored.clear();
    return undefined;
  };
  return {
    mode: 'bearer',
    client: createClient({ baseUrl: serviceUrl, timeoutMs, bearerToken }),
    mayBeSignedIn: () => bearerToken() !== undefined,
    async signInByPopup(context) {
      const token = await openSignInPopup(serviceUrl, context);
      if (token !== undefined) stored.save(token);
      return bearerToken() !== undefined;
    },
    async signOut() {
      stored.clear();
    },
  };
}
