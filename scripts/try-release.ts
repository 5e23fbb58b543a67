import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Unpacks a release into an empty folder and uses it as an operator would: the service starts, the
 * command line shows and backs up its raffle, and a service stops on SIGTERM with 0.
 *
 * @throws {Error} Something of this failed.
 */
export async function tryRelease(archive: string, name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'raffle-release-'));
  try {
    execFileSync('tar', ['-xzf', archive, '-C', folder]);
    const root = join(folder, name);
    const sums = readFileSync(join(root, 'SHA256SUMS'), 'utf8').trim().split('\n').length;
    execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: root });
    requireLinkedFiles(root);
    const data = join(folder, 'data');
    // Nothing of this process's environment, so that only what was unpacked is used.
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, RAFFLE_NODE: process.execPath };
    const service = spawn(join(root, 'bin', 'raffle-service'), {
      cwd: folder,
      env: { ...env, RAFFLE_DATA_DIR: data, RAFFLE_PORT: '0', RAFFLE_ADMIN_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(service, 'exit');
    try {
      const url = await readAddress(service.stdout, ended);
      const raffle = (...args: string[]) =>
        promisify(execFile)(join(root, 'bin', 'raffle'), args, { cwd: folder, env });
      await raffle('show', 'demo', '--url', url);
      await raffle('audit', 'demo', '--url', url);
      await raffle('backup', data, join(folder, 'backup.tar'));
      await raffle('restore', join(folder, 'backup.tar'), join(folder, 'restored'));
      await raffle('doctor', '--json').catch(acceptFaults);
      for (const path of [
        '/',
        '/raffles/demo',
        '/embed.js',
        '/verifier',
        '/docs',
        '/openapi.json',
      ]) {
        const { status } = await fetch(url + path);
        if (status !== 200) throw new Error(`${path} of the release answers ${status}.`);
      }
      // It needs a program of its own, and a page without it is answered with 200 too.
      const page = await (await fetch(`${url}/raffles/demo`)).text();
      if (!page.includes('id="first-content"'))
        throw new Error('A page of the release has no content before its scripts run.');
    } finally {
      service.kill('SIGTERM');
    }
    const [exitCode] = await ended;
    if (exitCode !== 0)
      throw new Error(`The service of the release ended with ${String(exitCode)}.`);
    console.log(`Tried: ${sums} files with the right sums, service and command line work.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Requires that every file to which a shipped document links is shipped too. */
function requireLinkedFiles(root: string): void {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const documents = files.filter((file) => file.endsWith('.md') && !file.includes('node_modules'));
  for (const document of documents) {
    const links = readFileSync(join(root, document), 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g);
    for (const [, link = ''] of links) {
      if (/^\w+:/.test(link) || existsSync(join(root, dirname(document), link))) continue;
      throw new Error(`${document} links to ${link}, which is not in the release.`);
    }
  }
}

/** `doctor` ends with 5 where the port is in use or no relay answers in time; any other end is wrong. */
function acceptFaults(error: { readonly code?: number }): void {
  if (error.code !== 5) throw error;
}

async function readAddress(
  output: AsyncIterable<Buffer>,
  ended: Promise<unknown[]>,
): Promise<string> {
  const read = async () => {
    let text = '';
    for await (const chunk of output) {
      text += chunk.toString();
      const url = /(http:\S+)\/api\/raffles/.exec(text)?.[1];
      if (url !== undefined && /^ {2}Data /m.test(text)) return url;
    }
    throw new Error(`The service of the release did not start: ${text}`);
  };
  const refuse = ended.then(([code]) => {
    throw new Error(`The service of the release ended with ${String(code)}.`);
  });
  return Promise.race([read(), refuse]);
}
