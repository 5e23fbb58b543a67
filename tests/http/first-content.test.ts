import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { FirstContent } from '../../services/raffle/http/pages/first-content.ts';
import { builtApp } from '../support/built-app.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

/** Writes a renderer that shows what it was given, and how often it was called. */
function writeRenderer(
  folder: string,
  body = 'count += 1; return write(raffle, locale, url);',
): void {
  const write = '(raffle, ...rest) => [raffle.id, raffle.remaining, ...rest, count].join(" ")';
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, 'first-content.js'),
    `let count = 0; let hasYielded = false; setImmediate(() => (hasYielded = true)); const write = ${write};
export function renderFirstList(raffles, locale) {
  return [...raffles.map(({ id, status }) => id + ' ' + status), locale].join();
}
export function renderFirstContent(raffle, locale, url) { ${body} }`,
  );
}

/** Starts a service whose pages have a first content. */
async function startWithContent(t: ExecutionContext, body?: string, log?: (line: string) => void) {
  const participantDir = builtApp(t);
  const folder = join(participantDir, 'first-content');
  mkdirSync(folder);
  writeRenderer(folder, body);
  const index = '<!doctype html><title>Raffle</title><body><div id="page"></div></body>';
  writeFileSync(join(participantDir, 'page', 'index.html'), index);
  const service = await startTestService(t, {
    participantDir,
    ...(log === undefined ? {} : { log }),
  });
  /** The content of a page before its scripts have run. */
  const read = async (path: string, language = 'en-GB') => {
    const headers = { accept: 'text/html', 'accept-language': language };
    const reply = await fetch(service.url + path, { headers });
    const html = await reply.text();
    return /<div id="first-content">(.*)<\/div><div id="page"><\/div>/.exec(html)?.[1];
  };
  return { ...service, read };
}

test('a raffle’s page has a first content in the reader’s language, and other pages have none', async (t) => {
  const { url, read } = await startWithContent(t);
  t.is(await read('/raffles/demo'), `demo 100 en-GB ${url} 1`);
  t.is(await read('/'), `demo 100 en-GB ${url} 1`, 'the only raffle');
  t.is(await read('/raffles/demo', 'de-AT,en;q=0.5'), `demo 100 de-AT ${url} 2`);
  t.is(await read('/raffles/demo?locale=de'), `demo 100 de ${url} 3`);
  for (const path of ['/raffles/demo/result', '/raffles/demo/poster', '/receipt', '/nope']) {
    t.is(await read(path), undefined, path);
  }
});

test('the start page with several raffles lists them, the newest first, and no rehearsals', async (t) => {
  const { operator, read } = await startWithContent(t);
  const create = async (id: string, changes: object = {}) =>
    operator.call('createRaffle', { body: { id, title: id, ...changes } });
  await create('fair');
  await create('trial', { rehearsal: true });
  t.is(await read('/'), 'fair open,demo open,en-GB');
  await operator.call('closeRaffle', { params: { id: 'demo' } });
  t.is(await read('/'), 'fair open,demo closed,en-GB', 'a change of a state is shown at once');
  for (let count = 1; count <= 99; count += 1) await create(`r${count}`);
  const listed = (await read('/'))!.split(',');
  t.is(listed.length, 101, 'a hundred of them, and the locale');
  t.deepEqual([listed[0], listed[99]], ['r99 open', 'fair open']);
});

test('a reader’s language that is not one of a few has no formats of its own', async (t) => {
  const { url, read } = await startWithContent(t);
  for (const language of ['en-AU-x-1', 'fr', 'xx-${1}', '*']) {
    t.is(await read(`/raffles/demo?locale=${language}`, 'de-CH'), `demo 100 de-CH ${url} 1`);
  }
});

