import test, { type ExecutionContext } from 'ava';
import { canonicalJson } from '#proof/canonical-json.ts';
import { fromUtf8, toBase64, utf8 } from '#proof/bytes.ts';
import { formatCheckpoint, openCheckpoint } from '#proof/checkpoint.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { ProofError, type ProofErrorCode } from '#proof/proof-error.ts';
import { formatReceipt, parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import { formatNote, openNote, formatVerifierKey, parseVerifierKey } from '#proof/signed-note.ts';
import vectors from '../vectors/transparency-log.json' with { type: 'json' };
import { testLogKey } from '../support/log-key.ts';

const origin = 'raffle.example.org/raffles/spring';
const log = testLogKey(origin);
/** The most that one QR code holds: version 40, level L, bytes. */
const qrBytesMax = 2_953;

function logOf(tickets: number): MerkleTree {
  const tree = new MerkleTree();
  for (let number = 0; number <= tickets; number += 1) tree.append(leafOf(number));
  return tree;
}

function leafOf(number: number): Uint8Array {
  const holder = 'q83vASNFZ4mrze8BI0VniQ';
  const at = '2026-05-01T12:00:00.000Z';
  return utf8(canonicalJson({ type: 'ticket-sold', number, holder, at }));
}

function receiptFor(number: number, tickets: number): string {
  const tree = logOf(tickets);
  const checkpoint = log.signHead({ size: tree.size, root: tree.root() });
  return formatReceipt({
    leaf: leafOf(number),
    index: number,
    proof: tree.inclusionProof(number),
    checkpoint,
  });
}

function refused(t: ExecutionContext, code: ProofErrorCode, attempt: () => unknown): void {
  t.is(t.throws(attempt, { instanceOf: ProofError }).code, code);
}

test('openNote() accepts the signed note of the specification', (t) => {
  const { vkey, note } = vectors.signedNote;
  const key = parseVerifierKey(vkey);
  t.is(openNote(note, key), 'This is an example message.\n');
  t.is(formatVerifierKey(key.name, key.publicKey), vkey);
});

test('openNote() refuses a note with another text, key, name or signature', (t) => {
  const { vkey, note } = vectors.signedNote;
  const key = parseVerifierKey(vkey);
  refused(t, 'signature-wrong', () => openNote(note.replace('example', 'Example'), key));
  refused(t, 'not-signed', () => openNote(note, testLogKey('example.com/foo').key));
  refused(t, 'not-signed', () => openNote(note, { ...key, name: 'example.com/bar' }));
  const line = note.split('\n')[2]!;
  refused(t, 'not-signed', () => openNote(`${note}${line}\n`, key));
  const foreign = testLogKey('example.org/other').signText('x\n').split('\n')[2]!;
  t.is(openNote(`${note}${foreign}\n`, key), 'This is an example message.\n');
  for (const broken of [
    '',
    '\n',
    note.trimEnd(),
    note.replace('\n\n', '\n'),
    `${note}\n`,
    `\u0000${note}`,
  ]) {
    refused(t, 'malformed', () => openNote(broken, key));
  }
});

test('a verifier key with a wrong key id is refused', (t) => {
  const { vkey } = vectors.signedNote;
  refused(t, 'malformed', () => parseVerifierKey(vkey.replace('530d903a', '530d903b')));
  refused(t, 'malformed', () => parseVerifierKey(vkey.replace('foo', 'bar')));
  refused(t, 'malformed', () => parseVerifierKey(vkey.slice(0, -4)));
});

test('a checkpoint has origin, size and root, and nothing else', (t) => {
  const head = { size: 3, root: logOf(2).root() };
  t.deepEqual(openCheckpoint(log.signHead(head), log.key), { origin, ...head });
  const text = formatCheckpoint({ origin, ...head });
  const wrong = [
    `${text}more\n`,
    text.replace('\n3\n', '\n03\n'),
    text.replace('\n3\n', '\n-3\n'),
    text.replace('\n3\n', '\n3.0\n'),
    text.replace(/[^\n]+\n$/, 'AAAA\n'),
  ];
  for (const lie of wrong)
    refused(t, 'malformed', () => openCheckpoint(log.signText(lie), log.key));
});

test('a checkpoint of another log is refused even if it is signed', (t) => {
  const text = formatCheckpoint({
    origin: 'elsewhere/raffles/spring',
    size: 3,
    root: logOf(2).root(),
  });
  refused(t, 'other-log', () => openCheckpoint(log.signText(text), log.key));
});

test('a receipt proves which ticket is in the log', (t) => {
  for (const number of [0, 1, 2, 57, 100]) {
    const receipt = parseReceipt(receiptFor(number, 100));
    t.is(receipt.index, number);
    t.is(fromUtf8(receipt.leaf), fromUtf8(leafOf(number)));
    t.is(verifyReceipt(receipt, log.key).size, 101);
    t.is(formatReceipt(receipt), receiptFor(number, 100));
  }
});

test('a receipt with a changed, dropped, doubled or moved line is refused', (t) => {
  const text = receiptFor(57, 100);
  const lines = text.split('\n');
  let tried = 0;
  const isRefused = (lie: string, what: string) => {
    tried += 1;
    t.throws(() => verifyReceipt(parseReceipt(lie), log.key), { instanceOf: ProofError }, what);
  };
  for (const [index, line] of lines.entries()) {
    const join = (...put: string[]) => lines.toSpliced(index, 1, ...put).join('\n');
    isRefused(join(), `line ${index} dropped`);
    isRefused(join(line, line), `line ${index} doubled`);
    const next = lines[index + 1];
    if (next !== undefined && next !== line) {
      isRefused(lines.toSpliced(index, 2, next, line).join('\n'), `line ${index} moved`);
    }
    for (let place = 0; place < line.length; place += 1) {
      const other = line[place] === 'A' ? 'B' : 'A';
      isRefused(join(line.slice(0, place) + other + line.slice(place + 1)), `${index}:${place}`);
    }
  }
  t.log(`${tried} changed receipts, none accepted`);
});

test('a receipt for another ticket, another log or another key is refused', (t) => {
  const receipt = parseReceipt(receiptFor(57, 100));
  refused(t, 'not-included', () => verifyReceipt({ ...receipt, index: 58 }, log.key));
  refused(t, 'not-included', () => verifyReceipt({ ...receipt, leaf: leafOf(58) }, log.key));
  refused(t, 'not-signed', () => verifyReceipt(receipt, testLogKey(origin, 8).key));
  refused(t, 'other-log', () => verifyReceipt(receipt, testLogKey('elsewhere').key));
});

test('receipts for 100 and for a million tickets fit into one QR code', (t) => {
  const bytes = Math.max(...[1, 57, 100].map((number) => utf8(receiptFor(number, 100)).length));
  t.log(`${bytes} bytes`);
  t.true(bytes < qrBytesMax);
  const hash = `${toBase64(new Uint8Array(32))}\n`;
  t.true(bytes + 13 * hash.length + 8 < qrBytesMax, 'twenty hashes and longer numbers');
});

test('a note signed by a log key verifies with its verifier key', (t) => {
  const text = 'a text\n';
  t.is(openNote(formatNote(text, log.key, log.signBytes(utf8(text))), log.key), text);
});
