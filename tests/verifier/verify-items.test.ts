import test from 'ava';
import { auditBundle, notProven, notProvenWith } from '#proof/audit.ts';
import { auditReceipt, receiptNotProven, voidNotProven } from '#proof/audit-receipt.ts';
import { quicknet } from '#proof/beacon.ts';
import { recogniseItem } from '../../verifier/items.ts';
import { sumUpReports, verifyItems, type ItemReport } from '../../verifier/verify-items.ts';
import { utf8 } from '#proof/bytes.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { treeOf } from '../support/raffle-story.ts';
import {
  fairStory,
  sealedChain,
  sealedLog,
  sealedLogKey,
  tellBundle,
} from '../support/sealed-log.ts';
import { verifierFiles, type VerifierFile } from '../support/verifier-files.ts';
import { notPassed } from '../support/checks.ts';
import {
  placesOf,
  policyText,
  twoOfThree,
  twoOfThreePolicy,
  witnessed,
} from '../support/witnessed-log.ts';

async function verifyFiles(...names: VerifierFile[]): Promise<readonly ItemReport[]> {
  const items = names.map((name) => recogniseItem(name, verifierFiles[name]));
  return verifyItems(items, () => {});
}

/** The verdict on everything, then for each item its verdict and the checks that did not pass. */
async function summarize(...names: VerifierFile[]): Promise<string[]> {
  const reports = await verifyFiles(...names);
  const each = reports.map(({ verdict, checks, missing }) => {
    const failed = notPassed(checks).map(({ name }) => name);
    return [verdict, ...failed, ...(missing === undefined ? [] : [`needs ${missing}`])].join(' ');
  });
  return [sumUpReports(reports), ...each];
}

test('recogniseItem() recognises a file by its content', (t) => {
  const kinds = {
    'spring.raffle-log.json': 'bundle',
    'chain.json': 'chain',
    'log.key': 'key',
    'spring-3.tlog-proof': 'receipt',
    'same.checkpoint': 'checkpoint',
    'shorter.raffle-fork.json': 'fork',
    'torn.tlog-proof': 'unreadable',
    'half.raffle-log.json': 'unreadable',
    'torn.raffle-log.json': 'unreadable',
    'holiday.txt': 'unreadable',
  } as const;
  for (const [name, kind] of Object.entries(kinds)) {
    t.is(recogniseItem('x', verifierFiles[name as VerifierFile]).kind, kind, name);
  }
});

test('recogniseItem() takes what is signed out of evidence that a page saved', (t) => {
  const receipt = verifierFiles['spring-3.tlog-proof'];
  const checkpoint = verifierFiles['same.checkpoint'];
  const evidence = { format: 'raffle-receipt-evidence/1', receipt };
  t.like(recogniseItem('x', JSON.stringify(evidence)), { kind: 'receipt', text: receipt });
  const ofCode = { format: 'raffle-checkpoint-evidence/1', checkpoint };
  t.like(recogniseItem('x', JSON.stringify(ofCode)), { kind: 'checkpoint', text: checkpoint });
  t.is(recogniseItem('x', JSON.stringify({ ...evidence, receipt: 1 })).kind, 'unreadable');
});

test('a bundle gets the same checks as on the command line', async (t) => {
  const [bundle] = await verifyFiles('spring.raffle-log.json', 'chain.json');
  t.is(bundle!.verdict, 'passed');
  t.deepEqual(bundle!.checks, auditBundle(sealedLog(), { chains: [quicknet, sealedChain] }));
  t.deepEqual(bundle!.notProven, notProven);
  const key = ['spring-3.tlog-proof', 'log.key'] as const;
  const [receipt] = await verifyFiles(...key);
  t.deepEqual(
    receipt!.checks,
    auditReceipt(verifierFiles['spring-3.tlog-proof'], sealedLogKey.verifierKey),
  );
  t.deepEqual(receipt!.notProven, receiptNotProven);
});