test('a first content that fails is logged, and the page is sent without it', async (t) => {
  const lines: string[] = [];
  const { read } = await startWithContent(t, 'throw new Error("broken");', (line) =>
    lines.push(line),
  );
  t.is(await read('/raffles/demo'), undefined);
  const errors = lines.map((line) => JSON.parse(line) as { level: number; page?: string });
  t.deepEqual(
    errors.filter(({ level }) => level >= 50).map(({ page }) => page),
    ['en-GB demo'],
  );
});

test('during a rush a raffle is rendered once in a second, and a change of its rules is shown at once', async (t) => {
  const folder = temporaryFolder(t);
  writeRenderer(folder);
  const { operator } = await startTestService(t);
  const view = await operator.call('showRaffle', { params: { id: 'demo' } });
  const logger = { error: () => t.fail() };
  const publicUrl = 'https://raffle.example.org';
  let now = 0;
  const content = new FirstContent({ firstContentDir: folder, publicUrl, logger, now: () => now });
  const render = (changes: object) => content.render({ ...view, ...changes }, 'en');
  t.is(await render({}), `demo 100 en ${publicUrl} 1`);
  now = 999;
  t.is(await render({ version: 2, remaining: 99 }), `demo 100 en ${publicUrl} 1`);
  t.is(await render({ version: 3, rules: 2 }), `demo 100 en ${publicUrl} 2`);
  now = 2000;
  t.is(await render({ version: 3, rules: 2 }), `demo 100 en ${publicUrl} 2`, 'nothing has changed');
  t.is(await render({ version: 4, rules: 2, remaining: 98 }), `demo 98 en ${publicUrl} 3`);
  t.is(await render({ version: 5, rules: 2, status: 'closed' }), `demo 100 en ${publicUrl} 4`);
});

test('requests that wait for the renderer share one rendering, in a later turn of the event loop', async (t) => {
  const folder = temporaryFolder(t);
  writeRenderer(folder, 'count += 1; return `${count} ${hasYielded}`;');
  const { operator } = await startTestService(t);
  const view = await operator.call('showRaffle', { params: { id: 'demo' } });
  const logger = { error: () => t.fail() };
  const publicUrl = 'https://raffle.example.org';
  const content = new FirstContent({ firstContentDir: folder, publicUrl, logger, now: () => 0 });
  const pages = await Promise.all(Array.from({ length: 5 }, () => content.render(view, 'en')));
  t.deepEqual(new Set(pages), new Set(['1 true']));
});

test('a first content that fails is logged once in a second, and shown when it works again', async (t) => {
  const folder = temporaryFolder(t);
  writeRenderer(folder, 'count += 1; if (count < 3) throw new Error("broken"); return "works";');
  const { operator } = await startTestService(t);
  const view = await operator.call('showRaffle', { params: { id: 'demo' } });
  let [now, errors] = [0, 0];
  const logger = { error: () => (errors += 1) };
  const publicUrl = 'https://raffle.example.org';
  const content = new FirstContent({ firstContentDir: folder, publicUrl, logger, now: () => now });
  for (const time of [0, 0, 999, 1000, 1999]) {
    now = time;
    t.is(await content.render(view, 'en'), '');
  }
  t.is(errors, 2);
  now = 2000;
  t.is(await content.render(view, 'en'), 'works');
  t.is(errors, 2);
});

test('contents of many raffles do not pile up', async (t) => {
  const folder = temporaryFolder(t);
  writeRenderer(folder);
  const { operator } = await startTestService(t);
  const view = await operator.call('showRaffle', { params: { id: 'demo' } });
  const content = new FirstContent({
    firstContentDir: folder,
    publicUrl: 'https://raffle.example.org',
    logger: { error: () => t.fail() },
  });
  for (let count = 1; count <= 201; count += 1)
    await content.render({ ...view, id: `r${count}` }, 'en');
  t.is(
    await content.render({ ...view, id: 'r201' }, 'en'),
    'r201 100 en https://raffle.example.org 201',
  );
  t.is(
    await content.render({ ...view, id: 'r1' }, 'en'),
    'r1 100 en https://raffle.example.org 202',
  );
});
