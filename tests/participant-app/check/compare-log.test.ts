import test from 'ava';
import { ServiceUnreachable } from '#contract/client.ts';
import type { LogSource } from '#contract/log-source.ts';
import { auditFork } from '#proof/audit-fork.ts';
import { compareLog } from '../../../participant-app/check/compare-log.ts';
import type { Comparison, KeptHead } from '../../../participant-app/check/comparison.ts';
import { lines, rewritten } from '../../support/fork-evidence.ts';
import { testLogKey } from '../../support/log-key.ts';
import { sealedLogKey } from '../../support/sealed-log.ts';
import { showLog, type ShownLog } from '../../support/shown-log.ts';

const url = 'https://raffle.example/raffles/spring';

function compare(kept: KeptHead | undefined, source: LogSource): Promise<Comparison> {
  return compareLog(kept, { raffleId: 'spring', url, source, againAfterMs: 5 });
}

/** A browser that has seen the first entries of a log; what comes next is the test's. */
async function seen(size: number): Promise<{ kept: KeptHead; source: ShownLog }> {
  const source = showLog(sealedLogKey, lines.slice(0, size));
  const first = await compare(undefined, source);
  if (first.kind !== 'first') throw new Error(first.kind);
  source.asked.length = 0;
  return { kept: first.head, source };
}

/** What the comparison says, and what the saved evidence says to whoever gets it. */
function told(comparison: Comparison) {
  if (comparison.kind !== 'fork') return { kind: comparison.kind };
  const { finding, evidence } = comparison;
  return {
    kind: 'fork',
    finding,
    verdict: auditFork(JSON.parse(JSON.stringify(evidence))).verdict,
  };
}

test('at first sight the key is pinned and the checkpoint kept', async (t) => {
  const { kept } = await seen(5);
  t.is(kept.logKey, sealedLogKey.verifierKey);
  t.true(kept.note.startsWith('raffle.example/raffles/spring\n5\n'));
});

test('a log that is the same needs one question, one that grew proves it with a second', async (t) => {
  const { kept, source } = await seen(5);
  t.deepEqual(await compare(kept, source), { kind: 'same', size: 5 });
  t.deepEqual(source.asked, ['checkpoint']);
  source.show(lines);
  const grown = await compare(kept, source);
  t.like(grown, { kind: 'grown', from: 5, to: lines.length });
  t.deepEqual(source.asked, ['checkpoint', 'checkpoint', `consistency 5 ${lines.length}`]);
  const { head } = grown as Comparison & { kind: 'grown' };
  t.deepEqual(head.before, { note: kept.note, seenAt: kept.seenAt });
  t.deepEqual(await compare(head, source), { kind: 'same', size: lines.length });
});

test('a log that shrank is a fork, but a copy that is a moment behind is not', async (t) => {
  const { kept, source } = await seen(5);
  source.show(lines.slice(0, 3));
  t.deepEqual(told(await compare(kept, source)), {
    kind: 'fork',
    finding: 'shorter',
    verdict: 'not-checked',
  });
  let isBehind = true;
  const checkpoint = async () => {
    source.show(lines.slice(0, isBehind ? 3 : 6));
    isBehind = false;
    return source.checkpoint();
  };
  t.like(await compare(kept, { ...source, checkpoint }), { kind: 'grown', from: 5, to: 6 });
});

test('another log of the same size under the same key is a fork that proves itself', async (t) => {
  const { kept, source } = await seen(5);
  source.show(rewritten.slice(0, 5));
  t.deepEqual(told(await compare(kept, source)), {
    kind: 'fork',
    finding: 'rewritten',
    verdict: 'not-valid',
  });
});

test('a log that was rewritten and grew is a fork: its entries go into the evidence and prove it', async (t) => {
  const { kept, source } = await seen(5);
  source.show(rewritten);
  const fork = await compare(kept, source);
  t.deepEqual(told(fork), { kind: 'fork', finding: 'rewritten', verdict: 'not-valid' });
  t.deepEqual((fork as Comparison & { kind: 'fork' }).evidence.lines, rewritten);
});

test('where the entries do not come, a failed proof is told as no more than that', async (t) => {
  const { kept, source } = await seen(5);
  source.show(rewritten);
  const noLines = async () => {
    throw new ServiceUnreachable('No answer.');
  };
  for (const lie of [noLines, async () => lines]) {
    t.deepEqual(told(await compare(kept, { ...source, lines: lie })), {
      kind: 'fork',
      finding: 'not-grown',
      verdict: 'not-checked',
    });
  }
});

test('a faulty proof of an honest log accuses nobody', async (t) => {
  const { kept, source } = await seen(5);
  source.show(lines);
  for (const consistency of [async () => [], async () => ['AAAA'], async () => ['not base64']]) {
    t.like(await compare(kept, { ...source, consistency }), { kind: 'grown', from: 5 });
  }
});

test('another key is a fork, but proves nothing to others', async (t) => {
  const { kept } = await seen(5);
  const other = testLogKey(sealedLogKey.key.name, 9);
  const opening = { ...(JSON.parse(lines[0]!) as object), logKey: other.verifierKey };
  const source = showLog(other, [JSON.stringify(opening), ...lines.slice(1)]);
  t.deepEqual(told(await compare(kept, source)), {
    kind: 'fork',
    finding: 'other-key',
    verdict: 'not-checked',
  });
});

test('no answer, and an answer that nobody signed, are neither good nor a fork', async (t) => {
  const { kept, source } = await seen(5);
  source.show(lines);
  const silent = async () => {
    throw new ServiceUnreachable('No answer.');
  };
  const noAnswer = { kind: 'unchecked', why: 'no-answer' } as const;
  t.deepEqual(await compare(kept, { ...source, checkpoint: silent }), noAnswer);
  t.deepEqual(await compare(kept, { ...source, consistency: silent }), noAnswer);
  t.deepEqual(await compare(undefined, { ...source, checkpoint: silent }), noAnswer);
  const signed = await source.checkpoint();
  const flipped = signed.replace(/.(?==*\n$)/, (last) => (last === 'A' ? 'B' : 'A'));
  for (const note of ['<html>Captive portal</html>', '', signed.slice(0, -20), flipped]) {
    const checkpoint = async () => note;
    const unsigned = { kind: 'unchecked', why: 'unsigned' } as const;
    t.deepEqual(await compare(kept, { ...source, checkpoint }), unsigned);
    t.deepEqual(await compare(undefined, { ...source, checkpoint }), unsigned);
  }
});

test('what was kept and cannot be read was never kept', async (t) => {
  const { kept, source } = await seen(5);
  for (const bent of [{ note: 'nonsense' }, { logKey: 'nonsense' }, { note: kept.note.slice(9) }]) {
    t.is((await compare({ ...kept, ...bent }, source)).kind, 'first');
  }
});
