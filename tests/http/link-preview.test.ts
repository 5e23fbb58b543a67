import test, { type ExecutionContext } from 'ava';
import { createMailFormat } from '../../services/raffle/mail/raffle-mails/mail-format.ts';
import { builtApp, titleOf } from '../support/built-app.ts';
import { chromiumPicture } from '../support/pictures.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestService } from '../support/service.ts';

async function startPreviews(t: ExecutionContext) {
  const service = await startTestService(t, { participantDir: builtApp(t) });
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const asked = Object.entries({ accept: 'text/html', ...headers });
    const reply = await sendRaw(service.url, { method: 'GET', target: path, headers: asked });
    return readHead(await reply.text());
  };
  return { ...service, read };
}

interface Head {
  readonly title: string | undefined;
  readonly canonical: string | undefined;
  /** The content of meta tags, by `name` or `property`. */
  readonly meta: Readonly<Record<string, string>>;
}

function readHead(html: string): Head {
  const tags = html.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)" \/>/g);
  const canonical = /<link rel="canonical" href="([^"]*)" \/>/.exec(html)?.[1];
  return {
    title: titleOf(html),
    canonical,
    meta: Object.fromEntries([...tags].map(([, name, content]) => [name, content])),
  };
}

const closesAt = '2099-12-05T18:00:00.000Z';
const drawAt = '2099-12-05T20:00:00.000Z';

test('a link preview names prizes, price, end of sales, draw and what is left, with the picture', async (t) => {
  const { url, operator, read } = await startPreviews(t);
  const file = { bytes: new Uint8Array(chromiumPicture('image/png')), type: 'image/png' };
  const { picture } = await operator.call('uploadPicture', { file });
  await operator.call('createRaffle', {
    body: {
      id: 'fair',
      title: 'Summer fair',
      capacity: 1200,
      prizes: ['Hamper', 'Wine', 'Book', 'Mug', 'Pen'],
      closesAt,
      notice: { price: { amount: 200, currency: 'GBP' }, drawAt, picture },
    },
  });
  // Whatever host a request names, addresses are the service's own.
  const { title, canonical, meta } = await read('/raffles/fair', { host: 'evil.example' });
  const { time } = createMailFormat('en');
  const description = `Prizes: Hamper, Wine, Book, 2 more. £2.00 per ticket. Sales end: ${time(closesAt)}. Draw: ${time(drawAt)}. 1,200 of 1,200 tickets left.`;
  t.is(title, 'Summer fair · Tickets on sale');
  t.is(canonical, `${url}/raffles/fair`);
  t.deepEqual(meta, {
    'og:type': 'website',
    'og:title': 'Summer fair · Tickets on sale',
    'og:url': `${url}/raffles/fair`,
    'og:image': `${url}/api/pictures/${picture}`,
    'twitter:card': 'summary_large_image',
    description,
    'og:description': description,
  });
  const german = await read('/raffles/fair', { 'accept-language': 'de' });
  const de = createMailFormat('de');
  t.is(
    german.meta['description'],
    [
      'Gewinne: Hamper, Wine, Book, 2 weitere.',
      `${de.money(200, 'GBP')} pro Los.`,
      `Verkaufsende: ${de.time(closesAt)}.`,
      `Ziehung: ${de.time(drawAt)}.`,
      '1.200 von 1.200 Losen übrig.',
    ].join(' '),
  );
});

test('a link preview without a picture has the icon', async (t) => {
  const { url, read } = await startPreviews(t);
  const { meta } = await read('/raffles/demo');
  t.is(meta['og:image'], `${url}/favicon.png`);
  t.is(meta['twitter:card'], 'summary');
});

test('a link preview escapes title and prize', async (t) => {
  const { url, operator } = await startPreviews(t);
  const title = `"'><script>alert(1)</script>$&$1 \u202Egnp & Söhne`;
  await operator.call('createRaffle', { body: { id: 'bad', title, prizes: [title] } });
  const html = await (await fetch(`${url}/raffles/bad`)).text();
  t.false(html.includes('<script>'));
  t.false(html.includes('\u202E'), 'direction controls');
  const shown = '&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp;$1 gnp &amp; Söhne';
  const { title: shownTitle, meta } = readHead(html);
  t.is(shownTitle, `${shown} · Tickets on sale`);
  t.is(meta['og:title'], `${shown} · Tickets on sale`);
  t.is(meta['og:description'], `Prize: ${shown}. 100 of 100 tickets left.`);
});

test('a link preview of a drawn raffle names no winning number', async (t) => {
  const { url, operator, signIn, read } = await startPreviews(t);
  await operator.call('createRaffle', { body: { id: 'one', title: 'One', capacity: 731 } });
  await (await signIn('ann@example.org')).buy('one');
  await operator.call('drawWinner', { params: { id: 'one' } });
  const description = 'The draw has been made. See the result.';
  for (const path of ['/raffles/one', '/raffles/one/result', '/raffles/one/receipts']) {
    const { title, meta } = await read(path);
    t.like(meta, { description, 'og:description': description, 'og:title': title });
  }
  t.is((await read('/raffles/one')).title, 'One · Drawn');
  t.is((await read('/raffles/one/result')).canonical, `${url}/raffles/one/result`);
  t.is((await read('/raffles/one/receipts')).canonical, `${url}/raffles/one`);
});

test('the start page previews its only raffle, or names the newest ones without rehearsals', async (t) => {
  const { url, operator, read } = await startPreviews(t);
  const open = (id: string, rules = {}) =>
    operator.call('createRaffle', { body: { id, title: `Raffle ${id}`, ...rules } });
  await open('try', { rehearsal: true });
  t.like(await read('/'), {
    title: 'Demo raffle · Tickets on sale',
    canonical: `${url}/raffles/demo`,
  });
  await open('one');
  const { title, canonical, meta } = await read('/');
  t.deepEqual([title, canonical], ['Raffles', `${url}/`]);
  t.is(meta['og:description'], 'Raffles here: Raffle one, Demo raffle.');
});

test('a page without a preview names no address', async (t) => {
  const { read } = await startPreviews(t);
  const none = { canonical: undefined, meta: {} };
  t.deepEqual(await read('/receipt'), { title: 'Check a receipt', ...none });
  t.deepEqual(await read('/raffles/none'), { title: 'Page not found', ...none });
});

test('a short address leads to the raffle’s page', async (t) => {
  const { url } = await startPreviews(t);
  const go = (path: string) => fetch(url + path, { redirect: 'manual' });
  const reply = await go('/r/demo');
  t.deepEqual([reply.status, reply.headers.get('location')], [302, '/raffles/demo']);
  t.is((await go('/r/%2F%2Fevil.example')).headers.get('location'), '/raffles/%2F%2Fevil.example');
  t.is((await go('/r/demo?locale=de')).headers.get('location'), '/raffles/demo?locale=de');
  const capitals = await fetch(`${url}/r/Demo`, { headers: { accept: 'text/html' } });
  t.is(capitals.url, `${url}/raffles/demo`);
});

test('every page has an icon, as SVG and as PNG', async (t) => {
  const { url } = await startPreviews(t);
  const types = {
    '/favicon.svg': 'image/svg+xml',
    '/favicon.png': 'image/png',
    '/favicon.ico': 'image/png',
    '/apple-touch-icon.png': 'image/png',
  };
  for (const [path, type] of Object.entries(types)) {
    const icon = await fetch(url + path);
    t.is(icon.status, 200, path);
    t.is(icon.headers.get('content-type')!.split(';')[0], type, path);
  }
});
