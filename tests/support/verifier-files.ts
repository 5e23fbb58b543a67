import { utf8 } from '#proof/bytes.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { evidenceOf, growthOf, lines, rewritten } from './shown-log.ts';
import { sealedChain, sealedLog, sealedLogKey, toBundle } from './sealed-log.ts';

const tree = new MerkleTree();
for (const line of lines) tree.append(utf8(line));
const checkpointAt = (size: number) => sealedLogKey.signHead({ size, root: tree.root(size) });
const good = sealedLog();
const early = lines.slice(0, 5);

const receipt = formatReceipt({
  leaf: utf8(lines[3]!),
  index: 3,
  proof: tree.inclusionProof(3, 5),
  checkpoint: checkpointAt(5),
});

/** Files about one raffle that a person can have saved, valid and invalid. */
export const verifierFiles = {
  'spring.raffle-log.json': JSON.stringify(good),
  'chain.json': sealedChain.info,
  'log.key': `${sealedLogKey.verifierKey}\n`,
  'spring-3.tlog-proof': receipt,
  'same.checkpoint': checkpointAt(5),
  'later.checkpoint': checkpointAt(9),
  /** The second ticket has another holder; the checkpoint is unchanged. */
  'bent.raffle-log.json': JSON.stringify({ ...good, lines: rewritten }),
  /** The same, signed again with the log's key. */
  'signed-anew.raffle-log.json': JSON.stringify(
    toBundle(rewritten.slice(0, 8).map((line) => JSON.parse(line) as never)),
  ),
  'open.raffle-log.json': JSON.stringify(
    toBundle(lines.slice(0, 8).map((line) => JSON.parse(line) as never)),
  ),
  /** Saved before the third ticket was sold. */
  'early.raffle-log.json': JSON.stringify(
    toBundle(lines.slice(0, 3).map((line) => JSON.parse(line) as never)),
  ),
  'half.raffle-log.json': JSON.stringify({ format: good.format }),
  'bent.tlog-proof': receipt.replace('index 3', 'index 2'),
  'torn.tlog-proof': receipt.slice(0, 200),
  'torn.raffle-log.json': JSON.stringify(good).slice(0, -200),
  'holiday.txt': 'Sun, sand and sea.\n',
  'grown.raffle-fork.json': JSON.stringify(
    await evidenceOf(early, lines, { consistency: await growthOf(lines, 5) }),
  ),
  'rewritten.raffle-fork.json': JSON.stringify(await evidenceOf(early, rewritten.slice(0, 5))),
  'shorter.raffle-fork.json': JSON.stringify(await evidenceOf(lines, early)),
} as const;

export type VerifierFile = keyof typeof verifierFiles;
