import { Router, type Request } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { languageOf, type Language } from '#contract/language.ts';
import { CodeRequest, SignInRequest } from '#contract/requests.ts';
import { limits } from '../../config/limits.ts';
import { canonicalMailbox, parseMailbox } from '../../mail/mailbox.ts';
import { MailServerUnreachable, type Mailer } from '../../mail/mailer.ts';
import type { Pseudonyms } from '../../identity/pseudonyms.ts';
import type { AccountStore } from '../../stores/account-store.ts';
import type { RaffleStore } from '../../stores/raffle-store.ts';
import { codeLimits, type SignInCodeStore } from '../../stores/sign-in-code-store.ts';
import type { CodeRateLimiter, GrantedCode, ReservedBrowser } from './code-rate-limiter.ts';
import { type KnownBrowsers, HostCookie } from './host-cookie.ts';
import { createCodeMailing } from './mail-code.ts';
import { networkOf, wideNetworksOf } from '../limits/networks.ts';
import { readJson } from '../requests/read-body.ts';
import { acceptedLanguage, parse } from '../requests/read-request.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { requireSameSite } from '../requests/same-site.ts';
import type { Sessions } from './sessions.ts';
import { viewAccount, viewRaffle } from '../raffles/views.ts';

export interface SignInRoutesDependencies {
  readonly accounts: AccountStore;
  readonly raffles: RaffleStore;
  readonly pseudonyms: Pseudonyms;
  readonly sessions: Sessions;
  readonly codes: SignInCodeStore;
  readonly mailer: Mailer;
  readonly publicUrl: string;
  readonly knownBrowsers: KnownBrowsers;
  /** Undefined in development, where mail is not sent and not limited. */
  readonly allowance: CodeRateLimiter | undefined;
}

interface IssuedChallenge {
  readonly request: Request;
  readonly mailbox: string;
  readonly browser: ReservedBrowser | undefined;
}

/** Sign-in by a code sent to a mailbox. */
export function signInRoutes(dependencies: SignInRoutesDependencies): Router {
  const { accounts, pseudonyms, sessions, codes, mailer, publicUrl } = dependencies;
  const { allowance, knownBrowsers } = dependencies;
  const router = Router();
  const sameSite = requireSameSite(publicUrl);
  const mailCode = createCodeMailing({ codes, mailer, publicUrl });
  const challenges = new HostCookie('raffle_challenge', publicUrl, 'strict');

  router.post(endpoints.requestCode.path, sameSite, async (request, response) => {
    const body = await readJson(request, limits.purchaseBodyBytesMax);
    const { email, locale, raffle } = parse(CodeRequest, body);
    const mailbox = requireMailbox(email);
    await requireMailServer(mailer);
    const title = raffle === undefined ? undefined : await findTitle(dependencies.raffles, raffle);
    const browser = findBrowser(request, mailbox);
    await requireRoom(request, browser);
    const grant = await takeAllowance({ request, mailbox, browser });
    const challenge = await codes.challengeFor(challenges.read(request), performance.now());
    challenges.set(response, challenge, codeLimits.lifetimeMs);
    const language = chooseLanguage(request, locale);
    const wanted = { challenge, mailbox, language, raffle: title };
    // The time of a reply must not tell whether there was a grant. In development there always is one,
    // and the mailbox has the code when the reply says so.
    if (allowance === undefined && grant !== undefined) await mailCode(request, grant, wanted);
    response.status(202).json({});
    if (allowance !== undefined && grant !== undefined) void mailCode(request, grant, wanted);
  });

  router.post(endpoints.signIn.path, sameSite, async (request, response) => {
    const body = await readJson(request, limits.purchaseBodyBytesMax);
    const { email, code, locale } = parse(SignInRequest, body);
    const mailbox = requireMailbox(email);
    const challenge = challenges.read(request) ?? '';
    const attempt = { challenge, mailbox, code: code.replaceAll(/\s/g, '') };
    if (!(await codes.redeem(attempt, performance.now()))) {
      throw new HttpProblem(
        'code-wrong',
        'This code is wrong, used, older than ten minutes, or was requested in another browser. Use the newest mail, or ask for a new code.',
      );
    }
    await allowance?.reward(request.ip ?? '');
    const account = await accounts.upsert({
      id: pseudonyms.account(mailbox),
      email: mailbox,
      person: pseudonyms.person(canonicalMailbox(mailbox)),
      language: chooseLanguage(request, locale),
    });
    sessions.begin(account, response, Date.now());
    knownBrowsers.remember(account.person, request, response);
    response.status(endpoints.signIn.status).json({ account: viewAccount(account) });
  });

  /** @throws {HttpProblem} `mail-unavailable`, independent of the address. */
  async function requireRoom(
    request: Request,
    browser: ReservedBrowser | undefined,
  ): Promise<void> {
    const network = wideNetworksOf(request.ip ?? '')[48];
    const isPreferred = (await allowance?.isReserved(browser)) ?? false;
    if (mailer.hasRoom({ network, isPreferred })) return;
    throw mailUnavailable('too many mails are waiting.');
  }

  function findBrowser(request: Request, mailbox: string): ReservedBrowser | undefined {
    const known = knownBrowsers.find(request);
    if (known === undefined) return undefined;
    const owner = pseudonyms.person(canonicalMailbox(mailbox));
    const knowsMailbox = known.persons.includes(owner);
    return { person: knowsMailbox ? owner : known.persons[0], knowsMailbox };
  }

  async function takeAllowance({
    request,
    mailbox,
    browser,
  }: IssuedChallenge): Promise<GrantedCode | undefined> {
    const address = request.ip ?? '';
    if (allowance === undefined) {
      return { isKnown: false, network: networkOf(address), giveBack: async () => {} };
    }
    return allowance.take({ mailbox: canonicalMailbox(mailbox), address, browser });
  }

  return router;
}

/** The language of the page, otherwise of the browser. */
function chooseLanguage(request: Request, locale: string | undefined): Language {
  return locale === undefined ? acceptedLanguage(request) : (languageOf(locale) ?? 'en');
}

/** @throws {HttpProblem} `mail-unavailable`, independent of the address. */
async function requireMailServer(mailer: Mailer): Promise<void> {
  try {
    await mailer.requireReachable();
  } catch (error) {
    if (!(error instanceof MailServerUnreachable)) throw error;
    throw mailUnavailable('the mail server cannot be reached at the moment.');
  }
}

function mailUnavailable(why: string): HttpProblem {
  return new HttpProblem('mail-unavailable', `No code was sent: ${why} Try again in a minute.`, {
    headers: { 'retry-after': '60' },
  });
}

async function findTitle(raffles: RaffleStore, id: string): Promise<string | undefined> {
  const raffle = await raffles.find(id);
  return raffle === undefined ? undefined : viewRaffle(raffle).title;
}

function requireMailbox(email: string): string {
  const mailbox = parseMailbox(email);
  if (mailbox !== undefined) return mailbox;
  throw new HttpProblem('invalid-request', 'email: not a valid mail address.');
}
