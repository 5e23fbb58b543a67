import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { limits } from './config/limits.ts';
import { waitForTurn } from './http/limits/event-loop-turns.ts';
import { Sampler } from './http/limits/sampler.ts';
import type { ClaimTokens } from './identity/claim-tokens.ts';
import { describeMailFailure, type Mailer } from './mail/mailer.ts';
import { RaffleMails, type RaffleMailsOptions } from './mail/raffle-mails.ts';
import { SmtpMailer, type SmtpSettings } from './mail/smtp-mailer.ts';
import type { ReadMailCounts } from './stores/outbox-store.ts';

/** Connects to the mail server at once, so that a wrong address or login is logged early. */
export function startMailer(smtp: SmtpSettings, logger: Logger, publicUrl: string): Mailer {
  const mailer = new SmtpMailer({
    ...smtp,
    hostName: new URL(publicUrl).hostname,
    onReachable(isReachable, cause) {
      if (isReachable) logger.info('The mail server is reachable.');
      else logger.warn({ failure: describeMailFailure(cause) }, unreachable);
    },
  });
  mailer.requireReachable().catch(() => {});
  return mailer;
}

const unreachable =
  'The mail server (RAFFLE_SMTP_URL) cannot be reached or refuses the login. Sign-in by code does not work until it answers.';

/** The development mailbox takes a mail at once; a bound keeps a load test from filling it. */
const devMailsPerSecondMax = 50;

export interface RaffleMailsDependencies extends Pick<
  RaffleMailsOptions,
  'raffles' | 'accounts' | 'publicUrl' | 'mailer'
> {
  readonly readMailCounts: ReadMailCounts | undefined;
  readonly claimTokens: ClaimTokens;
  readonly logger: Logger;
}

/** The mails about raffles, not begun yet; turned off if they are not wanted. */
export function createRaffleMails(
  { smtp, isRaffleMailWanted, mailLanguage }: Settings,
  { readMailCounts, logger, mailer, claimTokens, ...dependencies }: RaffleMailsDependencies,
): RaffleMails {
  const sampler = new Sampler({
    perIntervalMax: limits.failedRequestLinesMax,
    intervalMs: limits.failedRequestLinesPerMs,
  });
  return new RaffleMails({
    raffles: dependencies.raffles,
    accounts: dependencies.accounts,
    publicUrl: dependencies.publicUrl,
    ...(readMailCounts === undefined ? {} : { readCounts: readMailCounts }),
    mailer: isRaffleMailWanted ? mailer : undefined,
    linkToSale: (raffleId, sale) => claimTokens.createLink(dependencies.publicUrl, raffleId, sale),
    language: mailLanguage,
    perSecondMax: smtp?.perSecondMax ?? devMailsPerSecondMax,
    concurrency: smtp?.connections ?? 1,
    pause: () => waitForTurn('mail'),
    onFailure(failure, message) {
      const standsFor = sampler.take(message);
      if (standsFor !== undefined) logger.error({ ...failure, standsFor }, message);
    },
  });
}
