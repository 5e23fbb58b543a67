import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '../../cli/exit-codes.ts';
import { checkService, type SavedFiles } from './check-service.ts';
import { startMailServer } from './local-servers.ts';
import { checkSums, requireLinkedFiles, stopService, UnpackedRelease } from './unpacked-release.ts';

/** Answered with 200 by a service that was just installed. */
const paths = ['/', '/raffles/spring', '/embed.js', '/verifier', '/docs', '/openapi.json'];

export interface ReleaseOptions {
  /** Checks what a buyer has saved with the unpacked verifier. */
  readonly openVerifier?: (root: string, saved: SavedFiles) => Promise<void>;
}

/**
 * Unpacks a release into an empty folder and uses it as its guide says: variables and the first
 * operator's key, `raffle doctor`, a raffle with a sale, its receipt and its draw, backup, and a
 * second start. The command line is the one that was unpacked.
 *
 * @throws {Error} Something of this failed.
 */
export async function checkRelease(
  archive: string,
  { openVerifier }: ReleaseOptions = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'raffle-release-'));
  const smtp = await startMailServer();
  try {
    const release = await UnpackedRelease.install(archive, { folder, smtpPort: smtp.port });
    const sums = checkSums(release.root);
    requireLinkedFiles(release.root);
    await requireHealthy(release);
    await useService(release, async () => {
      const saved = await checkService({ ...buyersOf(release, smtp.mails), folder });
      await openVerifier?.(release.root, saved);
      await requirePages(release.publicUrl);
      await release.raffle('backup', release.dataDir, join(folder, 'backup.tar'));
      await release.raffle('restore', join(folder, 'backup.tar'), join(folder, 'restored'));
    });
    release.forbidNewFolder();
    await useService(release, () => release.raffle('audit', 'spring'));
    console.log(
      `Tried: ${sums} files with the right sums; doctor, sign-in, purchase, live stream, receipt, draw, audit, backup and a second start work.`,
    );
  } finally {
    await smtp.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function buyersOf(release: UnpackedRelease, mails: readonly string[]) {
  const raffle = (...words: string[]) => release.raffle(...words);
  return { publicUrl: release.publicUrl, mails, raffle };
}

async function useService(release: UnpackedRelease, use: () => Promise<unknown>): Promise<void> {
  const service = await release.start();
  try {
    await use();
  } finally {
    await stopService(service);
  }
}

/** `doctor` ends with 5 where no beacon relay answers; then nothing else may be wrong. */
async function requireHealthy(release: UnpackedRelease): Promise<void> {
  const report = await release
    .raffle('doctor', '--environment', release.environmentFile, '--json')
    .catch((error: { readonly code?: number; readonly stdout?: string }) => {
      if (error.code !== exitCodes.notValid) throw error;
      return error.stdout ?? '';
    });
  const { findings }: { findings: { check: string; level: string }[] } = JSON.parse(report);
  const faults = findings.filter(({ check, level }) => level === 'fault' && check !== 'clock');
  if (faults.length > 0) throw new Error(`doctor: ${JSON.stringify(faults)}`);
}

async function requirePages(url: string): Promise<void> {
  for (const path of paths) {
    const { status } = await fetch(url + path);
    if (status !== 200) throw new Error(`${path} of the release answers ${status}.`);
  }
  // It needs a program of its own, and a page without it is answered with 200 too.
  const page = await (await fetch(`${url}/raffles/spring`)).text();
  if (!page.includes('id="first-content"'))
    throw new Error('A page of the release has no content before its scripts run.');
}
