import test from 'ava';
import fc from 'fast-check';
import {
  chainStart,
  DamagedBytes,
  decodeJournal,
  encodeBatch,
  journalHead,
} from '../../services/raffle/stores/lowdb/journal-format.ts';

/** A journal, and where each of its batches ends. */
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

const batches = [['{"a":1}'], ['{"b":"ü – 𝄞"}', '{"c":[1,2]}', '{}'], ['{"d":null}', '"e"']];
const { bytes, ends } = write(batches);

test('what was written is read', (t) => {
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

test('a journal cut anywhere gives back its complete batches and says where they end', (t) => {
  for (let length = journalHead.length; length < bytes.length; length += 1) {
    const complete = ends.filter((end) => end <= length);
    const { texts, validBytes } = decodeJournal(bytes.subarray(0, length));
    t.deepEqual(texts, batches.slice(0, complete.length).flat(), `cut at ${length}`);
    t.is(validBytes, complete.at(-1) ?? journalHead.length, `cut at ${length}`);
  }
});

test('a journal cut in its first line is damaged', (t) => {
  for (let length = 0; length < journalHead.length; length += 1) {
    t.throws(() => decodeJournal(bytes.subarray(0, length)), { instanceOf: DamagedBytes });
  }
});

test('no byte of a journal can be changed without being noticed at or before it', (t) => {
  let changes = 0;
  for (let offset = 0; offset < bytes.length; offset += 1) {
    for (const change of [0x01, 0x02, 0x10, 0x20, 0x80, 0xff]) {
      const damaged = Buffer.from(bytes);
      damaged[offset] = damaged[offset]! ^ change;
      const error = t.throws(() => decodeJournal(damaged), { instanceOf: DamagedBytes });
      t.true(error.offset <= offset, `byte ${offset}: ${error.message}`);
      changes += 1;
    }
  }
  t.is(changes, bytes.length * 6);
});

test('no byte can become another kind of byte without being noticed', (t) => {
  for (let offset = 0; offset < bytes.length; offset += 1) {
    for (const byte of Buffer.from('\n\0rf0 9a"')) {
      if (bytes[offset] === byte) continue;
      const damaged = Buffer.from(bytes);
      damaged[offset] = byte;
      t.throws(() => decodeJournal(damaged), { instanceOf: DamagedBytes }, `byte ${offset}`);
    }
  }
});

test('a batch that is repeated, left out or moved breaks the chain', (t) => {
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

test('a tail of zeros, as a crash of the machine leaves it, is cut', (t) => {
  const zeros = Buffer.alloc(4096);
  t.is(decodeJournal(Buffer.concat([bytes, zeros])).validBytes, bytes.length);
});

test('text that is no journal is damaged at its first byte', (t) => {
  for (const text of ['', 'null', 'false', '0', '{"entries":[]}', '\0'.repeat(100)]) {
    const error = t.throws(() => decodeJournal(Buffer.from(text)), { instanceOf: DamagedBytes });
    t.is(error.offset, 0);
  }
});
