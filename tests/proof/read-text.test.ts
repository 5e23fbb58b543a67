import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readText } from '#proof/read-text.ts';
import { checkReceipt } from '../../participant-app/features/receipts/check-receipt.ts';
import { receiptVerdict } from '../../participant-app/features/receipts/receipts-state.ts';
import { verifyItems } from '../../verifier/verify-items.ts';
import { recogniseItem } from '../../verifier/items.ts';
import { newFolder } from '../cli/support/key-files.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { sealedLogKey } from '../support/sealed-log.ts';
import { verifierFiles } from '../support/verifier-files.ts';

const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

/** What editors, shells and clipboards make of a text file. */
const forms: Readonly<Record<string, (text: string) => Buffer>> = {
  'as it was': (text) => Buffer.from(text),
  'with CRLF': (text) => Buffer.from(crlf(text)),
  'with CR': (text) => Buffer.from(text.replaceAll('\n', '\r')),
  'with a BOM': (text) => Buffer.from(`\uFEFF${text}`),
  'in UTF-16 with a BOM': (text) => utf16le(`\uFEFF${crlf(text)}`),
  'in UTF-16': utf16le,
  'in big-endian UTF-16 with a BOM': (text) => utf16be(`\uFEFF${text}`),
  'in big-endian UTF-16': utf16be,
  'without its last line end': (text) => Buffer.from(text.trimEnd()),
  'with line ends too many': (text) => Buffer.from(`${text}\n \r\n`),
};

const texts = {
  good: ['passed', 0, verifierFiles['spring-3.tlog-proof']],
  bent: ['failed', 5, verifierFiles['bent.tlog-proof']],
  torn: ['not-checked', 6, verifierFiles['torn.tlog-proof']],
} as const;
const logKey = sealedLogKey.verifierKey;

for (const [form, save] of Object.entries(forms)) {
  test(`a receipt ${form} has the same verdict at every entry point`, async (t) => {
    const cwd = newFolder(t);
    const key = recogniseItem('log.key', readText(save(verifierFiles['log.key'])));
    for (const [name, [verdict, exitCode, text]] of Object.entries(texts)) {
      const bytes = save(text);
      writeFileSync(join(cwd, name), bytes);
      const run = await runCli(['verify', name, '--log-key', logKey], { cwd });
      t.is(run.exitCode, exitCode, `${name}: ${run.stdout}${run.stderr}`);
      const [file] = await verifyItems([recogniseItem(name, readText(bytes)), key], () => {});
      t.is(file!.verdict, verdict, name);
      // A text field and a clipboard give characters, not bytes.
      const pasted = new TextDecoder(bytes.includes(0) ? 'utf-16le' : 'utf-8').decode(bytes);
      if (!form.includes('big-endian')) {
        const [fromText] = await verifyItems([recogniseItem(name, pasted), key], () => {});
        t.is(fromText!.verdict, verdict, name);
        const held = checkReceipt({ number: 3, sale: 3, text: pasted }, logKey);
        t.is(receiptVerdict(held), verdict, name);
        t.is(held.fingerprint, checkReceipt({ number: 3, sale: 3, text }).fingerprint);
      }
    }
  });

  test(`a bundle, a checkpoint and a chain ${form} are read`, async (t) => {
    const cwd = newFolder(t);
    for (const name of ['spring.raffle-log.json', 'same.checkpoint', 'chain.json'] as const) {
      writeFileSync(join(cwd, name), save(verifierFiles[name]));
    }
    const given = ['--checkpoint', 'same.checkpoint', '--chain', 'chain.json'];
    const { exitCode, stdout } = await runCli(['audit', './spring.raffle-log.json', ...given], {
      cwd,
    });
    t.is(exitCode, 0, stdout);
  });
}
