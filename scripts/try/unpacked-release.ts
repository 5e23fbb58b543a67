import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, waitForPort } from './local-servers.ts';

/** A release that was unpacked and set up as the guide says, on loopback and without a proxy. */
export class UnpackedRelease {
  /** Where it was unpacked. */
  readonly root: string;
  readonly publicUrl: string;
  /** The file of variables, made from `packaging/environment.example`. */
  readonly environmentFile: string;
  readonly dataDir: string;
  readonly #folder: string;
  readonly #ports: { readonly service: number; readonly admin: number };
  /** Nothing of this process's environment, so that only what was unpacked is used. */
  readonly #env: NodeJS.ProcessEnv;

  private constructor(folder: string, root: string, ports: { service: number; admin: number }) {
    this.root = root;
    this.publicUrl = `http://127.0.0.1:${ports.service}`;
    this.environmentFile = join(folder, 'etc', 'environment');
    this.dataDir = join(folder, 'data');
    this.#folder = folder;
    this.#ports = ports;
    this.#env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      RAFFLE_NODE: process.execPath,
      RAFFLE_URL: this.publicUrl,
      RAFFLE_KEY_FILE: join(folder, 'ada.pem'),
    };
  }

  /** Unpacks an archive in an empty folder and makes the first operator's key. */
  static async install(
    archive: string,
    { folder, smtpPort }: { readonly folder: string; readonly smtpPort: number },
  ): Promise<UnpackedRelease> {
    execFileSync('tar', ['-xzf', archive, '-C', folder]);
    const [name = ''] = readdirSync(folder);
    const ports = { service: await freePort(), admin: await freePort() };
    const release = new UnpackedRelease(folder, join(folder, name), ports);
    mkdirSync(join(folder, 'etc'));
    release.#writeEnvironment(smtpPort);
    const line = await release.raffle('keys', 'create', '--key', 'ada.pem', '--name', 'Ada');
    writeFileSync(join(folder, 'etc', 'keys'), line);
    return release;
  }

  /** Runs its command line. */
  async raffle(...words: string[]): Promise<string> {
    const options = { cwd: this.#folder, env: this.#env };
    const { stdout } = await promisify(execFile)(join(this.root, 'bin', 'raffle'), words, options);
    return stdout;
  }

  /** Starts the service with the file's variables, as its systemd unit does. */
  async start(): Promise<ChildProcess> {
    const lines = readFileSync(this.environmentFile, 'utf8').split('\n');
    const variables = lines
      .filter((line) => /^\w+=/.test(line))
      .map((line) => line.split(/=(.*)/s));
    const service = spawn(join(this.root, 'bin', 'raffle-service'), {
      cwd: this.root,
      env: { ...this.#env, NODE_ENV: 'production', ...Object.fromEntries(variables) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const early = once(service, 'exit').then(([code]) => {
      throw new Error(`The service of the release ended with ${String(code)}.`);
    });
    await Promise.race([waitForPort(this.#ports.service), early]);
    early.catch(() => undefined);
    return service;
  }

  /** After the first start the guide says to take this line out. */
  forbidNewFolder(): void {
    const text = readFileSync(this.environmentFile, 'utf8');
    writeFileSync(this.environmentFile, text.replace(/^RAFFLE_NEW_DATA_DIR=.*\n/m, ''));
  }

  #writeEnvironment(smtpPort: number): void {
    const own: Record<string, string | undefined> = {
      RAFFLE_DATA_DIR: this.dataDir,
      RAFFLE_PUBLIC_URL: this.publicUrl,
      RAFFLE_ADMIN_URL: `http://127.0.0.1:${this.#ports.admin}`,
      RAFFLE_PROXY_HOPS: '0',
      RAFFLE_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      RAFFLE_ADMIN_KEYS_FILE: join(this.#folder, 'etc', 'keys'),
    };
    const example = readFileSync(join(this.root, 'packaging', 'environment.example'), 'utf8');
    const text = example.replaceAll(
      /^(\w+)=(.*)$/gm,
      (_, name: string, value: string) => `${name}=${own[name] ?? value}`,
    );
    const ports = `RAFFLE_PORT=${this.#ports.service}\nRAFFLE_ADMIN_PORT=${this.#ports.admin}\n`;
    writeFileSync(this.environmentFile, text + ports);
  }
}

/** Stops a service as a supervisor does. */
export async function stopService(service: ChildProcess): Promise<void> {
  const ended = once(service, 'exit');
  service.kill('SIGTERM');
  const [code] = await ended;
  if (code !== 0) throw new Error(`The service of the release ended with ${String(code)}.`);
}

/** @returns The number of files, all of which have the right sum. */
export function checkSums(root: string): number {
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: root });
  return readFileSync(join(root, 'SHA256SUMS'), 'utf8').trim().split('\n').length;
}

/** Requires that every file to which a shipped document links is shipped too. */
export function requireLinkedFiles(root: string): void {
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
