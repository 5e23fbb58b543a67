import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import {
  AuditBundle,
  AuditKey,
  Beacon,
  Consistency,
  DrawRecord,
  Reveal,
  Seal,
  SignedOrder,
} from '#contract/schemas.ts';
import { quicknet } from '#proof/beacon.ts';
import { bundleFormat, publicFormat } from '#proof/bundle-format.ts';
import { fromHex, toHex } from '#proof/bytes.ts';
import { commitTo, drawSeed, uniform } from '#proof/sealed-draw.ts';
import { sealedLog } from '../support/sealed-log.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/verifying.md'), 'utf8');

/** The words in `code` of the one line that begins so. */
function wordsOf(start: string): string[] {
  const [line, ...more] = page.split('\n').filter((each) => each.startsWith(start));
  if (line === undefined || more.length > 0) throw new Error(`${start} is not there once`);
  return Array.from(line.matchAll(/`([^`]+)`/g), ([, word]) => word!);
}

/** The words in `code` that follow a phrase, with nothing but blanks between them. */
function wordsAfter(phrase: string): string[] {
  const list = page.split(phrase)[1]?.match(/^(?: `[^`]+`)+/)?.[0] ?? '';
  return list.trim().replaceAll('`', '').split(' ');
}

/** The names of all members, however deep. */
function membersOf(value: object): string[] {
  return Object.entries(value).flatMap(([name, member]) => [
    name,
    ...(typeof member === 'object' ? membersOf(member as object) : []),
  ]);
}

const namesIn = (schema: { readonly shape: object }) => Object.keys(schema.shape).sort();

const [opened, sold, , closed, drawn] = sealedLog({
  isRehearsal: true,
  ticketCount: 2,
  r: 0,
}).lines.map((line) => JSON.parse(line) as Record<string, unknown>);

for (const [entry, asides] of [
  [opened, ['true']],
  [sold, []],
  [closed, ['drand']],
  [drawn, ['drand']],
] as const) {
  const { type, ...members } = entry as { type: string };
  test(`the page names every member of ${type}, and no other`, (t) => {
    const [, ...told] = wordsOf(`| \`${type}\``);
    t.deepEqual(told.sort(), [...membersOf(members), ...asides].sort());
  });
}

test('the page names every member of a seal, a reveal and a beacon', (t) => {
  t.deepEqual(wordsAfter('`seal`:').sort(), namesIn(Seal));
  t.deepEqual(wordsAfter('`reveal`:').sort(), namesIn(Reveal));
  t.deepEqual(
    page
      .match(/`beacon` \(([^)]+)\)/)![1]!
      .replaceAll('`', '')
      .split(' ')
      .sort(),
    [...namesIn(Beacon)],
  );
});

test('the page names every member of a draw that is shown, and of its winner', (t) => {
  const table = page.split('### The draw as it is shown')[1]!.split('###')[0]!;
  const cells = Array.from(table.matchAll(/^\| (`[^|]+)\|/gm), ([, cell]) => cell!);
  const told = cells.flatMap((cell) => Array.from(cell.matchAll(/`(\w+)`/g), ([, name]) => name!));
  t.deepEqual(told.sort(), [...namesIn(DrawRecord), ...namesIn(DrawRecord.shape.winner)].sort());
});

test('the page names every member of both bundles, their orders and keys, and of a consistency proof', (t) => {
  const [format, , ...members] = wordsOf(`| \`${bundleFormat}\``);
  t.deepEqual(['format', ...members].sort(), namesIn(AuditBundle), format);
  const [, ...shown] = wordsOf(`| \`${publicFormat}\``);
  t.deepEqual(['format', ...shown].sort(), Object.keys(sealedLog()).sort());
  t.deepEqual(wordsAfter("the service's own demo):").sort(), namesIn(SignedOrder));
  const [, ...consistency] = wordsOf('| `GET /api/raffles/<id>/consistency');
  t.deepEqual(consistency.sort(), namesIn(Consistency));
  t.deepEqual(
    namesIn(AuditKey).filter((name) => !wordsOf('`lines` are').includes(name)),
    [],
  );
});

test('the page’s quicknet is the one that an audit trusts', (t) => {
  const { hash, periodSeconds, genesisTime, leadSeconds } = quicknet;
  t.true(
    page.includes(`chain hash \`${hash}\`, period ${periodSeconds} s, genesis ${genesisTime}`),
  );
  t.true(page.includes(`at least ${leadSeconds} s after the closing's \`at\``));
});

test('the page’s worked example comes out as it says', (t) => {
  const [, root] = /has the root `(\w{64})`/.exec(page)!;
  const [, commitment] = /^C {6}= (\w{64})$/m.exec(page)!;
  const [, round, randomness] = /^round (\d+) of quicknet: B = (\w{64})$/m.exec(page)!;
  const [, seed] = /^seed {3}= (\w{64})$/m.exec(page)!;
  t.is(commitTo('spring', { r: 0, nonce: '01'.repeat(32) }), commitment!);
  const parts = Array.from(/^lp\(…\) {2}= (.+)$/m.exec(page)![1]!.matchAll(/(\w{8}) {1,2}(\S+)/g));
  const bytes = parts.map(([, length, part]) => {
    const text = part === '01…01' ? '\u0001'.repeat(32) : part!.slice(1, -1);
    return Buffer.concat([Buffer.from(length!, 'hex'), Buffer.from(text)]);
  });
  t.is(createHash('sha256').update(Buffer.concat(bytes)).digest('hex'), commitment!);
  const seal = {
    root: root!,
    commitment: commitment!,
    chainHash: quicknet.hash,
    round: Number(round),
  };
  const found = drawSeed({ raffle: 'spring', ticketCount: 1 }, seal, fromHex(randomness!, 32)!);
  t.is(toHex(found), seed!);
  t.is(uniform(found, 1), 0);
});
