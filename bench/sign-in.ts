import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { compareWithNoOps, type Target } from './support/compare.ts';
import { EntriesOnDisk, prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark } from './support/figure.ts';
import type { RequestText } from './support/http-messages.ts';

const codes = '/api/sign-in/codes';
const sessions = '/api/sign-in/sessions';
/** The mailbox of a service in development keeps 1,000 mails. */
const mailboxSize = 1_000;
const codesAtOnce = 6_000;

/** Sign-in of people who are new, each in a browser of its own: the request for a code, then the code. */
export const signIn: Benchmark = ({ against }) =>
  withFolder(async (path) => {
    await prepareFolder(path, { people: 0, sold: {} });
    const accounts = new EntriesOnDisk(join(path, 'accounts.journal'), 'account-enrolled');
    const kinds = [
      {
        name: 'sign-in code requested',
        prepare: (count: number) => newAddresses(count).map(requestCode),
        status: 202,
        route: codes,
      },
      {
        name: 'signed in with a code',
        prepare: prepareSignIns,
        status: 201,
        route: sessions,
        loadSize: codesAtOnce,
        check: (count: number) => accounts.require(count),
      },
    ];
    return compareWithNoOps(path, kinds, { against });
  });

function newAddresses(count: number): string[] {
  return Array.from({ length: count }, () => `${randomUUID()}@example.org`);
}

function requestCode(email: string): RequestText {
  return post(codes, { email });
}

function post(path: string, body: object, headers: Readonly<Record<string, string>> = {}) {
  const text = JSON.stringify(body);
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  };
}

async function prepareSignIns(count: number, target: Target): Promise<RequestText[]> {
  const requests: RequestText[] = [];
  while (requests.length < count) {
    const size = Math.min(mailboxSize, count - requests.length);
    requests.push(...(await requestSome(size, target.server.url)));
  }
  return requests;
}

async function requestSome(count: number, url: string): Promise<RequestText[]> {
  const asked = newAddresses(count).map(async (email) => {
    const { method, path, headers, body } = requestCode(email);
    const reply = await fetch(url + path, { method, headers: { ...headers }, body: body! });
    const [cookie = ''] = reply.headers.getSetCookie();
    return { email, cookie: cookie.split(';')[0]! };
  });
  const browsers = await Promise.all(asked);
  const mailbox = await fetch(`${url}/dev/mailbox`, { headers: { accept: 'application/json' } });
  const { messages } = (await mailbox.json()) as { messages: { to: string; code: string }[] };
  const codeOf = new Map(messages.map(({ to, code }) => [to, code]));
  return browsers.map(({ email, cookie }) =>
    post(sessions, { email, code: codeOf.get(email) }, { cookie }),
  );
}
