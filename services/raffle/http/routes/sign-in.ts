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
import { networkOf } from '../networks.ts';
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
  const rations = new CodeRations();
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
    if (isLimited) await rations.takeForNetwork(networkOf(request.ip ?? ''));
    const mayMail = !isLimited || (await rations.takeForMailbox(mailbox));
    const now = new Date();
    const { challenge, code } = codes.ask(mailbox, now.getTime(), mayMail);
    response.cookie(challengeCookie, challenge, cookieOptions).status(202).json({});
    if (code === undefined) return;
    mailer
      .send(composeCodeMail(mailbox, code, now))
      .catch((error: unknown) =>
        request.log.error(whyNotMailed(error), 'A sign-in code could not be mailed'),
      );
  });

  router.post(endpoints.signIn.path, sameSite, async (request, response) => {
    const body = await readJson(request, limits.purchaseBodyBytesMax);
    const { email, code } = parse(EnterCode, body);
    const mailbox = requireMailbox(email);
    const challenge = readCookie(request, challengeCookie) ?? '';
    const now = Date.now();
    if (!codes.redeem({ challenge, mailbox, code: code.replaceAll(/\s/g, '') }, now)) {
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
    sessions.begin(account, response, now);
    response.clearCookie(challengeCookie, { ...cookieOptions, maxAge: undefined });
    response.status(endpoints.signIn.status).json({ account: viewAccount(account) });
  });

  return router;
}

/** How many codes may be mailed: enough for people, too few to be a nuisance. */
class CodeRations {
  readonly #perMailbox = new RateLimiterMemory({
    points: limits.codesPerMailboxPerHourMax,
    duration: 3600,
  });
  readonly #perNetwork = new RateLimiterMemory({
    points: limits.codesPerNetworkPerHourMax,
    duration: 3600,
  });

  /** @returns Whether this mailbox may get one more. Nobody is told, or it would tell who signs in. */
  async takeForMailbox(mailbox: string): Promise<boolean> {
    return this.#perMailbox.consume(mailbox).then(
      () => true,
      () => false,
    );
  }

  /** @throws {Refused} `rate-limited`. */
  async takeForNetwork(network: string): Promise<void> {
    await this.#perNetwork.consume(network).catch(({ msBeforeNext }: { msBeforeNext: number }) => {
      const seconds = String(Math.ceil(msBeforeNext / 1000));
      throw new Refused(
        'rate-limited',
        `Too many codes were asked for from here. Try again in ${seconds} seconds.`,
        {
          headers: { 'retry-after': seconds },
        },
      );
    });
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
