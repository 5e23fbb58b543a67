import test from 'ava';
import { ServiceUnreachable } from '#contract/client.ts';
import type { LogSource } from '#contract/log-source.ts';
import { auditFork } from '#proof/audit-fork.ts';
import { compareLog } from '../../../participant-app/features/check/compare-log.ts';
import type { Comparison } from '../../../participant-app/features/check/comparison.ts';
import type { TrustedCheckpoint } from '../../../participant-app/shared/trusted-checkpoint.ts';
import { lines, rewritten, showLog, type ShownLog } from '../../support/shown-log.ts';
import { testLogKey } from '../../support/log-key.ts';
import { sealedLogKey } from '../../support/sealed-log.ts';
import { verdictOf } from '#proof/verdict.ts';

const url = 'https://raffle.example/raffles/spring';

function compare(trusted: TrustedCheckpoint | undefined, source: LogSource): Promise<Comparison> {
  return compareLog(trusted, { raffleId: 'spring', url, source, againAfterMs: 5 });
}

/** A browser that has seen the first entries of a log; the test decides what it is shown next. */
async function seen(size: number): Promise<{ trusted: TrustedCheckpoint; source: ShownLog }> {
  const source = showLog(sealedLogKey, lines.slice(0, size));
  const first = await compare(undefined, source);
  if (first.status !== 'first') throw new Error(first.status);
  source.asked.length = 0;
  return { trusted: first.head, source };
}

/** Returns the result of the comparison and the verdict on the saved evidence. */
function summarise(comparison: Comparison) {
  if (comparison.status !== 'fork') return { status: comparison.status };
  const { finding, evidence } = comparison;
  return {
    status: 'fork',
    finding,
    verdict: verdictOf(auditFork(JSON.parse(JSON.stringify(evidence)))),
  };
}

test('on the first visit the key is pinned and the checkpoint stored', async (t) => {
  const { trusted } = await seen(5);
  t.is(trusted.logKey, sealedLogKey.verifierKey);
  t.true(trusted.note.startsWith('raffle.example/raffles/spring\n5\n'));
});

test('an unchanged log needs one request, and a grown one a second for the consistency proof', async (t) => {
  const { trusted, source } = await seen(5);
  t.deepEqual(await compare(trusted, source), { status: 'same', size: 5 });
  t.deepEqual(source.asked, ['checkpoint']);
  source.show(lines);
  const grown = await compare(trusted, source);
  t.like(grown, { status: 'grown', from: 5, to: lines.length });
  t.deepEqual(source.asked, ['checkpoint', 'checkpoint', `consistency 5 ${lines.length}`]);
  const { head } = grown as Comparison & { status: 'grown' };
  t.deepEqual(head.before, { note: trusted.note, seenAt: trusted.seenAt });
  t.deepEqual(await compare(head, source), { status: 'same', size: lines.length });
});

test('a log that shrank is a fork, but a copy that is briefly behind is not', async (t) => {
  const { trusted, source } = await seen(5);
  source.show(lines.slice(0, 3));
  t.deepEqual(summarise(await compare(trusted, source)), {
    status: 'fork',
    finding: 'shorter',
    verdict: 'not-checked',
  });
  let isBehind = true;
  const checkpoint = async () => {
    source.show(lines.slice(0, isBehind ? 3 : 6));
    isBehind = false;
    return source.checkpoint();
  };
  t.like(await compare(trusted, { ...source, checkpoint }), { status: 'grown', from: 5, to: 6 });
});

test('another log of the same size under the same key is a fork with proof', async (t) => {
  const { trusted, source } = await seen(5);
  source.show(rewritten.slice(0, 5));
  t.deepEqual(summarise(await compare(trusted, source)), {
    status: 'fork',
    finding: 'rewritten',
    verdict: 'failed',
  });
});

test('a log that was rewritten and grew is a fork, and the evidence has the entries that prove it', async (t) => {
  const { trusted, source } = await seen(5);
  source.show(rewritten);
  const fork = await compare(trusted, source);
  t.deepEqual(summarise(fork), { status: 'fork', finding: 'rewritten', verdict: 'failed' });
  t.deepEqual((fork as Comparison & { status: 'fork' }).evidence.lines, rewritten);
});

test('without the entries, a failed proof is reported as not proven', async (t) => {
  const { trusted, source } = await seen(5);
  source.show(rewritten);
  const noLines = async () => {
    throw new ServiceUnreachable('No answer.');
  };
  for (const lie of [noLines, async () => lines]) {
    t.deepEqual(summarise(await compare(trusted, { ...source, lines: lie })), {
      status: 'fork',
      finding: 'not-grown',
      verdict: 'not-checked',
    });
  }
});

test('an invalid proof of a correct log is not reported as a fork', async (t) => {
  const { trusted, source } = await seen(5);
  source.show(lines);
  for (const consistency of [async () => [], async () => ['AAAA'], async () => ['not base64']]) {
    t.like(await compare(trusted, { ...source, consistency }), { status: 'grown', from: 5 });
  }
});

test('another key is a fork without proof for third parties', async (t) => {
  const { trusted } = await seen(5);
  const other = testLogKey(sealedLogKey.key.name, 9);
  const opening = { ...(JSON.parse(lines[0]!) as object), logKey: other.verifierKey };
  const source = showLog(other, [JSON.stringify(opening), ...lines.slice(1)]);
  t.deepEqual(summarise(await compare(trusted, source)), {
    status: 'fork',
    finding: 'other-key',
    verdict: 'not-checked',
  });
});

test('a missing reply and an unsigned reply are neither good nor a fork', async (t) => {
  const { trusted, source } = await seen(5);
  source.show(lines);
  const silent = async () => {
    throw new ServiceUnreachable('No answer.');
  };
  const noAnswer = { status: 'unchecked', why: 'no-answer' } as const;
  t.deepEqual(await compare(trusted, { ...source, checkpoint: silent }), noAnswer);
  t.deepEqual(await compare(trusted, { ...source, consistency: silent }), noAnswer);
  t.deepEqual(await compare(undefined, { ...source, checkpoint: silent }), noAnswer);
  const signed = await source.checkpoint();
  const flipped = signed.replace(/.(?==*\n$)/, (last) => (last === 'A' ? 'B' : 'A'));
  for (const note of ['<html>Captive portal</html>', '', signed.slice(0, -20), flipped]) {
    const checkpoint = async () => note;
    const unsigned = { status: 'unchecked', why: 'unsigned' } as const;
    t.deepEqual(await compare(trusted, { ...source, checkpoint }), unsigned);
    t.deepEqual(await compare(undefined, { ...source, checkpoint }), unsigned);
  }
});

test('an unreadable stored checkpoint is ignored', async (t) => {
  const { trusted, source } = await seen(5);
  for (const bent of [
    { note: 'nonsense' },
    { logKey: 'nonsense' },
    { note: trusted.note.slice(9) },
  ]) {
    t.is((await compare({ ...trusted, ...bent }, source)).status, 'first');
  }
});
