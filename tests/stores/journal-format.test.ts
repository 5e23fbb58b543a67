import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import {
  chainStart,
  encodeBatch,
  journalHead,
} from '../../services/raffle/stores/lowdb/journal-format.ts';
import {
  DamagedBytes,
  decodeJournal,
  JournalScan,
  scanJournal,
} from '../../services/raffle/stores/lowdb/journal-scan.ts';

/** A journal, and the offset at which each batch ends. */
function write(batches: readonly (readonly string[])[]): { bytes: Buffer; ends: number[] } {
  const parts: Buffer[] = [journalHead];
  const ends: number[] = [];
  let chain = chainStart;
  for (const texts of batches) {
    const batch = encodeBatch(texts, chain);
    ({ chain } = batch);
    parts.push(batch.bytes);
    ends.push(Buffer.concat(parts).length);
  }
  return { bytes: Buffer.concat(parts), ends };
}

/** The texts of the complete batches, and what is wrong with the rest. */
function scan(journal: Buffer) {
  const texts: string[] = [];
  return { ...scanJournal(journal, (batch) => texts.push(...batch.texts)), texts };
}

/** As `scan`, of a journal that comes in parts. */
function scanParts(journal: Buffer, cuts: readonly number[]) {
  const texts: string[] = [];
  const parts = new JournalScan((batch) => texts.push(...batch.texts));
  let start = 0;
  for (const cut of [...cuts, journal.length].toSorted((left, right) => left - right)) {
    // The memory is used again.
    const part = Buffer.from(journal.subarray(start, cut));
    start += parts.read(part);
    part.fill(0);
  }
  return { ...parts.end(journal.subarray(start)), texts };
}

const batches = [['{"a":1}'], ['{"b":"ü – 𝄞"}', '{"c":[1,2]}', '{}'], ['{"d":null}', '"e"']];
const { bytes, ends } = write(batches);

test('decoding returns the texts that were encoded', (t) => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(
          fc.json({ maxDepth: 1 }).map((text) => JSON.stringify(JSON.parse(text))),
          { minLength: 1, maxLength: 4 },
        ),
        { maxLength: 5 },
      ),
      (wishes) => {
        const journal = write(wishes);
        const { texts, validBytes } = decodeJournal(journal.bytes);
        return (
          validBytes === journal.bytes.length &&
          JSON.stringify(texts) === JSON.stringify(wishes.flat())
        );
      },
    ),
  );
  t.pass();
});

test('a journal that comes in parts is read as a whole one, damaged or not', (t) => {
  const place = fc.nat({ max: bytes.length });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 6 }), place, fc.nat(255), (cuts, at, byte) => {
      const journal = Buffer.from(bytes);
      if (at < journal.length) journal[at] = byte;
      t.deepEqual(scanParts(journal, cuts), scan(journal));
    }),
  );
});

test('a truncated journal returns its complete batches and their end', (t) => {
  for (let length = journalHead.length; length < bytes.length; length += 1) {
    const complete = ends.filter((end) => end <= length);
    const { texts, validBytes } = decodeJournal(bytes.subarray(0, length));
    t.deepEqual(texts, batches.slice(0, complete.length).flat(), `cut at ${length}`);
    t.is(validBytes, complete.at(-1) ?? journalHead.length, `cut at ${length}`);
  }
});

test('a journal truncated in its first line is damaged', (t) => {
  for (let length = 0; length < journalHead.length; length += 1) {
    t.throws(() => decodeJournal(bytes.subarray(0, length)), { instanceOf: DamagedBytes });
  }
});

test('no changed byte is read as data, and before the last batch it is damage', (t) => {
  const changes = [0x01, 0x02, 0x10, 0x20, 0x80, 0xff];
  for (let offset = 0; offset < bytes.length; offset += 1) {
    const others = changes.map((change) => bytes[offset]! ^ change);
    for (const byte of [...others, ...Buffer.from('\n\0rf0 9a"')]) {
      if (bytes[offset] === byte) continue;
      const damaged = Buffer.from(bytes);
      damaged[offset] = byte;
      requireNoticed(t, damaged, offset);
    }
  }
});

function requireNoticed(t: ExecutionContext, damaged: Buffer, offset: number): void {
  const { texts, validBytes, damage } = scan(damaged);
  t.true(validBytes <= offset, `byte ${offset}`);
  t.deepEqual(texts, batches.flat().slice(0, texts.length), `byte ${offset}`);
  if (offset < ends[1]!) t.truthy(damage, `byte ${offset}`);
  const line = bytes.subarray(0, offset).lastIndexOf('\n') + 1;
  if (damage !== undefined) t.is(damage.offset, line, `byte ${offset}`);
}

test('if any part of the last batch is missing, the earlier batches are returned', (t) => {
  const [start, end] = [ends[1]!, ends[2]!];
  for (let from = start; from < end; from += 1) {
    for (let to = from + 1; to <= end; to += 7) {
      for (const fill of [0, 0x5a]) {
        const torn = Buffer.from(bytes).fill(fill, from, to);
        const { texts, validBytes, damage } = scan(torn);
        t.is(damage, undefined, `bytes ${from} to ${to}`);
        t.is(validBytes, start, `bytes ${from} to ${to}`);
        t.is(texts.length, 4);
      }
    }
  }
});

test('a repeated, moved or missing batch breaks the hash chain', (t) => {
  const [first, second, third] = [journalHead.length, ...ends].map((start, index, starts) =>
    bytes.subarray(start, starts[index + 1]),
  ) as [Buffer, Buffer, Buffer];
  for (const forged of [
    [first, first, second, third],
    [first, third],
    [second, third],
    [second, first, third],
    [first, third, second],
  ]) {
    const error = t.throws(() => decodeJournal(Buffer.concat([journalHead, ...forged])), {
      instanceOf: DamagedBytes,
    });
    t.true(error.offset >= journalHead.length);
  }
});

test('a tail of zeros counts as a torn tail', (t) => {
  const zeros = Buffer.alloc(4096);
  t.is(decodeJournal(Buffer.concat([bytes, zeros])).validBytes, bytes.length);
});

test('a file that is not a journal is damaged at byte 0', (t) => {
  for (const text of ['', 'null', 'false', '0', '{"entries":[]}', '\0'.repeat(100)]) {
    const error = t.throws(() => decodeJournal(Buffer.from(text)), { instanceOf: DamagedBytes });
    t.is(error.offset, 0);
  }
});
