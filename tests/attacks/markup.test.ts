import test from 'ava';
import type { Mailbox } from '#contract/accounts.ts';
import type * as z from 'zod/mini';
import { seeLog } from '../support/public-log.ts';
import { startTestService } from '../support/service.ts';
import { waitFor } from '../support/wait-limit.ts';

const params = { id: 'fair' };
/** Ends an attribute, a title, a script and a line, each in one text. */
const hostile = (name: string) => `"'></title></script><script>alert(${name})</script>`;

test('texts of an organiser add no markup to pages, link previews and mails', async (t) => {
  const { url, operator, signIn } = await startTestService(t);
  const rules = { title: hostile('1'), prizes: [hostile('2'), hostile('3')] };
  await operator.call('createRaffle', { body: { ...params, ...rules } });
  const ann = await signIn('ann@example.org');
  await ann.buy('fair');
  const buyer = { email: 'bo@example.org' };
  const sale = { params, body: { quantity: 1, buyer }, idempotencyKey: 'one' };
  const { claimUrl } = await operator.call('sellTickets', sale);
  await operator.call('drawWinner', { params });
  const mails = await Promise.all(
    ['ann@example.org', buyer.email].map((address) => waitForMail(url, address)),
  );
  for (const { subject, html = '' } of mails) {
    t.regex(subject, /^[^\r\n]+$/);
    t.true(html.includes('alert(1)'), 'the title is in the mail');
    t.false(html.includes('<script'));
  }
  const pages = await Promise.all(
    [`${url}/raffles/fair`, `${url}/`, claimUrl, `${url}/dev/mailbox`].map(async (address) => {
      const reply = await fetch(address, { headers: { accept: 'text/html' } });
      t.is(reply.status, 200, address);
      t.true((reply.headers.get('content-type') ?? '').startsWith('text/html'), address);
      return reply.text();
    }),
  );
  for (const page of pages) t.false(page.includes('<script>alert'));
  t.true(pages[0]!.includes('alert(1)'), 'the title is in the page');
  t.true(pages[2]!.includes('alert(1)'), 'the title is in the page of the link');
  t.is((await seeLog(url, 'fair')).entries.length, 5);
});

/** Waits for the first mail to an address that is not a code. */
async function waitForMail(url: string, address: string) {
  return waitFor(`a mail to ${address}`, async () => {
    const headers = { accept: 'application/json' };
    const reply = await fetch(`${url}/dev/mailbox?to=${address}`, { headers });
    const { messages } = (await reply.json()) as z.infer<typeof Mailbox>;
    return messages.findLast(({ code }) => code === '');
  });
}
