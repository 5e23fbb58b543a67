import test from 'ava';
import { ServiceUnreachable } from '#contract/client.ts';
import type { LogSource } from '#contract/log-source.ts';
import { auditBundle } from '#proof/audit.ts';
import { quicknet } from '#proof/beacon.ts';
import { utf8 } from '#proof/bytes.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { verdictOn } from '#ui/checks/words.ts';
import { formatReceipt } from '#proof/receipt.ts';
import type { KeptHead } from '../../../participant-app/check/comparison.ts';
import { runCheck, type Checked } from '../../../participant-app/check/run-check.ts';
import { sawClosing } from '../../../participant-app/check/saw-closing.ts';
import { lines as sealedLines, rewritten } from '../../support/fork-evidence.ts';
import { testLogKey } from '../../support/log-key.ts';
import { sealedChain, sealedLog, sealedLogKey } from '../../support/sealed-log.ts';
import { showLog } from '../../support/shown-log.ts';

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

async function headOf(leaves: readonly string[]): Promise<KeptHead> {
  const note = await showLog(sealedLogKey, leaves).checkpoint();
  return { logKey: sealedLogKey.verifierKey, note, seenAt: '' };
}

function check(
  given: { source?: LogSource; kept?: KeptHead; receipts?: readonly string[] } = {},
): Promise<Checked> {
  const { source = log, kept, receipts = [] } = given;
  const { signal } = new AbortController();
  const tools = { onProgress: () => {}, signal, againAfterMs: 5 };
  return runCheck({ raffleId: 'spring', source, kept, receipts, ...tools });
}

function failed({ checks }: Checked): string[] {
  return checks.filter(({ passed }) => !passed).map(({ name, says }) => `${name}: ${says}`);
}

test('a browser finds what the terminal finds, and adds what it kept and the receipts it has', async (t) => {
  const alone = await check();
  t.deepEqual(alone.checks, auditBundle(alone.bundle, { raffle: 'spring', chains: [quicknet] }));
  const known = await check({ kept: await headOf(lines.slice(0, 4)), receipts: [receipt] });
  t.deepEqual(failed(known), []);
  t.is(known.checks.length, alone.checks.length + 1);
  t.is(known.keptSize, 4);
  t.regex(known.checks.find(({ name }) => name === 'log')!.says, /The 2 you kept agree with it\.$/);
  t.is(known.checks.at(-1)!.says, 'Ticket 3 of the receipt is entry 3 of this log.');
});

test('a log that was rewritten does not pass where something was kept, and passes where nothing was', async (t) => {
  const source = showLog(sealedLogKey, rewritten.slice(0, 8));
  t.deepEqual(failed(await check({ source })), []);
  const byKept = failed(await check({ source, kept: await headOf(lines.slice(0, 4)) }));
  t.is(byKept.length, 1);
  t.regex(byKept[0]!, /^log: The kept checkpoint signs another log: its first 4 entries/);
  const byReceipt = failed(await check({ source, receipts: [receipt, receiptOf(lines, 2)] }));
  t.deepEqual(
    byReceipt.map((line) => line.split(':')[0]),
    ['log', 'found'],
  );
  t.regex(byReceipt[1]!, /Ticket 2 of the receipt should be entry 2 of this log, and is not\.$/);
});

test('a browser that saw the sealed closing before its beacon says so, and no other does', async (t) => {
  const closed = sealedLog({ chain: quicknet, isDrawn: false }).lines;
  const { seal } = JSON.parse(closed.at(-1)!) as { seal: { publishedAt: string } };
  const fromBeacon = (ms: number) => new Date(Date.parse(seal.publishedAt) + ms).toISOString();
  const closing = { ...(await headOf(closed)), seenAt: fromBeacon(-1) };
  const late = { ...closing, seenAt: fromBeacon(0) };
  const ofSales = { ...(await headOf(closed.slice(0, -1))), seenAt: fromBeacon(-1) };
  const saw = async (kept?: KeptHead, shown = closed) => {
    const source = showLog(sealedLogKey, shown);
    return (await check({ source, ...(kept === undefined ? {} : { kept }) })).sawClosingInTime;
  };
  t.true(await saw(closing));
  t.true(await saw({ ...late, before: closing }));
  for (const kept of [undefined, late, ofSales, { ...late, before: ofSales }]) {
    t.false(await saw(kept));
  }
  // What it saw was another closing than the one it is shown now.
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
  t.true(sawClosing(await drawn(sealedLines.length - 1), sealedLines));
  t.false(sawClosing(await drawn(sealedLines.length - 2), sealedLines));
});

test('what was kept or held and is no good is left out, and says nothing about the log', async (t) => {
  const kept = { ...(await headOf(lines.slice(0, 4))), note: 'bent' };
  const receipts = [receipt, receipt.slice(0, 300), receipt.replace('index 3', 'index 2'), ''];
  const checked = await check({ kept, receipts });
  t.deepEqual(failed(checked), []);
  t.is(checked.keptSize, undefined);
  t.is(checked.unusableCount, 3);
  const before = { note: 'bent', seenAt: '' };
  t.deepEqual(failed(await check({ kept: { ...(await headOf(lines)), before } })), []);
});

test('a log that seems shorter is asked for again, and then entries are gone', async (t) => {
  const kept = await headOf(lines.slice(0, 6));
  const shrunk = showLog(sealedLogKey, lines.slice(0, 4));
  const gone = await check({ source: shrunk, kept });
  t.deepEqual(failed(gone), ['log: The kept checkpoint signs 6 entries; the log has only 4.']);
  t.false(gone.checks.some(({ notChecked }) => notChecked));
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
  t.deepEqual(failed(await check({ source, kept })), []);
  t.deepEqual(failed(await check({ source: log, receipts: [receipt] })), []);
});

test('a chain that nobody vouches for leaves the seal and the winner unchecked, and is named', async (t) => {
  const { draw } = sealedLog();
  const source = { ...showLog(sealedLogKey, sealedLines), draw: async () => draw as never };
  const { checks } = await check({ source });
  t.is(verdictOn(checks), 'not-checked');
  t.deepEqual(
    checks.filter(({ notChecked }) => notChecked).map(({ name }) => name),
    ['seal', 'reveal'],
  );
  t.regex(checks.find(({ name }) => name === 'seal')!.says, new RegExp(sealedChain.hash));
});

test('another key than the one that was kept is told', async (t) => {
  const kept = await headOf(lines.slice(0, 4));
  const other = testLogKey(sealedLogKey.key.name, 9);
  const opening = lines[0]!.replace(sealedLogKey.verifierKey, other.verifierKey);
  const source = showLog(other, [opening, ...lines.slice(1)]);
  t.deepEqual(failed(await check({ source })), []);
  t.deepEqual(failed(await check({ source, kept })), [
    'log: entries[0]: the log’s key is not the one you know.',
  ]);
});

test('no answer is thrown, so that nobody takes it for a result', async (t) => {
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
