import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { utf8 } from '#proof/bytes.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { testLogKey } from '../../support/log-key.ts';
import { sealedLog, sealedLogKey } from '../../support/sealed-log.ts';
import { newFolder } from './key-files.ts';

export const log = sealedLog();

export const index = 3;

/** A folder with a receipt for ticket 3, the log, and checkpoints of other times. */
export function newEvidence(t: ExecutionContext) {
  const cwd = newFolder(t);
  const tree = new MerkleTree();
  for (const line of log.lines) tree.append(utf8(line));
  const checkpointAt = (size: number) => sealedLogKey.signHead({ size, root: tree.root(size) });
  const receipt = formatReceipt({
    leaf: utf8(log.lines[index]!),
    index,
    proof: tree.inclusionProof(index, 5),
    checkpoint: checkpointAt(5),
  });
  const fork = sealedLogKey.signHead({ size: 8, root: tree.root(7) });
  const files = {
    'ticket.tlog-proof': receipt,
    'log.json': JSON.stringify(log),
    'later.checkpoint': checkpointAt(9),
    'earlier.checkpoint': checkpointAt(2),
    'same.checkpoint': checkpointAt(5),
    'fork.checkpoint': fork,
    'bent.tlog-proof': receipt.replace('index 3', 'index 2'),
    'torn.tlog-proof': receipt.slice(0, 200),
    'ticket.evidence.json': JSON.stringify({
      format: 'raffle-receipt-evidence/1',
      receipt,
      logKeySeenFirst: foreignKey.verifierKey,
    }),
    'bent.evidence.json': JSON.stringify({
      format: 'raffle-receipt-evidence/1',
      receipt: receipt.replace('index 3', 'index 2'),
    }),
    'earlier.evidence.json': JSON.stringify({
      format: 'raffle-checkpoint-evidence/1',
      checkpoint: checkpointAt(2),
    }),
    'fork.evidence.json': JSON.stringify({
      format: 'raffle-checkpoint-evidence/1',
      checkpoint: fork,
    }),
    'empty.evidence.json': JSON.stringify({ format: 'raffle-receipt-evidence/1' }),
    'hello.txt': 'hello',
    'half.json': JSON.stringify({ format: log.format }),
    'foreign.checkpoint': foreignKey.signHead({ size: 9, root: tree.root(9) }),
    'foreign.json': JSON.stringify({
      ...log,
      lines: log.lines.map((line) =>
        line.replace(sealedLogKey.verifierKey, foreignKey.verifierKey),
      ),
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return { cwd, tree };
}

/** Of a raffle with the same id at another service: how its log is called tells them apart. */
export const foreignKey = testLogKey('other.example/raffles/spring');

export const key = ['--log-key', sealedLogKey.verifierKey];
