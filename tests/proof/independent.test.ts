import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { auditBundle, auditLog } from '#proof/audit.ts';
import { toHex, utf8 } from '#proof/bytes.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { readCheckpoint, readReceipt, rootOf, winnerOf } from '../support/independent-verifier.ts';
import { sealedChain, sealedLog, sealedLogKey } from '../support/sealed-log.ts';

const logKey = sealedLogKey.verifierKey;
const line = fc.string({ maxLength: 40, unit: 'grapheme' });

test('the independent verifier imports nothing of ours', (t) => {
  const path = join(import.meta.dirname, '..', 'support', 'independent-verifier.ts');
  const imports = readFileSync(path, 'utf8').match(/from '[^']+'/g);
  t.deepEqual(imports, [`from 'node:crypto'`]);
});

test('two implementations find the same root of any log', (t) => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const tree = new MerkleTree();
      for (const each of lines) tree.append(utf8(each));
      t.is(toHex(tree.root()), rootOf(lines).toString('hex'));
    }),
  );
});

test('two implementations accept the receipts of any log, and refuse those of another', (t) => {
  const logs = fc.array(line, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(logs, fc.nat(29), (lines, pick) => {
      const index = pick % lines.length;
      const tree = new MerkleTree();
      for (const each of lines) tree.append(utf8(each));
      const checkpoint = sealedLogKey.signHead({ size: tree.size, root: tree.root() });
      const leaf = utf8(lines[index]!);
      const proof = tree.inclusionProof(index);
      t.is(readReceipt(formatReceipt({ leaf, index, proof, checkpoint }), logKey), lines[index]!);
      const bent = formatReceipt({ leaf: utf8(`${lines[index]!}x`), index, proof, checkpoint });
      t.throws(() => readReceipt(bent, logKey));
      t.deepEqual(readCheckpoint(checkpoint, logKey).size, lines.length);
    }),
    { numRuns: 60 },
  );
});

test('two implementations find the same winner of any sealed raffle', (t) => {
  const seeds = fc.tuple(
    fc.integer({ min: 1, max: 120 }),
    fc.nat(),
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
  );
  fc.assert(
    fc.property(seeds, ([ticketCount, share, nonce]) => {
      const signature = createHash('sha384').update(nonce).digest('hex');
      const randomness = createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex');
      const { lines, draw } = sealedLog({
        ticketCount,
        r: share % ticketCount,
        nonce: toHex(nonce),
        beacon: { round: 1, randomness, signature },
      });
      const { index, winner } = draw as unknown as {
        index: number;
        winner: { ticketNumber: number };
      };
      t.deepEqual(winnerOf(lines), { index, number: winner.ticketNumber });
    }),
    { numRuns: 60 },
  );
});

test('both verdicts are the same on a real sealed raffle', (t) => {
  const bundle = sealedLog({ ticketCount: 23, r: 11 });
  const checks = auditBundle(bundle, { chains: [sealedChain] });
  t.true(checks.every(({ passed }) => passed));
  const { size, root } = readCheckpoint(bundle.checkpoints[0]!, logKey);
  t.is(size, bundle.lines.length);
  t.deepEqual(root, rootOf(bundle.lines));
  t.is(winnerOf(bundle.lines).index, (bundle.draw as { index: number }).index);
});

test('auditing a hundred thousand entries takes less than five seconds', (t) => {
  const opening = JSON.parse(sealedLog().lines[0]!) as Record<string, Json>;
  const lines = [canonicalJson({ ...opening, capacity: 200_000 })];
  for (let number = 1; number < 100_000; number += 1) {
    lines.push(
      canonicalJson({
        type: 'ticket-sold',
        number,
        holder: `h${number}`,
        at: '2026-03-02T00:00:00.000Z',
      }),
    );
  }
  const tree = new MerkleTree();
  for (const each of lines) tree.append(utf8(each));
  const checkpoint = sealedLogKey.signHead({ size: tree.size, root: tree.root() });
  // Time of this process, so that what else the machine does does not count.
  const start = process.cpuUsage();
  const checks = auditLog(lines, [checkpoint]);
  const seconds = process.cpuUsage(start).user / 1e6;
  t.log(`${seconds.toFixed(2)} s`);
  t.deepEqual(
    checks.filter(({ passed }) => !passed),
    [],
  );
  t.true(seconds < (Number(process.versions.node.split('.')[0]) < 24 ? 15 : 5));
});
