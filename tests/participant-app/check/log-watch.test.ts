import '../../support/browser-globals.ts';
import test from 'ava';
import type { LogSource } from '#contract/log-source.ts';
import { keptHead } from '../../../participant-app/check/kept-head.ts';
import { watchLog } from '../../../participant-app/check/log-watch.ts';
import { lines, rewritten } from '../../support/fork-evidence.ts';
import { sealedLogKey } from '../../support/sealed-log.ts';
import { showLog } from '../../support/shown-log.ts';

const url = 'https://raffle.example/raffles/spring';
const source = showLog(sealedLogKey, lines);
const kept = () => keptHead({ serviceUrl: 'https://raffle.example', raffleId: 'spring' });
const watch = (shown: LogSource) =>
  watchLog({
    kept: kept(),
    isFirstVisit: kept().load() === undefined,
    raffleId: 'spring',
    url,
    source: shown,
    againAfterMs: 5,
  });
const visit = () => watch(source);

test.afterEach.always(() => {
  localStorage.clear();
  source.show(lines);
});

test.serial(
  'on a first visit there is nothing to tell, however the log grows meanwhile',
  async (t) => {
    const watch = visit();
    source.show(lines.slice(0, 4));
    t.is(await watch.look(), undefined);
    source.show(lines.slice(0, 6));
    t.is(await watch.look(), undefined);
    t.regex(kept().load()!.note, /\n6\n/);
  },
);

test.serial('a later visit tells all that was added since the one before', async (t) => {
  source.show(lines.slice(0, 4));
  await visit().look();
  const watch = visit();
  t.deepEqual(await watch.look(), { kind: 'same', size: 4 });
  source.show(lines.slice(0, 6));
  t.deepEqual(await watch.look(), { kind: 'grown', from: 4, to: 6 });
  source.show(lines);
  t.deepEqual(await watch.look(), { kind: 'grown', from: 4, to: lines.length });
  t.deepEqual(await visit().look(), { kind: 'same', size: lines.length });
});

test.serial(
  'a fork leaves what was kept as it is, and is there at the next visit too',
  async (t) => {
    await visit().look();
    const before = kept().load();
    source.show(rewritten);
    for (const watch of [visit(), visit()]) t.is((await watch.look())?.kind, 'fork');
    t.deepEqual(kept().load(), before);
    source.show(lines);
    t.is((await visit().look())?.kind, 'same');
  },
);

test.serial('who begins anew has nothing from before', async (t) => {
  await visit().look();
  source.show(rewritten);
  const watch = visit();
  t.is((await watch.look())?.kind, 'fork');
  kept().clear();
  t.is(await watch.look(), undefined);
  t.is((await visit().look())?.kind, 'same');
});

test.serial(
  'what could not be compared is told to whoever came back, and to nobody else',
  async (t) => {
    const dark = { ...source, checkpoint: async () => 'not signed' };
    const look = () => watch(dark).look();
    t.is(await look(), undefined);
    await visit().look();
    t.deepEqual(await look(), { kind: 'unchecked', why: 'unsigned' });
  },
);

test.serial('where a browser keeps nothing, nothing is said', async (t) => {
  const forbidden = () => {
    throw new DOMException('forbidden', 'SecurityError');
  };
  const own = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')!;
  Object.defineProperty(globalThis, 'localStorage', { get: forbidden, configurable: true });
  t.teardown(() => Object.defineProperty(globalThis, 'localStorage', own));
  const watch = visit();
  t.is(await watch.look(), undefined);
  t.is(await watch.look(), undefined);
  t.is(await visit().look(), undefined);
});
