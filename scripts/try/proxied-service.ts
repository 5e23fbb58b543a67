import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, startMailServer, waitForPort, type MailServer } from './local-servers.ts';
import { configureProxy, type ProxyName, type ServicePorts } from './proxies.ts';

export interface ProxiedServiceOptions {
  /** Has certificate and key, and `names.cjs`, which resolves the names of the configurations. */
  readonly folder: string;
  readonly proxy: ProxyName;
  /** With a database there are two processes over it, else one with a data folder. */
  readonly databaseUrl?: string;
}

/** The built service behind a proxy. */
export class ProxiedService {
  readonly publicUrl: string;
  readonly adminUrl: string;
  readonly folder: string;
  readonly processes: readonly ServiceProcess[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #smtp: MailServer;
  readonly #proxy: ChildProcess;

  private constructor(parts: {
    urls: { publicUrl: string; adminUrl: string };
    folder: string;
    env: NodeJS.ProcessEnv;
    ports: readonly ServicePorts[];
    smtp: MailServer;
    proxy: ChildProcess;
  }) {
    this.publicUrl = parts.urls.publicUrl;
    this.adminUrl = parts.urls.adminUrl;
    this.folder = parts.folder;
    this.processes = parts.ports.map((ports) => new ServiceProcess(ports, parts.env));
    this.#env = parts.env;
    this.#smtp = parts.smtp;
    this.#proxy = parts.proxy;
  }

  /** Starts the proxy, and no process of the service yet. */
  static async prepare(options: ProxiedServiceOptions): Promise<ProxiedService> {
    const { proxy: name, databaseUrl } = options;
    const folder = join(options.folder, `${name}-${databaseUrl === undefined ? 'one' : 'two'}`);
    mkdirSync(folder);
    const ports: ServicePorts[] = [];
    for (let count = databaseUrl === undefined ? 1 : 2; count > 0; count -= 1)
      ports.push({ service: await freePort(), admin: await freePort() });
    const [https, http] = [await freePort(), await freePort()];
    const [command = '', ...args] = configureProxy(name, {
      folder: options.folder,
      https,
      http,
      processes: ports,
    });
    const smtp = await startMailServer();
    const urls = {
      publicUrl: `https://raffle.example.org:${https}`,
      adminUrl: `https://admin.example.org:${https}`,
    };
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      XDG_DATA_HOME: folder,
      NODE_EXTRA_CA_CERTS: join(options.folder, 'cert.pem'),
      NODE_OPTIONS: `--require=${join(options.folder, 'names.cjs')}`,
      RAFFLE_KEY_FILE: join(folder, 'ada.pem'),
      RAFFLE_URL: urls.publicUrl,
      RAFFLE_PUBLIC_URL: urls.publicUrl,
      RAFFLE_ADMIN_URL: urls.adminUrl,
      RAFFLE_PROXY_HOPS: '1',
      RAFFLE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      RAFFLE_MAIL_FROM: 'raffle@example.org',
      RAFFLE_EMBED_ORIGINS: 'https://club.example.org',
      RAFFLE_NEW_DATA_DIR: 'on',
      RAFFLE_ADMIN_KEYS_FILE: join(folder, 'keys'),
      // Doctor asks the proxy while it listens in place of the first process.
      RAFFLE_PORT: String(ports[0]?.service),
      RAFFLE_ADMIN_PORT: String(ports[0]?.admin),
      ...storage(folder, databaseUrl),
    };
    const proxy = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const service = new ProxiedService({ urls, folder, env, ports, smtp, proxy });
    const words = ['--key', env.RAFFLE_KEY_FILE, '--name', 'Ada'];
    writeFileSync(env.RAFFLE_ADMIN_KEYS_FILE, await service.raffle('keys', 'create', ...words));
    await waitForPort(https);
    return service;
  }

  get mails(): readonly string[] {
    return this.#smtp.mails;
  }

  /** Runs the command line with the operator's key, through the proxy. */
  readonly raffle = async (...words: string[]): Promise<string> => {
    const args = ['dist/cli/raffle.js', ...words];
    return (await promisify(execFile)(process.execPath, args, { env: this.#env })).stdout;
  };

  async stop(): Promise<void> {
    for (const each of this.processes) await each.stop();
    const ended = once(this.#proxy, 'exit');
    if (this.#proxy.exitCode === null && this.#proxy.kill('SIGTERM')) await ended;
    await this.#smtp.stop();
  }
}

/** One process of the service. */
export class ServiceProcess {
  readonly #ports: ServicePorts;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;

  constructor(ports: ServicePorts, env: NodeJS.ProcessEnv) {
    this.#ports = ports;
    this.#env = env;
  }

  async start(): Promise<void> {
    const { service, admin } = this.#ports;
    const own = { RAFFLE_PORT: String(service), RAFFLE_ADMIN_PORT: String(admin) };
    this.#child = spawn(process.execPath, ['dist/service/main.js'], {
      env: { ...this.#env, ...own },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await waitForPort(service);
  }

  /** Sends a signal that does not end the process. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    await ended;
  }

  /** Adds up a metric of this process, of all labels that contain a text. */
  async measure(name: string, label = ''): Promise<number> {
    const reply = await fetch(`http://127.0.0.1:${this.#ports.service}/metrics`);
    const lines = (await reply.text()).split('\n');
    return lines
      .filter((line) => line.startsWith(name) && line.includes(label))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }
}

function storage(folder: string, databaseUrl: string | undefined): NodeJS.ProcessEnv {
  if (databaseUrl === undefined) return { RAFFLE_DATA_DIR: join(folder, 'data') };
  const secret = join(folder, 'secret');
  writeFileSync(secret, crypto.getRandomValues(new Uint8Array(32)), { mode: 0o600 });
  return { DATABASE_URL: databaseUrl, RAFFLE_SECRET_FILE: secret };
}