test('a beacon chain is trusted only if the user adds it', async (t) => {
  t.deepEqual(await summarize('spring.raffle-log.json'), [
    'not-checked',
    'not-checked seal reveal',
  ]);
  const [bundle] = await verifyFiles('spring.raffle-log.json');
  const seal = bundle!.checks.find(({ name }) => name === 'seal');
  t.true(seal?.explanation.includes('at /info is missing'));
  t.deepEqual(await summarize('bent.raffle-log.json'), ['failed', 'failed seal reveal log']);
  t.deepEqual(await summarize('spring.raffle-log.json', 'chain.json'), ['passed', 'passed']);
});

test('a changed bundle fails, and the report names the check', async (t) => {
  t.deepEqual(await summarize('bent.raffle-log.json', 'chain.json'), ['failed', 'failed seal log']);
});

test('a log signed anew passes alone, and fails beside an earlier checkpoint or receipt', async (t) => {
  t.deepEqual(await summarize('signed-anew.raffle-log.json'), ['passed', 'passed']);
  t.deepEqual(await summarize('signed-anew.raffle-log.json', 'same.checkpoint'), [
    'failed',
    'failed log',
  ]);
  t.deepEqual(await summarize('spring-3.tlog-proof', 'signed-anew.raffle-log.json'), [
    'failed',
    'passed',
    'failed log',
  ]);
});

test('a receipt is verified with the key alone, with the log, and with a later checkpoint', async (t) => {
  t.deepEqual(await summarize('spring-3.tlog-proof', 'log.key'), ['passed', 'passed']);
  const [receipt] = await verifyFiles(
    'spring-3.tlog-proof',
    'later.checkpoint',
    'open.raffle-log.json',
  );
  t.deepEqual(receipt!.missing, 'bundle', 'the log does not reach that far');
  const whole = ['spring-3.tlog-proof', 'later.checkpoint', 'spring.raffle-log.json', 'chain.json'];
  const reports = await verifyFiles(...(whole as VerifierFile[]));
  t.deepEqual(
    reports[0]!.checks.map(({ name }) => name),
    ['key', 'receipt', 'signed', 'included', 'grown', 'found'],
  );
  t.is(sumUpReports(reports), 'passed');
  t.deepEqual(await summarize('bent.tlog-proof', 'log.key'), ['failed', 'failed included']);
});

test('a bundle that is older than the other items is not-checked, never failed', async (t) => {
  t.deepEqual(await summarize('open.raffle-log.json', 'later.checkpoint'), [
    'not-checked',
    'not-checked log',
  ]);
  t.deepEqual(await summarize('early.raffle-log.json', 'spring-3.tlog-proof'), [
    'not-checked',
    'not-checked log',
    'not-checked found needs bundle',
  ]);
  t.deepEqual(await summarize('early.raffle-log.json', 'bent.tlog-proof'), [
    'failed',
    'passed',
    'failed included',
  ]);
});

test('the report says what is missing, and the verdict is not passed', async (t) => {
  t.deepEqual(await summarize('spring-3.tlog-proof'), ['not-checked', 'not-checked needs key']);
  t.deepEqual(await summarize('spring-3.tlog-proof', 'log.key', 'later.checkpoint'), [
    'not-checked',
    'not-checked grown needs bundle',
  ]);
  t.deepEqual(await summarize('spring-3.tlog-proof', 'log.key', 'same.checkpoint'), [
    'passed',
    'passed',
  ]);
  for (const alone of ['later.checkpoint', 'log.key', 'chain.json'] as const) {
    t.deepEqual(await summarize(alone), ['not-checked', 'not-checked needs bundle'], alone);
  }
  for (const alien of [
    'holiday.txt',
    'torn.raffle-log.json',
    'half.raffle-log.json',
    'torn.tlog-proof',
  ] as const) {
    t.deepEqual(await summarize(alien), ['not-checked', 'not-checked needs readable'], alien);
  }
  t.is(sumUpReports([]), 'not-checked');
});

