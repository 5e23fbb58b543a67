import test from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import { club, fetchFrom, school, startEmbeddableService, tokenFor } from '../support/embedding.ts';
import { expectProblem } from '../support/problems.ts';
import { postJson, startTestService, type Participant } from '../support/service.ts';
import { withoutRandomText } from '../support/random-text.ts';

const details = { name: 'Zuleika Ångström', phone: '+44 20 7946 0958', mayShowName: true };

const put = (person: Participant, body: unknown, headers: Record<string, string> = {}) =>
  person.fetch('/api/me', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function readMe(person: Participant): Promise<Record<string, unknown>> {
  const { account } = (await (await person.fetch('/api/me')).json()) as never;
  return account;
}

test('a participant sets details, reads them, and removes them', async (t) => {
  const { signIn, dataDir, stop } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const before = await readMe(ada);
  t.deepEqual(Object.keys(before), ['id', 'email']);
  const reply = await put(ada, details);
  t.is(reply.status, 200);
  t.is(reply.headers.get('cache-control'), 'no-store');
  t.deepEqual(await reply.json(), { account: { ...before, ...details } });
  t.deepEqual(await readMe(ada), { ...before, ...details });
  await put(ada, { mayShowName: false });
  t.deepEqual(await readMe(ada), { ...before, ...details, mayShowName: false });
  await stop();
  const again = await startTestService(t, { dataDir });
  const back = await again.signIn('ada@example.org');
  t.deepEqual(await readMe(back), { ...before, ...details, mayShowName: false });
  await put(back, { name: null, phone: null, mayShowName: null });
  t.deepEqual(await readMe(back), before);
});

test('white space around name and telephone number is dropped', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  await put(ada, { name: '  Ada  ', phone: ' (020) 7946-0958 ' });
  t.like(await readMe(ada), { name: 'Ada', phone: '(020) 7946-0958' });
});

const invalid: Readonly<Record<string, unknown>> = {
  'a name of spaces': { name: '   ' },
  'a name of 101 characters': { name: 'x'.repeat(101) },
  'a name of two lines': { name: 'Ada\nBcc: x' },
  'a name with a line separator': { name: 'Ada\u2028x' },
  'a name with HTML': { name: '<b>Ada</b>' },
  'a name that is not visible': { name: '\u2800' },
  'a name with half a character': { name: 'Ada \uD800' },
  'a name that is no text': { name: 1 },
  'a telephone number of letters': { phone: 'call me' },
  'a telephone number without a digit': { phone: '+()' },
  'a telephone number of 41 characters': { phone: '1'.repeat(41) },
  'a telephone number of two lines': { phone: '1\n2' },
  'an empty telephone number': { phone: '' },
  'a consent that is no decision': { mayShowName: 'yes' },
  'an unknown member': { name: 'Ada', email: 'eve@example.org' },
  'a list': [],
};

for (const [what, body] of Object.entries(invalid)) {
  test(`${what} is refused, and nothing is changed`, async (t) => {
    const { signIn } = await startTestService(t);
    const ada = await signIn('ada@example.org');
    await put(ada, details);
    const before = await readMe(ada);
    const { detail } = await expectProblem(t, await put(ada, body), 'invalid-request');
    t.true(String(detail).endsWith('Nothing was changed.'));
    t.deepEqual(await readMe(ada), before);
  });
}

test('only the signed-in account, from the service’s own pages, changes its details', async (t) => {
  const { url, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const body = JSON.stringify(details);
  const headers = { 'content-type': 'application/json' };
  const anonymous = await fetch(`${url}/api/me`, { method: 'PUT', headers, body });
  await expectProblem(t, anonymous, 'sign-in-required');
  const foreign = await put(ada, details, { 'sec-fetch-site': 'cross-site' });
  await expectProblem(t, foreign, 'cross-site-request');
  t.deepEqual(Object.keys(await readMe(ada)), ['id', 'email']);
});

test('an embedded app changes the details of its account, from its own site only', async (t) => {
  const { url, signIn } = await startEmbeddableService(t);
  const ada = await signIn('ada@example.org');
  const token = await tokenFor(ada, club);
  const change = { ...postJson(details), method: 'PUT' };
  const foreign = await fetchFrom(school, `${url}/api/me`, { token, ...change });
  await expectProblem(t, foreign, 'sign-in-required');
  const reply = await fetchFrom(club, `${url}/api/me`, { token, ...change });
  t.is(reply.status, 200);
  t.like(await readMe(ada), details);
});

test('an account may change its details only so often; other accounts are not affected', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const max = limits.detailChangesPerAccountPerHourMax;
  for (let count = 0; count < max; count += 1) {
    t.is((await put(ada, { name: `Ada ${count}` })).status, 200);
  }
  const refused = await put(ada, { name: 'Eve' });
  t.true(Number(refused.headers.get('retry-after')) > 0);
  await expectProblem(t, refused, 'rate-limited');
  t.is((await readMe(ada))['name'], `Ada ${max - 1}`);
  t.is((await put(await signIn('bob@example.org'), details)).status, 200);
});

test('operators see name, telephone number and consent beside the tickets; a withdrawn consent is gone', async (t) => {
  const { operator, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  await ada.buy('demo');
  const read = async () => {
    const { tickets } = await operator.call('listSoldTickets', { params: { id: 'demo' } });
    const { name, phone, mayShowName } = tickets[0]!;
    return { name, phone, mayShowName };
  };
  t.deepEqual(await read(), { name: undefined, phone: undefined, mayShowName: undefined });
  await put(ada, details);
  t.deepEqual(await read(), details);
  await put(ada, { mayShowName: false, phone: null });
  t.deepEqual(await read(), { name: details.name, phone: undefined, mayShowName: undefined });
});

/** Everything that clients without the operator's key or the person's cookie can read. */
async function readPublic(url: string): Promise<string> {
  const paths = ['', '/demo', '/demo/log', '/demo/checkpoint', '/demo/draw'];
  const addresses = [...paths.map((path) => `/api/raffles${path}`), '/metrics', '/raffles/demo'];
  const texts = addresses.map(async (path) => (await fetch(url + path)).text());
  return (await Promise.all(texts)).join('\n');
}

test('name and telephone number are in no log line, metric, public reply, log or audit bundle', async (t) => {
  const lines: string[] = [];
  const service = await startTestService(t, { log: (line) => lines.push(line) });
  const { operator, url, signIn } = service;
  const ada = await signIn('ada@example.org');
  t.is((await put(ada, details)).status, 200);
  await expectProblem(t, await put(ada, { ...details, other: 1 }), 'invalid-request');
  await ada.buy('demo');
  const params = { id: 'demo' };
  await operator.call('drawWinner', { params });
  const audit = JSON.stringify(await operator.call('fetchAudit', { params }));
  const texts = [await readPublic(url), lines.join('\n'), audit].map(withoutRandomText);
  for (const text of texts) {
    t.true(text.length > 0);
    for (const secret of ['Zuleika', 'ngstr', '7946 0958', '2079460958', 'mayShowName']) {
      t.false(text.includes(secret), secret);
    }
  }
});
