import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rspack } from '@rspack/core';
import test, { type ExecutionContext } from 'ava';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { shareBrowser } from '../support/browser-suite.ts';
import { builtPath } from '../support/built.ts';
import { variants } from '../support/effort.ts';
import { temporaryFolder } from '../support/service.ts';
import { verifierFiles, type VerifierFile } from '../support/verifier-files.ts';
import { watchFaults } from '../support/visitor.ts';

const page = builtPath('verifier', 'raffle-verifier.html');

const browser = shareBrowser(test);

interface Verifier {
  readonly page: Page;
  readonly faults: readonly string[];
  /** Requests to any network. */
  readonly asked: readonly string[];
  /** Chooses files in the page's file input. */
  bring(...names: VerifierFile[]): Promise<void>;
}

/** Opens the built file from disk on a device without a network. */
async function openVerifier(
  t: ExecutionContext,
  options: BrowserContextOptions = {},
): Promise<Verifier> {
  const context = await browser().newContext({ locale: 'en-GB', offline: true, ...options });
  t.teardown(() => context.close());
  const opened = await context.newPage();
  const asked: string[] = [];
  opened.on('request', (request) => asked.push(request.url()));
  const faults = watchFaults(opened);
  await opened.goto(pathToFileURL(page).href);
  const folder = temporaryFolder(t);
  return {
    page: opened,
    faults,
    asked,
    async bring(...names) {
      const paths = names.map((name) => join(folder, name));
      for (const [index, path] of paths.entries())
        writeFileSync(path, verifierFiles[names[index]!]);
      await opened.getByLabel('Choose files').setInputFiles(paths);
    },
  };
}

/** Waits for the overall verdict and returns all text on the page. */
async function readVerdict(page: Page, verdict: string): Promise<string> {
  await page.getByRole('status').getByText(verdict, { exact: true }).waitFor();
  return (await page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ');
}

test('a bundle is valid, each check and the limits are shown, and no request is sent', async (t) => {
  const { page: opened, faults, asked, bring } = await openVerifier(t);
  await bring('spring.raffle-log.json', 'chain.json', 'same.checkpoint');
  const text = await readVerdict(opened, 'VALID.');
  t.true(text.includes('Each of 7 sales took the lowest free number.'));
  t.true(
    text.includes('is signed by the chain, and the sealed shares with it give this order: index'),
  );
  t.true(text.includes('The checkpoint you saved matches it. The closing is not covered'));
  t.true(text.includes('What this does not prove That everyone was shown this log'));
  t.is(await opened.getByRole('img', { name: 'passed' }).count(), 14);
  t.deepEqual(asked, [pathToFileURL(page).href]);
  t.deepEqual(faults, []);
});

test('a changed bundle is not valid, and the failed check is named', async (t) => {
  const { page: opened, faults, bring } = await openVerifier(t);
  await bring('bent.raffle-log.json', 'chain.json');
  const text = await readVerdict(opened, 'NOT VALID.');
  t.true(text.includes('Signed by the log’s key checkpoints[0] signs another log'));
  t.false(text.replaceAll('NOT VALID.', '').includes('VALID.'));
  t.deepEqual(faults, []);
});

test('an unreadable file could not be checked', async (t) => {
  const { page: opened, bring } = await openVerifier(t);
  await bring('torn.raffle-log.json', 'holiday.txt');
  const text = await readVerdict(opened, 'COULD NOT CHECK.');
  t.false(text.includes('VALID'));
  t.true(text.includes('It says nothing about any raffle'));
});

test('texts are pasted one after the other and verified together', async (t) => {
  const { page: opened, bring } = await openVerifier(t);
  const field = opened.getByRole('textbox', { name: 'Or paste a text' });
  const add = opened.getByRole('button', { name: 'Add the text' });
  // A clipboard often loses the last line end.
  await field.fill(verifierFiles['spring-3.tlog-proof'].trimEnd());
  await add.click();
  t.true((await readVerdict(opened, 'COULD NOT CHECK.')).includes('The log’s key is missing'));
  await field.fill(verifierFiles['log.key']);
  await add.click();
  t.true((await readVerdict(opened, 'VALID.')).includes('Ticket 3 of holder holder-1'));
  await bring('rewritten.raffle-fork.json');
  await readVerdict(opened, 'NOT VALID.');
  await opened.getByRole('button', { name: 'Start over' }).click();
  t.false((await opened.getByRole('main').innerText()).includes('VALID'));
});

test('files can be dropped and texts pasted anywhere on the page', async (t) => {
  const { page: opened } = await openVerifier(t);
  const give = (kind: 'drop' | 'paste', name: VerifierFile) =>
    opened.evaluate(
      ([kind, name, text]) => {
        const given = new DataTransfer();
        if (kind === 'drop') given.items.add(new File([text], name));
        else given.setData('text/plain', text);
        const event =
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: given, bubbles: true });
        document.body.dispatchEvent(event);
      },
      [kind, name, verifierFiles[name]] as const,
    );
  await give('drop', 'open.raffle-log.json');
  t.true(
    (await readVerdict(opened, 'VALID.')).includes('open.raffle-log.json · Bundle: the whole log'),
  );
  await give('paste', 'bent.tlog-proof');
  t.true((await readVerdict(opened, 'NOT VALID.')).includes('Pasted text · Receipt'));
});