test('one failed item decides the overall verdict, then one that was not checked', async (t) => {
  const good = ['open.raffle-log.json'] as const;
  t.is((await summarize(...good, 'holiday.txt'))[0], 'not-checked');
  t.is((await summarize(...good, 'holiday.txt', 'bent.tlog-proof'))[0], 'failed');
});

test('evidence of a fork gets the same verdict as on the command line', async (t) => {
  t.deepEqual(await summarize('grown.raffle-fork.json'), ['passed', 'passed']);
  t.deepEqual(await summarize('rewritten.raffle-fork.json'), ['failed', 'failed grown']);
  t.deepEqual(await summarize('shorter.raffle-fork.json'), ['not-checked', 'not-checked grown']);
});

test('items about different raffles do not affect each other', async (t) => {
  const other = verifierFiles['same.checkpoint'].replaceAll('/spring', '/autumn');
  const items = [
    recogniseItem('log', verifierFiles['open.raffle-log.json']),
    recogniseItem('other', other),
  ];
  const reports = await verifyItems(items, () => {});
  t.deepEqual(
    reports.map(({ name, verdict }) => [name, verdict]),
    [
      ['log', 'passed'],
      ['other', 'not-checked'],
    ],
  );
});

test('a valid receipt of a ticket that was voided later passes, and the report says when it was voided', async (t) => {
  const story = fairStory();
  const [index, sale] = [3, story.lines[3]!];
  const tree = treeOf(story.lines);
  const checkpoint = sealedLogKey.signHead({ size: tree.size, root: tree.root() });
  const leaf = utf8(sale);
  const receipt = formatReceipt({ leaf, index, proof: tree.inclusionProof(index), checkpoint });
  const items = [
    recogniseItem('receipt', receipt),
    recogniseItem('log', JSON.stringify(tellBundle(story))),
    recogniseItem('chain', sealedChain.info),
  ];
  const [report] = await verifyItems(items, () => {});
  t.is(report?.verdict, 'passed');
  t.is(report?.voidedAt, story.entries[8]!['at'] as string);
  t.is(report?.isLaterUnknown, undefined);
  const [valid] = await verifyFiles('spring-3.tlog-proof', 'spring.raffle-log.json', 'chain.json');
  t.is(valid?.verdict, 'passed');
  t.is(valid?.voidedAt, undefined);
  t.false(valid?.notProven.includes(voidNotProven), 'the log tells it');
  const [alone] = await verifyFiles('spring-3.tlog-proof', 'log.key');
  t.is(alone?.verdict, 'passed');
  t.true(alone?.isLaterUnknown, 'without a log a void is not known');
  t.true(alone?.notProven.includes(voidNotProven));
});

test('with a policy, a bundle is checked for cosignatures as on the command line', async (t) => {
  const log = sealedLog();
  const { closing, draw, publishedAt } = placesOf(log);
  const seen = (['club', 'council'] as const).flatMap((witness) => [
    { witness, size: closing + 1, time: publishedAt - 9 },
    { witness, size: draw + 1, time: publishedAt + 9 },
  ]);
  const verify = async (...texts: string[]) => {
    const chain = verifierFiles['chain.json'];
    const items = [...texts, chain].map((text) => recogniseItem('x', text));
    return (await verifyItems(items, () => {}))[0]!;
  };
  const bundle = JSON.stringify(witnessed(log, seen));
  const policies = [policyText('quorum auditor'), twoOfThree];
  const found = await verify(bundle, ...policies);
  t.is(found.verdict, 'passed');
  const policy = twoOfThreePolicy;
  const chains = [quicknet, sealedChain];
  t.deepEqual(found.checks, auditBundle(witnessed(log, seen), { chains, policy }));
  t.deepEqual(found.notProven, notProvenWith(policy));
  const bare = await verify(JSON.stringify(log), twoOfThree);
  t.is(bare.verdict, 'not-checked');
  t.is((await verify(twoOfThree)).missing, 'bundle');
  t.is(recogniseItem('x', twoOfThree.replace('quorum', 'qorum')).kind, 'unreadable');
});
