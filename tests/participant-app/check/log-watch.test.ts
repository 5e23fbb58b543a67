import '../../support/browser-globals.ts';
import test from 'ava';
import type { LogSource } from '#contract/log-source.ts';
import { trustedCheckpoint } from '../../../participant-app/shared/trusted-checkpoint.ts';
import { watchLog } from '../../../participant-app/features/check/log-watch.ts';
import { lines, rewritten, showLog } from '../../support/shown-log.ts';
import { sealedLogKey } from '../../support/sealed-log.ts';

const url = 'https://raffle.example/raffles/spring';
const source = showLog(sealedLogKey, lines);
const trusted = () =>
  trustedCheckpoint({ serviceUrl: 'https://raffle.example', raffleId: 'spring' });
const watch = (shown: LogSource) =>
  watchLog({
    trusted: trusted(),
    isFirstVisit: trusted().load() === undefined,
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

test.serial('a first visit reports nothing, even if the log grows during it', async (t) => {
  const watch = visit();
  source.show(lines.slice(0, 4));
  t.is(await watch.look(), undefined);
  source.show(lines.slice(0, 6));
  t.is(await watch.look(), undefined);
  t.true(trusted().load()!.note.includes('\n6\n'));
});

test.serial('a later visit reports all entries added since the visit before', async (t) => {
  source.show(lines.slice(0, 4));
  await visit().look();
  const watch = visit();
  t.deepEqual(await watch.look(), { status: 'same', size: 4 });
  source.show(lines.slice(0, 6));
  t.deepEqual(await watch.look(), { status: 'grown', from: 4, to: 6 });
  source.show(lines);
  t.deepEqual(await watch.look(), { status: 'grown', from: 4, to: lines.length });
  t.deepEqual(await visit().look(), { status: 'same', size: lines.length });
});

test.serial(
  'a fork leaves the stored log unchanged and is reported at the next visit, too',
  async (t) => {
    await visit().look();
    const before = trusted().load();
    source.show(rewritten);
    for (const watch of [visit(), visit()]) t.is((await watch.look())?.status, 'fork');
    t.deepEqual(trusted().load(), before);
    source.show(lines);
    t.is((await visit().look())?.status, 'same');
  },
);

test.serial('accepting the log drops the earlier checkpoint', async (t) => {
  await visit().look();
  source.show(rewritten);
  const watch = visit();
  t.is((await watch.look())?.status, 'fork');
  trusted().clear();
  t.is(await watch.look(), undefined);
  t.is((await visit().look())?.status, 'same');
});

test.serial('a failed comparison is reported to returning visitors only', async (t) => {
  const dark = { ...source, checkpoint: async () => 'not signed' };
  const look = () => watch(dark).look();
  t.is(await look(), undefined);
  await visit().look();
  t.deepEqual(await look(), { status: 'unchecked', why: 'unsigned' });
});

test.serial('without browser storage nothing is reported', async (t) => {
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