test('the page can be used with the keyboard alone', async (t) => {
  const { page: opened } = await openVerifier(t);
  const focused = () => opened.evaluate(() => document.activeElement?.id);
  // Waited for before the press: the browser must be told before it opens its own dialog.
  const chooser = opened.waitForEvent('filechooser');
  await opened.keyboard.press('Tab');
  t.is(await focused(), 'files');
  await opened.keyboard.press('Enter');
  await (await chooser).setFiles([]);
  await opened.keyboard.press('Tab');
  t.is(await focused(), 'text');
  await opened.keyboard.insertText(verifierFiles['open.raffle-log.json']);
  await opened.keyboard.press('Tab');
  await opened.keyboard.press('Enter');
  await readVerdict(opened, 'VALID.');
});

for (const [locale, colorScheme, verdict] of variants([
  ['de-DE', 'dark', 'NICHT GÜLTIG.'],
  ['en-GB', 'light', 'NOT VALID.'],
] as const)) {
  test(`the page has no accessibility problem in ${locale}, ${colorScheme}, at 320 and 1280 pixels`, async (t) => {
    const { page: opened } = await openVerifier(t, { locale, colorScheme });
    const folder = temporaryFolder(t);
    const names = ['bent.raffle-log.json', 'open.raffle-log.json', 'torn.tlog-proof'] as const;
    for (const name of names) writeFileSync(join(folder, name), verifierFiles[name]);
    await opened.locator('#files').setInputFiles(names.map((name) => join(folder, name)));
    await readVerdict(opened, verdict);
    for (const width of [320, 1280]) {
      await opened.setViewportSize({ width, height: 800 });
      t.is(await measureOverflow(opened), 0);
      t.deepEqual(await findBarriers(opened), []);
    }
    t.is(await opened.getAttribute('html', 'lang'), locale.slice(0, 2));
  });
}

test('the content security policy blocks requests, scripts and images', async (t) => {
  const { page: opened } = await openVerifier(t, { offline: false });
  const refused = await opened.evaluate(async () => {
    const blocked: string[] = [];
    const allBlocked = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        blocked.push(effectiveDirective);
        if (new Set(blocked).size === 3) resolve();
      });
      setTimeout(resolve, 10_000);
    });
    await fetch('http://127.0.0.1:9/').catch(() => {});
    const script = document.createElement('script');
    script.textContent = 'globalThis.wasRun = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.src = 'http://127.0.0.1:9/image.png';
    document.body.append(image);
    await allBlocked;
    return { blocked, wasRun: 'wasRun' in globalThis };
  });
  t.false(refused.wasRun);
  for (const directive of ['connect-src', 'script-src-elem', 'img-src']) {
    t.true(refused.blocked.includes(directive), `${directive} in ${refused.blocked.join()}`);
  }
});

test('the page is one file below 70 kB gzipped, without external resources', (t) => {
  const built = readFileSync(page);
  const { length } = gzipSync(built);
  t.log(`${(built.length / 1000).toFixed(1)} kB, ${(length / 1000).toFixed(1)} kB gzipped`);
  t.true(length < 70_000);
  t.notRegex(built.toString(), /<(script|link|img)[^>]* (src|href)=/);
  t.false(built.includes('ristretto255 encoding'), 'a class that it does not use');
});

test('building the page again gives the same bytes', async (t) => {
  const folder = temporaryFolder(t);
  const { default: compilers } = await import('../../rspack.config.ts');
  const own = compilers.find(({ name }) => name === 'verifier')!;
  const compiler = rspack({ ...own, output: { ...own.output, path: folder } });
  await new Promise<void>((resolve, reject) => {
    compiler.run((error) => (error === null ? resolve() : reject(error)));
  });
  await new Promise((resolve) => compiler.close(resolve));
  const again = readFileSync(join(folder, 'raffle-verifier.html'));
  t.true(again.equals(readFileSync(page)));
});
