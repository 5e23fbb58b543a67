import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openChromium } from '../../tests/support/chromium.ts';
import type { SavedFiles } from './check-service.ts';

/**
 * Opens the verifier of a release from disk, without a network, and gives it a log and receipts.
 *
 * @throws {Error} It has another verdict than it should.
 */
export async function openVerifier(root: string, saved: SavedFiles): Promise<void> {
  const steps: (() => unknown)[] = [];
  const browser = await openChromium({ teardown: (step) => steps.push(step) });
  try {
    const context = await browser.newContext({ locale: 'en-GB', offline: true });
    const verdictOf = async (...files: string[]) => {
      const page = await context.newPage();
      const file = join(root, 'dist', 'verifier', 'raffle-verifier.html');
      await page.goto(pathToFileURL(file).href);
      await page.getByLabel('Choose files').setInputFiles(files);
      return page
        .getByRole('status')
        .getByText(/^(VALID|NOT VALID|COULD NOT CHECK)\.$/)
        .innerText();
    };
    const verdicts = [
      await verdictOf(saved.log, saved.receipt),
      await verdictOf(saved.log, saved.changedReceipt),
    ];
    if (verdicts.join(' ') !== 'VALID. NOT VALID.')
      throw new Error(`The verifier says ${verdicts.join(' ')}`);
  } finally {
    for (const step of steps) await step();
  }
}
