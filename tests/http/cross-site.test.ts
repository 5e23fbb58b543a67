import test, { type ExecutionContext } from 'ava';
import { expectProblem } from '../support/problems.ts';
import { postJson, startTestService } from '../support/service.ts';

/** Buys a ticket with a participant's cookie and these headers, as a page of another site would. */
async function buyFrom(t: ExecutionContext, headers: Record<string, string>) {
  const { url, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const key = { 'idempotency-key': 'one' };
  const filled = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace('<own>', url)]),
  );
  const reply = await ada.fetch(
    '/api/raffles/demo/tickets',
    postJson({ quantity: 1 }, { ...key, ...filled }),
  );
  const { sold } = (await (await fetch(`${url}/api/raffles/demo`)).json()) as { sold: number };
  return { reply, sold };
}

const foreign: Record<string, Record<string, string>> = {
  'Sec-Fetch-Site cross-site': { 'sec-fetch-site': 'cross-site' },
  'Sec-Fetch-Site same-site': { 'sec-fetch-site': 'same-site' },
  'Sec-Fetch-Site cross-site and our own Origin': {
    'sec-fetch-site': 'cross-site',
    origin: '<own>',
  },
  'a foreign Origin': { origin: 'https://evil.example' },
  'the Origin null': { origin: 'null' },
  'an Origin that begins with ours': { origin: '<own>.evil.example' },
};

for (const [name, headers] of Object.entries(foreign)) {
  test(`a purchase with ${name} is refused and sells nothing`, async (t) => {
    const { reply, sold } = await buyFrom(t, headers);
    await expectProblem(t, reply, 'cross-site-request');
    t.is(sold, 0);
  });
}

const own: Record<string, Record<string, string>> = {
  'Sec-Fetch-Site same-origin': { 'sec-fetch-site': 'same-origin', origin: '<own>' },
  'our own Origin': { origin: '<own>' },
  'neither header, as sent by a program': {},
};

for (const [name, headers] of Object.entries(own)) {
  test(`a purchase with ${name} is accepted`, async (t) => {
    const { reply, sold } = await buyFrom(t, headers);
    t.is(reply.status, 201);
    t.is(sold, 1);
  });
}

const mediaTypes = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/jsonp',
  'text/plain; application/json',
];

for (const type of mediaTypes) {
  test(`a purchase sent as ${type}, which a form can send, is refused`, async (t) => {
    const { reply, sold } = await buyFrom(t, { 'content-type': type });
    await expectProblem(t, reply, 'unsupported-media-type');
    t.is(sold, 0);
  });
}

test('another site can neither sign a participant in or out nor request codes', async (t) => {
  const { url, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const headers = { 'sec-fetch-site': 'cross-site' };
  const email = 'ada@example.org';
  for (const [path, init] of [
    ['/api/sign-in/sessions/current', { method: 'DELETE', headers }],
    ['/api/sign-in/codes', postJson({ email }, headers)],
    ['/api/sign-in/sessions', postJson({ email, code: '00000000' }, headers)],
  ] as const) {
    await expectProblem(t, await ada.fetch(path, init), 'cross-site-request');
  }
  t.is((await ada.fetch('/api/me')).status, 200);
  t.is((await fetch(`${url}/api/raffles`)).status, 200);
});
