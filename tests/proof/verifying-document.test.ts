import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { AuditBundle, AuditKey, OperatorSignature } from '#contract/admin-keys.ts';
import { Beacon, DrawnTicket, DrawRecord, Reveal } from '#contract/draws.ts';
import { Consistency, Notice, Seal } from '#contract/raffles.ts';
import { quicknet } from '#proof/beacon.ts';
import { bundleFormat, publicFormat } from '#proof/bundle.ts';
import { fromHex, toHex } from '#proof/bytes.ts';
import { beaconShare, commitTo, drawSeed } from '#proof/sealed-draw.ts';
import { RaffleStory } from '../support/raffle-story.ts';
import { fairStoryWithPrizes, sealedLog } from '../support/sealed-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { witnessed } from '../support/witnessed-log.ts';

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

const namesIn = (schema: { readonly shape: object }) => Object.keys(schema.shape).sort();

/** Members that are in no entry of `fairStoryWithPrizes`. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'raffle-opened': ['onePrizePerPerson', 'rehearsal'],
};
const story = fairStoryWithPrizes().entries.concat(new RaffleStory().cancel().entries);
const types = [...new Set(story.map(({ type }) => type as string))];

const table = page.split('### Entries')[1]!.split('\n\nAn entry has exactly')[0]!;
/** The members that the table of entries names, by type. */
const tableRows = new Map(
  Array.from(table.matchAll(/^\| `([a-z]+-[a-z]+)`(.+)$/gm), ([, type, row]) => [
    type!,
    Array.from(row!.matchAll(/`([^`]+)`/g), ([, name]) => name!),
  ]),
);

test('docs/verifying.md lists every type of entry', (t) => {
  t.deepEqual([...tableRows.keys()].sort(), types.sort());
});

for (const type of types.filter((each) => each !== 'raffle-amended')) {
  test(`docs/verifying.md names every member of ${type}, and no other`, (t) => {
    const members = story.filter((entry) => entry['type'] === type).flatMap(Object.keys);
    const all = new Set([...members, ...(elsewhere[type] ?? [])]);
    all.delete('type');
    t.deepEqual(tableRows.get(type)!.sort(), [...all].sort());
  });
}

test('docs/verifying.md names every member of a notice', (t) => {
  t.deepEqual(wordsOf('| members of `notice`').slice(1).sort(), namesIn(Notice));
  t.deepEqual(wordsOf('| members of each item of `order`').slice(1).sort(), namesIn(DrawnTicket));
});

test('docs/verifying.md names every member of a seal, a reveal and a beacon', (t) => {
  t.deepEqual(wordsOf('| members of `seal`').slice(1).sort(), namesIn(Seal));
  t.deepEqual(wordsOf('| members of `reveal`').slice(1).sort(), namesIn(Reveal));
  t.deepEqual(wordsOf('| members of `beacon`').slice(1).sort(), namesIn(Beacon));
});

test('docs/verifying.md names every member of a draw record and of its winners', (t) => {
  const shown = page.split('### The draw as it is shown')[1]!.split('###')[0]!;
  const cells = Array.from(shown.matchAll(/^\| (`[^|]+)\|/gm), ([, cell]) => cell!);
  const told = cells.flatMap((cell) => Array.from(cell.matchAll(/`(\w+)`/g), ([, name]) => name!));
  const [, sealed] = DrawRecord.def.options;
  const item = Object.keys({ prize: 0, title: 0, state: 0, ticketNumber: 0, holder: 0 });
  const winner = ['ticketNumber', 'holder'];
  const forfeit = ['prize', 'ticketNumber', 'reason', 'at'];
  t.deepEqual(told.sort(), [...namesIn(sealed), ...item, ...winner, ...forfeit].sort());
});

test('docs/verifying.md names every member of bundles, signatures, keys and consistency proofs', (t) => {
  const [format, , ...members] = wordsOf(`| \`${bundleFormat}\``);
  t.deepEqual(['format', ...members].sort(), namesIn(AuditBundle), format);
  const [, ...shown] = wordsOf(`| \`${publicFormat}\``);
  t.deepEqual(['format', ...shown].sort(), Object.keys(sealedLog()).sort());
  t.deepEqual(wordsAfter('the signed request that caused it:').sort(), namesIn(OperatorSignature));
  const [, ...consistency] = wordsOf('| `GET /api/raffles/<id>/consistency');
  t.deepEqual(consistency.sort(), namesIn(Consistency));
  t.deepEqual(
    namesIn(AuditKey).filter((name) => !wordsOf('`lines` are').includes(name)),
    [],
  );
});

test('the commands in docs/verifying.md find the signature of the log, with and without cosignatures', (t) => {
  const [, commands] = /\ncurl -s \$raffle\/log > log\n([^]+?)openssl /.exec(page)!;
  const log = sealedLog();
  const sightings = (['club', 'council'] as const).map((witness) => ({
    witness,
    size: log.lines.length,
    time: 1_800_000_000,
  }));
  for (const { lines, checkpoints } of [log, witnessed(log, sightings)]) {
    const cwd = temporaryFolder(t);
    writeFileSync(join(cwd, 'note'), checkpoints.at(-1)!);
    writeFileSync(join(cwd, 'log'), lines.map((line) => `${line}\n`).join(''));
    execFileSync('sh', ['-e'], { cwd, input: commands! });
    const [text, signature, der] = ['text', 'signature', 'key.der'].map((name) =>
      readFileSync(join(cwd, name)),
    );
    const key = createPublicKey({ key: der!, format: 'der', type: 'spki' });
    t.true(verify(null, text!, key, signature!), checkpoints.at(-1));
  }
});

test('docs/verifying.md has the quicknet chain that an audit trusts', (t) => {
  const { hash, periodSeconds, genesisTime, leadSeconds } = quicknet;
  t.true(
    page.includes(`chain hash \`${hash}\`, period ${periodSeconds} s, genesis ${genesisTime}`),
  );
  t.true(page.includes(`at least ${leadSeconds} s after the closing's \`at\``));
});

test('the worked example in docs/verifying.md is correct', (t) => {
  const [, root] = /has the root `(\w{64})`/.exec(page)!;
  const [, commitment] = /^C {6}= (\w{64})$/m.exec(page)!;
  const [, round, randomness] = /^round (\d+) of quicknet: B = (\w{64})$/m.exec(page)!;
  const [, seed] = /^seed {3}= (\w{64})$/m.exec(page)!;
  t.is(commitTo('one-ticket', { r: [0], nonce: '01'.repeat(32) }), commitment!);
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
  const pool = { raffle: 'one-ticket', ticketCount: 1, drawLength: 1 };
  const found = drawSeed(pool, seal, fromHex(randomness!, 32)!);
  t.is(toHex(found), seed!);
  t.is(beaconShare(found, 0, 1), 0);
});
