import { execFile, execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { checkService } from './check-service.ts';
import { freePort, startMailServer } from './local-servers.ts';

/** An image that was built already; default: it is built. */
const given = process.env['RAFFLE_IMAGE'];
const image = given ?? 'localhost/raffle';
const wordsOf = (name: string) => process.env[name]?.split(' ') ?? [];
const [container, volume] = [`raffle-${process.pid}`, `raffle-data-${process.pid}`];

/**
 * Builds the image with a container engine and uses it as compose.yaml does: read-only root, no
 * capabilities. The network is the machine's, because the mail server of this process is on loopback.
 *
 * `RAFFLE_ENGINE_OPTIONS`, `RAFFLE_BUILD_OPTIONS` and `RAFFLE_RUN_OPTIONS` are options for the engine,
 * for building and for running, such as `--ulimit nofile=4096:4096` where root may not raise limits.
 *
 * @param engine A command that takes Docker's arguments: `docker` or `podman`.
 * @throws {Error} Something of this failed.
 */
export async function checkImage(engine: string): Promise<void> {
  const words = wordsOf('RAFFLE_ENGINE_OPTIONS');
  const call = (...args: string[]) =>
    execFileSync(engine, [...words, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const build = ['build', ...wordsOf('RAFFLE_BUILD_OPTIONS'), '--file', 'packaging/Dockerfile'];
  if (given === undefined) call(...build, '--tag', image, '.');
  const folder = mkdtempSync(join(tmpdir(), 'raffle-image-'));
  const smtp = await startMailServer();
  const ports = { service: await freePort(), admin: await freePort() };
  const publicUrl = `http://127.0.0.1:${ports.service}`;
  const raffle = async (...args: string[]) => {
    const own = { RAFFLE_URL: publicUrl, RAFFLE_KEY_FILE: join(folder, 'ada.pem') };
    const options = { env: { ...process.env, ...own } };
    const command = ['dist/cli/raffle.js', ...args];
    return (await promisify(execFile)(process.execPath, command, options)).stdout;
  };
  const env = {
    RAFFLE_PORT: String(ports.service),
    RAFFLE_ADMIN_PORT: String(ports.admin),
    RAFFLE_PUBLIC_URL: publicUrl,
    RAFFLE_ADMIN_URL: `http://127.0.0.1:${ports.admin}`,
    RAFFLE_PROXY_HOPS: '0',
    RAFFLE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    RAFFLE_MAIL_FROM: 'raffle@example.org',
    RAFFLE_ADMIN_KEYS_FILE: '/etc/raffle/keys',
  };
  const run = (more: Record<string, string> = {}) =>
    spawn(engine, [...words, ...runArguments({ ...env, ...more }, folder)], { stdio: 'inherit' });
  try {
    writeFileSync(
      join(folder, 'keys'),
      await raffle('keys', 'create', '--key', join(folder, 'ada.pem'), '--name', 'Ada'),
    );
    const first = run({ RAFFLE_NEW_DATA_DIR: 'on' });
    await waitUntilHealthy(call, ports.service);
    await checkService({ publicUrl, mails: smtp.mails, raffle, folder });
    await stop(call, first);
    const second = run();
    await waitUntilHealthy(call, ports.service);
    await raffle('audit', 'spring');
    await stop(call, second);
    console.log(
      'Healthy; sign-in, purchase, live stream, receipt, draw and audit work; stopped with 0 and started again.',
    );
  } finally {
    await smtp.stop();
    // One that did not stop is still there.
    for (const args of [
      ['rm', '--force', container],
      ['volume', 'rm', '--force', volume],
    ])
      spawnSync(engine, [...words, ...args]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function runArguments(env: Readonly<Record<string, string>>, folder: string): string[] {
  return [
    'run',
    '--rm',
    '--name',
    container,
    '--network',
    'host',
    '--read-only',
    '--tmpfs',
    '/tmp',
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges',
    '--volume',
    `${volume}:/var/lib/raffle`,
    '--volume',
    `${join(folder, 'keys')}:/etc/raffle/keys:ro`,
    ...wordsOf('RAFFLE_RUN_OPTIONS'),
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    image,
  ];
}

/** Runs the health check of the Dockerfile in the container, with the port of this run. */
async function waitUntilHealthy(call: (...args: string[]) => string, port: number): Promise<void> {
  const text = readFileSync('packaging/Dockerfile', 'utf8');
  const check: string[] = JSON.parse(/^HEALTHCHECK .*? CMD (.*)$/m.exec(text)?.[1] ?? '[]');
  const words = check.map((word) => word.replace(':4000', `:${port}`));
  for (let attempt = 0; attempt < 60; attempt += 1) {
    try {
      call('exec', container, ...words);
      return;
    } catch {
      await delay(500);
    }
  }
  throw new Error('The container does not become healthy.');
}

async function stop(call: (...args: string[]) => string, child: ChildProcess): Promise<void> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  call('stop', '--time', '20', container);
  const code = await ended;
  if (code !== 0) throw new Error(`The container ended with ${code}.`);
}
