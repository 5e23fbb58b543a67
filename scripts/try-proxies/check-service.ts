import { setTimeout as delay } from 'node:timers/promises';

export interface ServiceBehindProxy {
  readonly publicUrl: string;
  readonly adminUrl: string;
  /** The mails that the service has sent. */
  readonly mails: readonly string[];
  /** Runs the command line with an operator's key. */
  readonly raffle: (...words: string[]) => Promise<string>;
}

/** How long a change may take to reach a reader through the proxy. */
const liveMsMax = 5_000;

/**
 * Opens a raffle, signs in by mail, buys, and watches the purchase arrive on a live stream.
 *
 * @throws {Error} One of these fails.
 */
export async function checkService({
  publicUrl,
  mails,
  raffle,
}: ServiceBehindProxy): Promise<void> {
  await raffle('create', '--title', 'Spring fair', '--id', 'spring');
  const stream = await fetch(`${publicUrl}/api/raffles/spring/stream`);
  const reader = stream.body?.getReader();
  if (reader === undefined) throw new Error('The live stream has no body.');
  await requireEvent(reader, '"sold":0');
  const email = 'ann@example.org';
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(publicUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const asked = await post('/api/sign-in/codes', { email });
  const cookie = cookiesOf(asked);
  const code = await readCode(mails);
  const signedIn = await post('/api/sign-in/sessions', { email, code }, { cookie });
  requireStatus(signedIn, 201);
  const session = cookiesOf(signedIn);
  const isSecure = signedIn.headers.getSetCookie().every((each) => /; Secure/i.test(each));
  if (!isSecure) throw new Error('A cookie is not Secure behind https.');
  const bought = await post(
    '/api/raffles/spring/tickets',
    { quantity: 2 },
    { cookie: session, 'idempotency-key': crypto.randomUUID() },
  );
  requireStatus(bought, 201);
  await requireEvent(reader, '"sold":2');
  await reader.cancel();
  await raffle('audit', 'spring');
}

/** Reads events until one has the text. */
async function requireEvent(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  wanted: string,
): Promise<void> {
  let text = '';
  const startedAt = performance.now();
  while (!text.includes(wanted)) {
    const chunk = await Promise.race([reader.read(), delay(liveMsMax)]);
    if (chunk?.value === undefined || performance.now() - startedAt > liveMsMax) {
      throw new Error(`No event with ${wanted} arrived within ${liveMsMax} ms.`);
    }
    text += Buffer.from(chunk.value).toString();
  }
}

async function readCode(mails: readonly string[]): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const code = /^\d{8}\r?$/m.exec(mails.at(-1) ?? '')?.[0].trim();
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

function requireStatus({ status, url }: Response, expected: number): void {
  if (status !== expected) throw new Error(`${url} answers ${status} instead of ${expected}.`);
}
