import { resetBetweenTests } from '../../support/participant.tsx';
import { render, screen } from '@testing-library/react';
import test from 'ava';
import { fromUtf8, toBase64, utf8 } from '#proof/bytes.ts';
import { canonicalJson } from '#proof/canonical-json.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { QrCode } from '../../../participant-app/receipts/QrCode.tsx';
import { testLogKey } from '../../support/log-key.ts';
import { readQr } from '../../support/read-qr.ts';

resetBetweenTests();

/** The receipt of the last of so many tickets, in a log that is called like this. */
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

/** The modules as the picture has them: every run is one rectangle of its path. */
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

test.serial('a receipt among 100 tickets is one code, which another reader reads back', (t) => {
  const text = receiptOf(100);
  const { version, level, bytes } = readQr(draw(text));
  t.is(fromUtf8(bytes), text);
  t.log(`${bytes.length} bytes: version ${version}, ${17 + 4 * version} modules, level ${level}`);
  t.true(version <= 25, 'small enough to be scanned off a phone');
});

test.serial('so is one among a million, with the longest names there are', (t) => {
  const hash = `${toBase64(new Uint8Array(32).fill(1))}\n`;
  const origin = `${'a'.repeat(63)}.example.org/raffles/${'b'.repeat(64)}`;
  const text = receiptOf(100, origin).replace('\n\n', `\n${hash.repeat(13)}\n`);
  const { version, level, bytes } = readQr(draw(text));
  t.is(fromUtf8(bytes), text);
  t.log(`${bytes.length} bytes: version ${version}, level ${level}`);
});

test.serial('short and long texts read back as they were', (t) => {
  for (const length of [1, 20, 150, 500, 1000, 1500, 2000, 2331]) {
    const text = '—'.repeat(Math.floor(length / 3)) + 'x'.repeat(length % 3);
    const { bytes, level } = readQr(draw(text));
    t.is(fromUtf8(bytes), text, `${length}`);
    t.is(level, 'M');
  }
});

test.serial('what fits no code gets none, and breaks nothing', (t) => {
  const { container } = render(<QrCode text={'x'.repeat(2332)} label="the code" />);
  t.is(container.innerHTML, '');
});

test.serial('the reader notices one wrong module', (t) => {
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
