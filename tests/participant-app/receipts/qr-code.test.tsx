import { resetBetweenTests } from '../../support/participant.tsx';
import { render, screen } from '@testing-library/react';
import test from 'ava';
import { fromUtf8, toBase64, utf8 } from '#proof/bytes.ts';
import { canonicalJson } from '#proof/canonical-json.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { parseCheckpoint } from '#proof/checkpoint.ts';
import { formatReceipt, parseReceipt } from '#proof/receipt.ts';
import { readNoteText, readSignatureOf } from '#proof/signed-note.ts';
import { QrCode } from '../../../ui/QrCode.tsx';
import {
  readReceiptFragment,
  readShortReceipt,
  writeReceiptLink,
  writeShortReceiptLink,
} from '../../../participant-app/features/receipts/receipt-link.ts';
import { testLogKey } from '../../support/log-key.ts';
import { readQr } from '../../support/read-qr.ts';

resetBetweenTests();

const service = 'https://raffle.example.org';

/** The receipt of the last of this many tickets, in a log with this name. */
function receiptOf(ticketCount: number, origin = 'raffle.example.org/raffles/spring'): string {
  const log = testLogKey(origin);
  const tree = new MerkleTree();
  const leafOf = (number: number) =>
    utf8(
      canonicalJson({
        type: 'ticket-sold',
        number,
        holder: 'q83vASNFZ4mrze8BI0VniQ',
        at: '2026-05-01T12:00:00.000Z',
      }),
    );
  for (let number = 0; number <= ticketCount; number += 1) tree.append(leafOf(number));
  return formatReceipt({
    leaf: leafOf(57),
    index: 57,
    proof: tree.inclusionProof(57),
    checkpoint: log.signHead({ size: tree.size, root: tree.root() }),
  });
}

/** The modules in the picture: each run is one rectangle of its path. */
function drawnModules(): boolean[][] {
  const picture = screen.getByRole('img', { name: 'the code' });
  const [left, top, width, height] = picture.getAttribute('viewBox')!.split(' ').map(Number);
  if (left !== -4 || top !== -4 || width !== height) throw new Error('The quiet zone is not four.');
  const size = width! - 8;
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const runs = picture.querySelector('path')!.getAttribute('d')!;
  for (const [, x, y, length] of runs.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let step = 0; step < Number(length); step += 1)
      modules[Number(y)]![Number(x) + step] = true;
  }
  return modules;
}

function draw(text: string): boolean[][] {
  const { unmount } = render(<QrCode text={text} label="the code" />);
  const modules = drawnModules();
  unmount();
  return modules;
}

const hash = `${toBase64(new Uint8Array(32).fill(1))}\n`;

/** A receipt with as many hashes as among a million tickets. */
function receiptOfMillion(origin?: string): string {
  return receiptOf(100, origin).replace('\n\n', `\n${hash.repeat(13)}\n`);
}

test.serial('an independent reader reads the QR code on a ticket among 100', (t) => {
  const text = receiptOf(100);
  const { version, level, bytes } = readQr(draw(writeShortReceiptLink(service, text)));
  const address = new URL(fromUtf8(bytes));
  t.is(address.origin + address.pathname, `${service}/receipt`);
  const { checkpoint } = parseReceipt(text);
  const { size, root } = parseCheckpoint(readNoteText(checkpoint));
  const signature = readSignatureOf(checkpoint, 'raffle.example.org/raffles/spring')!;
  t.deepEqual(readShortReceipt(address.hash), {
    raffleId: 'spring',
    sale: 57,
    size,
    root,
    signature,
  });
  t.log(`${bytes.length} bytes: version ${version}, ${17 + 4 * version} modules, level ${level}`);
  t.true(version <= 10, '57 modules: 0.86 mm each in a code of 56 mm');
});

test.serial('the QR code on a ticket among a million has no more modules', (t) => {
  const { version } = readQr(draw(writeShortReceiptLink(service, receiptOf(100))));
  t.is(readQr(draw(writeShortReceiptLink(service, receiptOfMillion()))).version, version);
  const origin = `${'a'.repeat(63)}.example.org/raffles/${'b'.repeat(64)}`;
  const longest = `https://${'a'.repeat(63)}.example.org`;
  const code = readQr(draw(writeShortReceiptLink(longest, receiptOfMillion(origin))));
  t.true(code.version <= 14, `names of maximum length: version ${code.version}`);
});

test('a text that is no receipt has an address that contains it', (t) => {
  const address = writeShortReceiptLink(service, 'x\n');
  t.is(address, writeReceiptLink(service, 'x\n'));
  for (const fragment of ['', '#', '#x', '#spring/1/2/abc', new URL(address).hash]) {
    t.is(readShortReceipt(fragment), undefined, fragment);
  }
});

test('the URL of a receipt is valid, sends nothing to the service and preserves any text', (t) => {
  const texts = ['x\n', receiptOf(100), '~!*%7E \n—ä🎁"<>#?&+\n', '\n\n', '%\n'];
  for (const text of texts) {
    const address = new URL(writeReceiptLink(service, text));
    t.is(address.origin + address.pathname + address.search, `${service}/receipt`);
    t.regex(address.hash, /^#[\w\-.~!$&'()*+,;=:@/?%]*$/);
    t.is(readReceiptFragment(address.hash), text, JSON.stringify(text));
  }
  t.is(readReceiptFragment(''), undefined);
  t.is(readReceiptFragment('#'), undefined);
  t.is(readReceiptFragment('#%E0%A4'), undefined);
});

test.serial('short and long texts are read back unchanged', (t) => {
  for (const length of [1, 20, 150, 500, 1000, 1500, 2000, 2331]) {
    const text = '—'.repeat(Math.floor(length / 3)) + 'x'.repeat(length % 3);
    const { bytes, level } = readQr(draw(text));
    t.is(fromUtf8(bytes), text, `${length}`);
    t.is(level, 'M');
  }
});

test.serial('a text that is too long for a QR code renders none', (t) => {
  const { container } = render(<QrCode text={'x'.repeat(2332)} label="the code" />);
  t.is(container.innerHTML, '');
});

test.serial('the independent reader detects one wrong module', (t) => {
  const modules = draw(receiptOf(100));
  const size = modules.length;
  for (const [x, y] of [
    [size - 1, size - 1],
    [40, 40],
    [9, 30],
  ] as const) {
    const bent = modules.map((row) => [...row]);
    bent[y]![x] = !bent[y]![x];
    t.throws(() => readQr(bent), { message: /codeword|segment|level/ }, `${x},${y}`);
  }
});
