import test from 'ava';
import { auditBundle, notProven } from '#proof/audit.ts';
import { auditReceipt, receiptNotProven } from '#proof/audit-receipt.ts';
import { quicknet } from '#proof/beacon.ts';
import { judge, sumUp, type Judgement } from '../../verifier/judge.ts';
import { recognise } from '../../verifier/recognise.ts';
import { sealedChain, sealedLog, sealedLogKey } from '../support/sealed-log.ts';
import { verifierFiles, type VerifierFile } from '../support/verifier-files.ts';

async function judgeFiles(...names: VerifierFile[]): Promise<readonly Judgement[]> {
  const items = names.map((name) => recognise(name, verifierFiles[name]));
  return judge(items, () => {});
}

/** The verdict of all, and for each thing its verdict and the checks that failed. */
async function told(...names: VerifierFile[]): Promise<string[]> {
  const judgements = await judgeFiles(...names);
  const each = judgements.map(({ verdict, checks, missing }) => {
    const failed = checks.filter(({ passed }) => !passed).map(({ name }) => name);
    return [verdict, ...failed, ...(missing === undefined ? [] : [`needs ${missing}`])].join(' ');
  });
  return [sumUp(judgements), ...each];
}

test('each file is recognised by what is in it', (t) => {
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
    t.is(recognise('x', verifierFiles[name as VerifierFile]).kind, kind, name);
  }
});

test('a bundle gets the checks of the command line, word for word', async (t) => {
  const [bundle] = await judgeFiles('spring.raffle-log.json', 'chain.json');
  t.is(bundle!.verdict, 'valid');
  t.deepEqual(bundle!.checks, auditBundle(sealedLog(), { chains: [quicknet, sealedChain] }));
  t.deepEqual(bundle!.notProven, notProven);
  const key = ['spring-3.tlog-proof', 'log.key'] as const;
  const [receipt] = await judgeFiles(...key);
  t.deepEqual(
    receipt!.checks,
    auditReceipt(verifierFiles['spring-3.tlog-proof'], sealedLogKey.verifierKey),
  );
  t.deepEqual(receipt!.notProven, receiptNotProven);
});

test('a beacon chain is trusted by those who bring it, and by nobody else', async (t) => {
  t.deepEqual(await told('spring.raffle-log.json'), ['not-checked', 'not-checked seal reveal']);
  const [bundle] = await judgeFiles('spring.raffle-log.json');
  t.regex(bundle!.checks.find(({ name }) => name === 'seal')!.says, /at \/info is missing/);
  t.deepEqual(await told('bent.raffle-log.json'), ['not-valid', 'not-valid seal reveal log']);
  t.deepEqual(await told('spring.raffle-log.json', 'chain.json'), ['valid', 'valid']);
});

test('a changed bundle is not valid, and the check is named', async (t) => {
  t.deepEqual(await told('bent.raffle-log.json', 'chain.json'), [
    'not-valid',
    'not-valid seal log',
  ]);
});

test('a log signed anew passes by itself, and not beside what was kept of the one before', async (t) => {
  t.deepEqual(await told('signed-anew.raffle-log.json'), ['valid', 'valid']);
  t.deepEqual(await told('signed-anew.raffle-log.json', 'same.checkpoint'), [
    'not-valid',
    'not-valid log',
  ]);
  t.deepEqual(await told('spring-3.tlog-proof', 'signed-anew.raffle-log.json'), [
    'not-valid',
    'valid',
    'not-valid log',
  ]);
});

test('a receipt is judged with the key alone, with the log, and with a later checkpoint', async (t) => {
  t.deepEqual(await told('spring-3.tlog-proof', 'log.key'), ['valid', 'valid']);
  const [receipt] = await judgeFiles(
    'spring-3.tlog-proof',
    'later.checkpoint',
    'open.raffle-log.json',
  );
  t.deepEqual(receipt!.missing, 'bundle', 'the log does not reach that far');
  const whole = ['spring-3.tlog-proof', 'later.checkpoint', 'spring.raffle-log.json', 'chain.json'];
  const judged = await judgeFiles(...(whole as VerifierFile[]));
  t.deepEqual(
    judged[0]!.checks.map(({ name }) => name),
    ['key', 'receipt', 'signed', 'included', 'grown', 'found'],
  );
  t.is(sumUp(judged), 'valid');
  t.deepEqual(await told('bent.tlog-proof', 'log.key'), ['not-valid', 'not-valid included']);
});

test('a bundle that is only older than what was brought beside it is not checked, and never not valid', async (t) => {
  t.deepEqual(await told('open.raffle-log.json', 'later.checkpoint'), [
    'not-checked',
    'not-checked log',
  ]);
  t.deepEqual(await told('early.raffle-log.json', 'spring-3.tlog-proof'), [
    'not-checked',
    'not-checked log',
    'not-checked found needs bundle',
  ]);
  t.deepEqual(await told('early.raffle-log.json', 'bent.tlog-proof'), [
    'not-valid',
    'valid',
    'not-valid included',
  ]);
});

test('what is missing is named, and never called valid', async (t) => {
  t.deepEqual(await told('spring-3.tlog-proof'), ['not-checked', 'not-checked needs key']);
  t.deepEqual(await told('spring-3.tlog-proof', 'log.key', 'later.checkpoint'), [
    'not-checked',
    'not-checked needs bundle',
  ]);
  t.deepEqual(await told('spring-3.tlog-proof', 'log.key', 'same.checkpoint'), ['valid', 'valid']);
  for (const alone of ['later.checkpoint', 'log.key', 'chain.json'] as const) {
    t.deepEqual(await told(alone), ['not-checked', 'not-checked needs bundle'], alone);
  }
  for (const alien of [
    'holiday.txt',
    'torn.raffle-log.json',
    'half.raffle-log.json',
    'torn.tlog-proof',
  ] as const) {
    t.deepEqual(await told(alien), ['not-checked', 'not-checked needs readable'], alien);
  }
  t.is(sumUp([]), 'not-checked');
});

test('one thing that is not valid outweighs all, one not checked the rest', async (t) => {
  const good = ['open.raffle-log.json'] as const;
  t.is((await told(...good, 'holiday.txt'))[0], 'not-checked');
  t.is((await told(...good, 'holiday.txt', 'bent.tlog-proof'))[0], 'not-valid');
});

test('evidence of a fork is judged as the command line judges it', async (t) => {
  t.deepEqual(await told('grown.raffle-fork.json'), ['valid', 'valid']);
  t.deepEqual(await told('rewritten.raffle-fork.json'), ['not-valid', 'not-valid grown']);
  t.deepEqual(await told('shorter.raffle-fork.json'), ['not-checked', 'not-checked grown']);
});

test('things about another raffle do not mix', async (t) => {
  const other = verifierFiles['same.checkpoint'].replaceAll('/spring', '/autumn');
  const items = [
    recognise('log', verifierFiles['open.raffle-log.json']),
    recognise('other', other),
  ];
  const judged = await judge(items, () => {});
  t.deepEqual(
    judged.map(({ name, verdict }) => [name, verdict]),
    [
      ['log', 'valid'],
      ['other', 'not-checked'],
    ],
  );
});
