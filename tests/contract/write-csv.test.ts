import test from 'ava';
import fc from 'fast-check';
import { writeCsv } from '#contract/write-csv.ts';

const write = (text: string) => writeCsv(['a'], [{ a: text }]).split('\r\n')[1];

test('a file begins with the byte order mark and the column names, and each line ends with CR LF', (t) => {
  const rows = [
    { number: 1, email: 'ann@example.org', holder: 'x' },
    { number: 2, email: 'bob@example.org', holder: 'y' },
  ];
  t.is(
    writeCsv(['number', 'email'], rows),
    '\u{FEFF}number,email\r\n1,ann@example.org\r\n2,bob@example.org\r\n',
  );
  t.is(writeCsv(['number'], []), '\u{FEFF}number\r\n');
});

test('separators and quotes are quoted as in RFC 4180', (t) => {
  t.is(write('a,b'), '"a,b"');
  t.is(write('say "a"'), '"say ""a"""');
  t.is(write('a;b'), '"a;b"', 'some countries part cells with a semicolon');
  t.is(writeCsv(['a'], [{ a: 'one\r\ntwo' }]), '\u{FEFF}a\r\n"one\r\ntwo"\r\n');
});

const signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

for (const sign of signs) {
  test(`a text that begins with ${JSON.stringify(sign)} is not a formula`, (t) => {
    const [, cell] = /^\u{FEFF}a\r\n"?([^]*?)"?\r\n$/u.exec(
      writeCsv(['a'], [{ a: `${sign}HYPERLINK(0)` }]),
    )!;
    t.is(cell, `'${sign}HYPERLINK(0)`);
  });
}

test('a number stays a number, also if negative, and other text is unchanged', (t) => {
  t.is(writeCsv(['a'], [{ a: -1 }]), '\u{FEFF}a\r\n-1\r\n');
  t.is(write('ann+fair@example.org'), 'ann+fair@example.org');
  t.is(write('日本 ü'), '日本 ü');
});

test('an independent RFC 4180 reader reads any cell back', (t) => {
  const text = fc.string({ unit: 'grapheme' });
  const row = fc.record({ a: text, b: text });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const [, ...read] = readCsv(writeCsv(['a', 'b'], rows));
      t.deepEqual(
        read,
        rows.map(({ a, b }) => [defused(a), defused(b)]),
      );
    }),
  );
});

function defused(text: string): string {
  return signs.some((sign) => text.startsWith(sign)) ? `'${text}` : text;
}

/** An independent reader that reads one character at a time. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const file = text.replace(/^\u{FEFF}/u, '');
  for (let at = 0; at < file.length; at += 1) {
    const sign = file[at]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (file[at + 1] === '"') cell += file[(at += 1)]!;
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\r' && file[at + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at += 1;
    } else cell += sign;
  }
  return rows;
}
