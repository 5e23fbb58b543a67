import { setTimeout as delay } from 'node:timers/promises';
import { Purchase } from '#contract/tickets.ts';

export interface Buyer {
  /** Sends a purchase. Default for the idempotency key: a new one. */
  buy(raffleId: string, quantity: number, key?: string): Promise<Response>;
  /** Reads an address with this buyer's session. */
  get(path: string): Promise<Response>;
}

/**
 * Signs in with the code that the service mails.
 *
 * @throws {Error} No code is mailed, it is refused, or behind https a cookie is not `Secure`.
 */
export async function signInByMail(
  publicUrl: string,
  { email, mails }: { readonly email: string; readonly mails: readonly string[] },
): Promise<Buyer> {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(publicUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const asked = await post('/api/sign-in/codes', { email });
  const code = await readCode(mails, email);
  const signedIn = await post(
    '/api/sign-in/sessions',
    { email, code },
    { cookie: cookiesOf(asked) },
  );
  requireStatus(signedIn, 201);
  const isSecure = signedIn.headers.getSetCookie().every((each) => /; Secure/i.test(each));
  if (publicUrl.startsWith('https:') && !isSecure)
    throw new Error('A cookie is not Secure behind https.');
  const cookie = cookiesOf(signedIn);
  return {
    buy: (raffleId, quantity, key = crypto.randomUUID()) =>
      post(`/api/raffles/${raffleId}/tickets`, { quantity }, { cookie, 'idempotency-key': key }),
    get: (path) => fetch(publicUrl + path, { headers: { cookie } }),
  };
}

/** @throws {Error} The purchase was refused. */
export async function readPurchase(reply: Response): Promise<Purchase> {
  requireStatus(reply, 201);
  return Purchase.parse(await reply.json());
}

export function requireStatus({ status, url }: Response, expected: number): void {
  if (status !== expected) throw new Error(`${url} answers ${status} instead of ${expected}.`);
}

async function readCode(mails: readonly string[], email: string): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const mail = mails.findLast((each) => each.includes(`To: ${email}`)) ?? '';
    const code = /^\d{8}\r?$/m.exec(mail)?.[0].trim();
    if (code !== undefined) return code;
    await delay(50);
  }
  throw new Error('No sign-in code was mailed.');
}

function cookiesOf(reply: Response): string {
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
