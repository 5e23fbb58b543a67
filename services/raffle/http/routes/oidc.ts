import { Router, type CookieOptions } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { canonicalMailbox } from '../../identity/mailbox.ts';
import type { OidcSignIn } from '../../identity/oidc.ts';
import type { Pseudonyms } from '../../identity/pseudonyms.ts';
import type { AccountStore } from '../../stores/account-store.ts';
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

  router.get(endpoints.signInWithOrganisation.path, async (_request, response) => {
    const { attempt, url } = await oidc.begin(Date.now());
    response.cookie(attemptCookie, attempt, cookieOptions).redirect(url);
  });

  router.get(oidcCallbackPath, async (request, response) => {
    const attempt = readCookie(request, attemptCookie) ?? '';
    const { search } = new URL(request.originalUrl, publicUrl);
    const now = Date.now();
    const { subject, mailbox } = await oidc.finish(attempt, search, now);
    const account = await accounts.enrol({
      id: pseudonyms.account(subject),
      email: mailbox,
      person: pseudonyms.person(canonicalMailbox(mailbox)),
    });
    sessions.begin(account, response, now);
    response.clearCookie(attemptCookie, cookieOptions).redirect('/');
  });

  return router;
}
