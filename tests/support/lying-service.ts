import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LogSource } from '#contract/log-source.ts';
import { formatCheckpoint } from '#proof/checkpoint.ts';
import type { TreeHead } from '#proof/merkle-proofs.ts';
import { formatNote } from '#proof/signed-note.ts';
import { parseVerifierKey } from '#proof/verifier-key.ts';
import { LogKeys } from '../../services/raffle/identity/log-keys.ts';
import { LogSigningKeys } from '../../services/raffle/identity/log-signing-keys.ts';
import { readSecret } from '../../services/raffle/identity/secret.ts';

/** The key of a raffle's log, taken out of the data folder of the service that signs with it. */
export function stealLogKey(service: { url: string; dataDir: string }, raffle: string) {
  const secret = readSecret(join(service.dataDir, 'secret'));
  const key = parseVerifierKey(new LogKeys(secret, service.url).verifierKey(raffle));
  const signing = new LogSigningKeys(secret);
  return {
    signHead(head: TreeHead): string {
      const text = formatCheckpoint({ origin: key.name, ...head });
      return formatNote(text, key, signing.sign(raffle, Buffer.from(text)));
    },
  };
}

/** Stands between a page and its service, and shows it another log. */
export async function lieTo(page: Page, raffle: string, log: LogSource): Promise<void> {
  const path = `**/api/raffles/${raffle}`;
  await page.route(`${path}/checkpoint`, async (route) => {
    await route.fulfill({ contentType: 'text/plain', body: await log.checkpoint() });
  });
  await page.route(`${path}/log?*`, async (route) => {
    const to = new URL(route.request().url()).searchParams.get('to');
    const lines = await log.lines(to === null ? undefined : Number(to));
    const body = lines.map((line) => `${line}\n`).join('');
    await route.fulfill({ contentType: 'application/jsonl', body });
  });
  await page.route(`${path}/consistency?*`, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [from, to] = [Number(query.get('from')), Number(query.get('to'))];
    await route.fulfill({ json: { from, to, consistency: await log.consistency(from, to) } });
  });
}
