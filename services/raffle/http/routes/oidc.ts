import { Router, type CookieOptions, type Request } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { limits } from '../../config.ts';
import { canonicalMailbox } from '../../identity/mailbox.ts';
import { SignInRefused, type OidcSignIn } from '../../identity/oidc.ts';
import type { Pseudonyms } from '../../identity/pseudonyms.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import { NetworkRation } from '../network-ration.ts';
import { readCookie, type Sessions } from '../sessions.ts';

export interface OidcRoutesParts {
  readonly oidc: OidcSignIn;
  readonly accounts: AccountStore;
  readonly pseudonyms: Pseudonyms;
  readonly sessions: Sessions;
  readonly publicUrl: string;
}

const attemptCookie = 'raffle_oidc';
export const oidcCallbackPath = `${endpoints.signInWithOrganisation.path}/callback`;

/** Sign-in with an organisation. Its answer comes as a link from its site, hence the lax cookie. */
export function oidcRoutes(parts: OidcRoutesParts): Router {
  const { oidc, accounts, pseudonyms, sessions, publicUrl } = parts;
  const router = Router();
  const cookieOptions: CookieOptions = {
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    path: endpoints.signInWithOrganisation.path,
  };

  const ration = new NetworkRation(
    limits.organisationSignInsPerNetworkPerHourMax,
    'Too many sign-ins were begun from here.',
  );

  router.get(endpoints.signInWithOrganisation.path, async (request, response) => {
    await ration.take(request);
    const { attempt, url } = await logged(request, oidc.begin(performance.now()));
    response.cookie(attemptCookie, attempt, cookieOptions).redirect(url);
  });

  router.get(oidcCallbackPath, async (request, response) => {
    const attempt = readCookie(request, attemptCookie) ?? '';
    const { search } = new URL(request.originalUrl, publicUrl);
    const { subject, mailbox } = await logged(
      request,
      oidc.finish(attempt, search, performance.now()),
    );
    const account = await accounts.enrol({
      id: pseudonyms.account(subject),
      email: mailbox,
      person: pseudonyms.person(canonicalMailbox(mailbox)),
    });
    sessions.begin(account, response, Date.now());
    response.clearCookie(attemptCookie, cookieOptions).redirect('/');
  });

  return router;
}

/** Leaves a trace of what failed on the organisation's side: its operator cannot see it elsewhere. */
async function logged<T>(request: Request, signIn: Promise<T>): Promise<T> {
  try {
    return await signIn;
  } catch (error) {
    if (error instanceof SignInRefused && error.causes.length > 0) {
      const { causes } = error;
      request.log.warn({ causes }, 'A sign-in with the organisation failed');
    }
    throw error;
  }
}
