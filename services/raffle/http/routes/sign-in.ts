import { Router, type CookieOptions } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { endpoints } from '#contract/endpoints.ts';
import { AskForCode, EnterCode } from '#contract/schemas.ts';
import { limits } from '../../config.ts';
import { canonicalMailbox, parseMailbox } from '../../identity/mailbox.ts';
import { composeCodeMail, type Mailer } from '../../identity/mailer.ts';
import type { Pseudonyms } from '../../identity/pseudonyms.ts';
import { codeLimits, type SignInCodes } from '../../identity/sign-in-codes.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import { NetworkRation } from '../network-ration.ts';
import { readJson } from '../read-body.ts';
import { parse } from '../read-request.ts';
import { Refused } from '../refused.ts';
import { requireSameSite } from '../same-site.ts';
import { readCookie, type Sessions } from '../sessions.ts';
import { viewAccount } from '../views.ts';

export interface SignInRoutesParts {
  readonly accounts: AccountStore;
  readonly pseudonyms: Pseudonyms;
  readonly sessions: Sessions;
  readonly codes: SignInCodes;
  readonly mailer: Mailer;
  readonly publicUrl: string;
  /** Whether mail is real, so that it must be rationed. */
  readonly isLimited: boolean;
}

const challengeCookie = 'raffle_challenge';

/** Sign-in by a code sent to a mailbox. */
export function signInRoutes(parts: SignInRoutesParts): Router {
  const { accounts, pseudonyms, sessions, codes, mailer, publicUrl, isLimited } = parts;
  const router = Router();
  const sameSite = requireSameSite(publicUrl);
  const perMailbox = new MailboxRation();
  const perNetwork = new NetworkRation(
    limits.codesPerNetworkPerHourMax,
    'Too many codes were asked for from here.',
  );
  const cookieOptions: CookieOptions = {
    httpOnly: true,
    sameSite: 'strict',
    secure: publicUrl.startsWith('https:'),
    path: '/api/sign-in',
    maxAge: codeLimits.lifetimeMs,
  };

  router.post(endpoints.askForCode.path, sameSite, async (request, response) => {
    const body = await readJson(request, limits.purchaseBodyBytesMax);
    const mailbox = requireMailbox(parse(AskForCode, body).email);
    if (isLimited) await perNetwork.take(request);
    const mayMail = !isLimited || (await perMailbox.take(mailbox));
    const { challenge, code } = codes.ask(mailbox, performance.now(), mayMail);
    response.cookie(challengeCookie, challenge, cookieOptions).status(202).json({});
    if (code === undefined) return;
    mailer
      .send(composeCodeMail(mailbox, code, new Date()))
      .catch((error: unknown) =>
        request.log.error(whyNotMailed(error), 'A sign-in code could not be mailed'),
      );
  });

  router.post(endpoints.signIn.path, sameSite, async (request, response) => {
    const body = await readJson(request, limits.purchaseBodyBytesMax);
    const { email, code } = parse(EnterCode, body);
    const mailbox = requireMailbox(email);
    const challenge = readCookie(request, challengeCookie) ?? '';
    const attempt = { challenge, mailbox, code: code.replaceAll(/\s/g, '') };
    if (!codes.redeem(attempt, performance.now())) {
      throw new Refused(
        'code-wrong',
        'This code is wrong, used or too old, or was asked for in another browser. Ask for a new one.',
      );
    }
    const account = await accounts.enrol({
      id: pseudonyms.account(mailbox),
      email: mailbox,
      person: pseudonyms.person(canonicalMailbox(mailbox)),
    });
    sessions.begin(account, response, Date.now());
    response.clearCookie(challengeCookie, { ...cookieOptions, maxAge: undefined });
    response.status(endpoints.signIn.status).json({ account: viewAccount(account) });
  });

  return router;
}

/** How many codes one person may be mailed: enough for people, too few to be a nuisance. */
class MailboxRation {
  readonly #limiter = new RateLimiterMemory({
    points: limits.codesPerMailboxPerHourMax,
    duration: 3600,
  });

  /**
   * @returns Whether this mailbox may get one more, under whichever of its addresses. Nobody is told,
   * or it would tell who signs in.
   */
  async take(mailbox: string): Promise<boolean> {
    return this.#limiter.consume(canonicalMailbox(mailbox)).then(
      () => true,
      () => false,
    );
  }
}

/** What failed, by its names alone: the mail server's own words repeat the address. */
function whyNotMailed(error: unknown): object {
  const { code, command, responseCode } = error as Partial<Record<string, unknown>>;
  return { failure: { code, command, responseCode } };
}

function requireMailbox(email: string): string {
  const mailbox = parseMailbox(email);
  if (mailbox !== undefined) return mailbox;
  throw new Refused('invalid-request', 'email: this is not a mail address we can write to.');
}
