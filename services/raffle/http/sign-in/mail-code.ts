import type { Request } from 'express';
import type { Language } from '#contract/language.ts';
import { limits } from '../../config/limits.ts';
import { composeCodeMail } from '../../mail/code-mail.ts';
import {
  describeMailFailure,
  MailNotSent,
  readFailureCodes,
  type Mailer,
} from '../../mail/mailer.ts';
import {
  codeLimits,
  type IssuedCode,
  type SignInCodeStore,
} from '../../stores/sign-in-code-store.ts';
import { Sampler } from '../limits/sampler.ts';
import type { GrantedCode } from './code-rate-limiter.ts';

export interface WantedCode {
  readonly challenge: string;
  readonly mailbox: string;
  readonly language: Language;
  /** Title of the raffle that the mail names. */
  readonly raffle: string | undefined;
}

interface CodeMailing {
  readonly codes: SignInCodeStore;
  readonly mailer: Mailer;
  readonly publicUrl: string;
}

/**
 * Issues a code and mails it. It runs after the reply, so it throws nothing and logs what fails. A code
 * that is not delivered is withdrawn.
 */
export function createCodeMailing({ codes, mailer, publicUrl }: CodeMailing) {
  const logUnsent = logSomeUnsent();
  const site = new URL(publicUrl).host;

  return async (request: Request, grant: GrantedCode, wanted: WantedCode): Promise<void> => {
    const { challenge, mailbox, language, raffle } = wanted;
    const { network, isKnown: isPreferred } = grant;
    let issued: IssuedCode | undefined;
    try {
      issued = await codes.issue(challenge, mailbox, performance.now());
      const { code } = issued;
      const sentAt = new Date();
      const mail = composeCodeMail({ to: mailbox, code, sentAt, language, site, raffle });
      const { lifetimeMs } = codeLimits;
      await mailer.send(mail, { network, isPreferred, lifetimeMs });
    } catch (error) {
      logUnsent(request, error);
      const isRefused = error instanceof MailNotSent && isRefusal(error);
      const undone = [Promise.resolve(issued?.withdraw()), grant.giveBack(isRefused)];
      for (const outcome of await Promise.allSettled(undone)) {
        if (outcome.status === 'rejected') logUnsent(request, outcome.reason);
      }
    }
  };
}

/** Logs some of many failures; each line says how many it stands for. */
function logSomeUnsent(): (request: Request, error: unknown) => void {
  const sampler = new Sampler({
    perIntervalMax: limits.failedRequestLinesMax,
    intervalMs: limits.failedRequestLinesPerMs,
  });
  return (request, error) => {
    const standsFor = sampler.take('unsent');
    if (standsFor === undefined) return;
    const failure = describeMailFailure(error);
    request.log.error({ failure, standsFor }, 'A sign-in code could not be mailed');
  };
}

/** Whether the mail server refused this address permanently. */
function isRefusal({ cause }: MailNotSent): boolean {
  return Number(readFailureCodes(cause).responseCode) >= 500;
}
