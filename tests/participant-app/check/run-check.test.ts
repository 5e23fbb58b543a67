import test from 'ava';
import { ServiceUnreachable } from '#contract/client.ts';
import type { LogSource } from '#contract/log-source.ts';
import { auditBundle, notProvenWith } from '#proof/audit.ts';
import { quicknet } from '#proof/beacon.ts';
import { utf8 } from '#proof/bytes.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { verdictOf } from '#proof/verdict.ts';
import type { WitnessPolicy } from '#proof/witness-policy.ts';
import { formatReceipt } from '#proof/receipt.ts';
import type { TrustedCheckpoint } from '../../../participant-app/shared/trusted-checkpoint.ts';
import {
  runCheck,
  type Checked,
  closingWitnessed,
} from '../../../participant-app/features/check/run-check.ts';
import { lines as sealedLines, rewritten, showLog } from '../../support/shown-log.ts';
import { testLogKey } from '../../support/log-key.ts';
import { sealedChain, sealedLog, sealedLogKey } from '../../support/sealed-log.ts';
import { notPassed } from '../../support/checks.ts';
import { twoOfThreePolicy, witnessed } from '../../support/witnessed-log.ts';

/** Sales are open: nothing is sealed yet, so no beacon is needed. */
const lines = sealedLines.slice(0, 8);
const log = showLog(sealedLogKey, lines);
const receipt = receiptOf(lines, 3);

function receiptOf(leaves: readonly string[], index: number): string {
  const tree = new MerkleTree();
  for (const line of leaves.slice(0, 5)) tree.append(utf8(line));
  const checkpoint = sealedLogKey.signHead({ size: 5, root: tree.root() });
  const leaf = utf8(leaves[index]!);
  return formatReceipt({ leaf, index, proof: tree.inclusionProof(index), checkpoint });
}

async function headOf(leaves: readonly string[]): Promise<TrustedCheckpoint> {
  const note = await showLog(sealedLogKey, leaves).checkpoint();
  return { logKey: sealedLogKey.verifierKey, note, seenAt: '' };
}

function check(
  given: {
    source?: LogSource;
    trusted?: TrustedCheckpoint;
    receipts?: readonly string[];
    policy?: WitnessPolicy;
  } = {},
): Promise<Checked> {
  const { source = log, trusted, receipts = [], policy } = given;
  const { signal } = new AbortController();
  const tools = { onProgress: () => {}, signal, againAfterMs: 5 };
  return runCheck({ raffleId: 'spring', source, trusted, receipts, policy, ...tools });
}

function failed({ checks }: Checked): string[] {
  return notPassed(checks).map(({ name, explanation }) => `${name}: ${explanation}`);
}

test('the browser gets the same results as the CLI and adds its checkpoint and receipts', async (t) => {
  const alone = await check();
  t.deepEqual(alone.checks, auditBundle(alone.bundle, { raffle: 'spring', chains: [quicknet] }));
  const known = await check({ trusted: await headOf(lines.slice(0, 4)), receipts: [receipt] });
  t.deepEqual(failed(known), []);
  t.is(known.checks.length, alone.checks.length + 1);
  t.is(known.trustedSize, 4);
  t.true(
    known.checks
      .find(({ name }) => name === 'log')!
      .explanation.endsWith('The 2 checkpoints you saved match it.'),
  );
  t.true(
    known.checks
      .at(-1)!
      .explanation.startsWith('Ticket 3 of the receipt is entry 3 of this log. It was '),
  );
});

test('a rewritten log fails if the browser has a checkpoint, and passes if it has none', async (t) => {
  const source = showLog(sealedLogKey, rewritten.slice(0, 8));
  t.deepEqual(failed(await check({ source })), []);
  const byTrusted = failed(await check({ source, trusted: await headOf(lines.slice(0, 4)) }));
  t.is(byTrusted.length, 1);
  t.true(
    byTrusted[0]!.startsWith('log: The saved checkpoint signs another log: its first 4 entries'),
  );
  const byReceipt = failed(await check({ source, receipts: [receipt, receiptOf(lines, 2)] }));
  t.deepEqual(
    byReceipt.map((line) => line.split(':')[0]),
    ['log', 'found'],
  );
  t.true(
    byReceipt[1]!.endsWith('Ticket 2 of the receipt should be entry 2 of this log, and is not.'),
  );
});

