import { Router, type ErrorRequestHandler, type Request } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import type { ByLanguage } from '#contract/language.ts';
import { escapeHtml } from '#contract/shown-text.ts';
import { limits } from '../../config/limits.ts';
import { canonicalMailbox } from '../../mail/mailbox.ts';
import type { OidcSignIn } from '../../identity/oidc.ts';
import { SignInRefused, type SignInFault } from '../../identity/sign-in-refused.ts';
import type { Pseudonyms } from '../../identity/pseudonyms.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import type { RateLimitStore } from '../../stores/rate-limit-store.ts';
import { acceptedLanguage } from '../requests/read-request.ts';
import { renderPage } from '../pages/plain-pages.ts';
import { type KnownBrowsers, HostCookie } from './host-cookie.ts';
import { NetworkRateLimiter } from '../limits/network-rate-limiter.ts';
import type { Sessions } from './sessions.ts';

export interface OidcRoutesDependencies {
  readonly oidc: OidcSignIn;
  readonly accounts: AccountStore;
  readonly pseudonyms: Pseudonyms;
  readonly sessions: Sessions;
  readonly publicUrl: string;
  readonly knownBrowsers: KnownBrowsers;
  readonly rateLimits: RateLimitStore;
}

export const oidcCallbackPath = `${endpoints.signInWithOrganisation.path}/callback`;

/** Sign-in with an organisation. It returns by a link from the organisation's site, hence the lax cookie. */
export function oidcRoutes(dependencies: OidcRoutesDependencies): Router {
  const { oidc, accounts, pseudonyms, sessions, publicUrl, knownBrowsers } = dependencies;
  const router = Router();
  const attempts = new HostCookie('raffle_oidc', publicUrl, 'lax');
  const rateLimiter = new NetworkRateLimiter(dependencies.rateLimits, {
    name: 'organisation-sign-in',
    perHourMax: limits.organisationSignInsPerNetworkPerHourMax,
    refusal: 'Too many sign-ins were started from your network.',
  });

  router.get(endpoints.signInWithOrganisation.path, async (request, response) => {
    await rateLimiter.take(request);
    const { attempt, url } = await logged(request, oidc.begin(performance.now()));
    attempts.set(response, attempt);
    response.redirect(url);
  });

  router.get(oidcCallbackPath, async (request, response) => {
    const attempt = attempts.read(request) ?? '';
    const { search } = new URL(request.originalUrl, publicUrl);
    const { subject, mailbox } = await logged(
      request,
      oidc.finish(attempt, search, performance.now()),
    );
    const account = await accounts.upsert({
      id: pseudonyms.account(subject),
      email: mailbox,
      person: pseudonyms.person(canonicalMailbox(mailbox)),
      language: acceptedLanguage(request),
    });
    await rateLimiter.reward(request);
    sessions.begin(account, response, Date.now());
    knownBrowsers.remember(account.person, request, response);
    attempts.clear(response);
    response.redirect('/');
  });

  router.use(endpoints.signInWithOrganisation.path, showRefusal);
  return router;
}

/** Shows a browser a page with links; other clients get the problem reply. */
const showRefusal: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const isPage = request.accepts(['json', 'html']) === 'html';
  if (!isPage || !(error instanceof SignInRefused)) return next(error);
  const language = acceptedLanguage(request);
  const { title, reasons, again, back } = refusalTexts[language];
  const content = `<p>${escapeHtml(reasons[error.code])}</p>
<p><a href="${endpoints.signInWithOrganisation.path}">${again}</a></p>
<p><a href="/">${back}</a></p>`;
  response.status(403).set('cache-control', 'no-store').type('html');
  response.send(renderPage(title, content, language));
};

interface RefusalTexts {
  readonly title: string;
  readonly reasons: Readonly<Record<SignInFault, string>>;
  readonly again: string;
  readonly back: string;
}

const refusalTexts: ByLanguage<RefusalTexts> = {
  en: {
    title: 'You are not signed in',
    reasons: {
      expired: 'This sign-in has expired. Start it again.',
      unconfirmed: 'Your organisation did not confirm the sign-in. Start it again.',
      unreachable: 'Your organisation’s sign-in does not answer. Try again later.',
      'no-address':
        'Your organisation gave no verified e-mail address for you. Ask there, or ask the organiser of the raffle.',
    },
    again: 'Sign in again',
    back: 'Back to the raffle',
  },
  de: {
    title: 'Sie sind nicht angemeldet',
    reasons: {
      expired: 'Diese Anmeldung ist abgelaufen. Beginnen Sie sie noch einmal.',
      unconfirmed:
        'Ihre Organisation hat die Anmeldung nicht bestätigt. Beginnen Sie sie noch einmal.',
      unreachable:
        'Die Anmeldung Ihrer Organisation antwortet nicht. Versuchen Sie es später noch einmal.',
      'no-address':
        'Ihre Organisation hat keine bestätigte E-Mail-Adresse für Sie genannt. Fragen Sie dort oder den Veranstalter der Verlosung.',
    },
    again: 'Noch einmal anmelden',
    back: 'Zurück zur Verlosung',
  },
};

/** Logs failures on the organisation's side, which the operator cannot see elsewhere. */
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
