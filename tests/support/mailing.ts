import type { ExecutionContext } from 'ava';
import { startDeployedService } from './deployed-service.ts';
import { startMailServer, type MailServerOptions } from './mail-server.ts';
import { cookiesOf, postJson } from './service.ts';
import { waitFor } from './wait-limit.ts';

export const email = 'ada@example.org';

export const hall = '198.51.100.7';

export const elsewhere = '203.0.113.1';

export interface MailingOptions extends MailServerOptions {
  readonly log?: (line: string) => void;
  readonly environment?: Record<string, string>;
}

/** The real service behind one proxy, with a real mail server. */
export async function startMailing(t: ExecutionContext, options: MailingOptions = {}) {
  const { log, environment, ...mailOptions } = options;
  const mail = await startMailServer(t, mailOptions);
  const { url } = await startDeployedService(t, {
    environment: {
      RAFFLE_SMTP_URL: mail.url,
      RAFFLE_MAIL_FROM: 'Raffle <raffle@example.org>',
      RAFFLE_PROXY_HOPS: '1',
      ...environment,
    },
    ...(log === undefined ? {} : { log }),
  });
  const ask = (address: string, { from = hall, cookie = '', ...body }: AskOptions = {}) =>
    fetch(
      `${url}/api/sign-in/codes`,
      postJson({ email: address, ...body }, { 'x-forwarded-for': from, cookie }),
    );
  const enter = (asked: Response, code: string, address = email) =>
    fetch(
      `${url}/api/sign-in/sessions`,
      postJson({ email: address, code }, { cookie: cookiesOf(asked), 'x-forwarded-for': hall }),
    );
  return { url, mail, ask, enter };
}

export interface AskOptions {
  readonly from?: string;
  readonly cookie?: string;
  readonly locale?: string;
  readonly raffle?: string;
}

/** Asks again until the answer has this status. */
export async function until(status: number, ask: () => Promise<Response>): Promise<Response> {
  return waitFor(`a reply with status ${status}`, async () => {
    const reply = await ask();
    if (reply.status === status) return reply;
    // An address is soon sent no more codes.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return undefined;
  });
}