test('only a browser that saw the sealed closing before its beacon reports that', async (t) => {
  const closed = sealedLog({ chain: quicknet, isDrawn: false }).lines;
  const { seal } = JSON.parse(closed.at(-1)!) as { seal: { publishedAt: string } };
  const fromBeacon = (ms: number) => new Date(Date.parse(seal.publishedAt) + ms).toISOString();
  const closing = { ...(await headOf(closed)), seenAt: fromBeacon(-1) };
  const late = { ...closing, seenAt: fromBeacon(0) };
  const ofSales = { ...(await headOf(closed.slice(0, -1))), seenAt: fromBeacon(-1) };
  const saw = async (trusted?: TrustedCheckpoint, shown = closed) => {
    const source = showLog(sealedLogKey, shown);
    return (await check({ source, ...(trusted === undefined ? {} : { trusted }) }))
      .isClosingWitnessed;
  };
  t.true(await saw(closing));
  t.true(await saw({ ...late, before: closing }));
  for (const trusted of [undefined, late, ofSales, { ...late, before: ofSales }]) {
    t.false(await saw(trusted));
  }
  // It saw a closing other than the one it is shown now.
  const other = sealedLog({ chain: quicknet, isDrawn: false, nonce: '77'.repeat(32) }).lines;
  const lateOther = { ...(await headOf(other)), seenAt: fromBeacon(0), before: closing };
  t.false(await saw(closing, other));
  t.false(await saw(lateOther, other));
  t.false(await saw({ ...closing, note: (await headOf(lines)).note }, lines));
  // After the draw as well.
  const drawn = async (size: number) => ({
    ...(await headOf(sealedLines.slice(0, size))),
    seenAt: '2026-03-08T18:00:00.000Z',
  });
  t.true(closingWitnessed(await drawn(sealedLines.length - 1), sealedLines));
  t.false(closingWitnessed(await drawn(sealedLines.length - 2), sealedLines));
});

test('invalid stored checkpoints and receipts are left out and prove nothing about the log', async (t) => {
  const trusted = { ...(await headOf(lines.slice(0, 4))), note: 'bent' };
  const receipts = [receipt, receipt.slice(0, 300), receipt.replace('index 3', 'index 2'), ''];
  const checked = await check({ trusted, receipts });
  t.deepEqual(failed(checked), []);
  t.is(checked.trustedSize, undefined);
  t.is(checked.unusableCount, 3);
  const before = { note: 'bent', seenAt: '' };
  t.deepEqual(failed(await check({ trusted: { ...(await headOf(lines)), before } })), []);
});

test('a log that seems shorter is fetched again before entries count as removed', async (t) => {
  const trusted = await headOf(lines.slice(0, 6));
  const shrunk = showLog(sealedLogKey, lines.slice(0, 4));
  const gone = await check({ source: shrunk, trusted });
  t.deepEqual(failed(gone), ['log: The saved checkpoint signs 6 entries; the log has only 4.']);
  t.false(gone.checks.some(({ outcome }) => outcome === 'not-checked'));
  t.is(shrunk.asked.filter((what) => what === 'checkpoint').length, 2);
  const behind = showLog(sealedLogKey, lines.slice(0, 4));
  const first = behind.lines.bind(behind);
  const source: LogSource = {
    ...behind,
    async lines(size) {
      const answer = await first(size);
      behind.show(lines);
      return answer;
    },
  };
  t.deepEqual(failed(await check({ source, trusted })), []);
  t.deepEqual(failed(await check({ source: log, receipts: [receipt] })), []);
});

test('an unknown beacon chain leaves the seal and the winner unchecked, and is named', async (t) => {
  const { draw } = sealedLog();
  const source = { ...showLog(sealedLogKey, sealedLines), draw: async () => draw as never };
  const { checks } = await check({ source });
  t.is(verdictOf(checks), 'not-checked');
  t.deepEqual(
    checks.filter(({ outcome }) => outcome === 'not-checked').map(({ name }) => name),
    ['seal', 'reveal'],
  );
  t.true(checks.find(({ name }) => name === 'seal')!.explanation.includes(sealedChain.hash));
});

test('a key other than the stored one is reported', async (t) => {
  const trusted = await headOf(lines.slice(0, 4));
  const other = testLogKey(sealedLogKey.key.name, 9);
  const opening = lines[0]!.replace(sealedLogKey.verifierKey, other.verifierKey);
  const source = showLog(other, [opening, ...lines.slice(1)]);
  t.deepEqual(failed(await check({ source })), []);
  t.deepEqual(failed(await check({ source, trusted })), [
    'log: entries[0]: the log’s key is not the one you know.',
  ]);
});

test('a missing reply is thrown, so that it is not mistaken for a result', async (t) => {
  const draw = async () => {
    throw new ServiceUnreachable('No answer.');
  };
  const drawn = showLog(sealedLogKey, sealedLines);
  for (const source of [
    { ...log, checkpoint: draw },
    { ...log, lines: draw },
    { ...drawn, draw },
  ]) {
    await t.throwsAsync(check({ source }), { instanceOf: ServiceUnreachable });
  }
});

test('with witnesses that the user trusts, the browser checks their cosignatures', async (t) => {
  const opening = (['club', 'council'] as const).map((witness) => ({ witness, size: 1, time: 9 }));
  const told = witnessed({ ...sealedLog(), lines }, opening);
  const [first] = told.checkpoints;
  const source: LogSource = {
    ...log,
    checkpoint: async (size?: number) => (size === 1 ? first! : log.checkpoint()),
  };
  const policy = twoOfThreePolicy;
  const good = await check({ source, policy });
  t.is(verdictOf(good.checks), 'passed');
  t.true(good.checks.some(({ name, outcome }) => name === 'witnesses' && outcome === 'passed'));
  t.deepEqual(good.notProven, notProvenWith(policy));
  const bare = await check({ policy });
  t.is(verdictOf(bare.checks), 'not-checked');
  t.deepEqual((await check({ source })).notProven, notProvenWith(undefined));
});
