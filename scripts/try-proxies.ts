import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import dns from 'node:dns';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { promisify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { checkPages } from './try-proxies/check-pages.ts';
import { checkService } from './try-proxies/check-service.ts';

/**
 * Runs the service behind nginx and Caddy with the configurations of packaging/, over https with a
 * certificate made for this, and uses it: `npm run try-proxies`. Needs Linux, openssl, nginx and
 * Caddy. Only ports, certificate and log paths of the configurations are replaced.
 */
const folder = mkdtempSync(join(tmpdir(), 'raffle-proxies-'));
const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
const children: ChildProcess[] = [];
const preload = `const dns = require('node:dns'); const real = dns.lookup; dns.lookup = (name, options, done) => real(/\\.example\\.org$/.test(name) ? '127.0.0.1' : name, options, done);`;

interface Ports {
  readonly service: number;
  readonly admin: number;
  readonly https: number;
  readonly http: number;
}

const proxies = {
  nginx: ({ https, http, service, admin }: Ports) => {
    const site = readFileSync('packaging/nginx.conf', 'utf8')
      .replaceAll('listen 443', `listen ${https}`)
      .replaceAll('listen 80', `listen ${http}`)
      .replaceAll('127.0.0.1:4000', `127.0.0.1:${service}`)
      .replaceAll('127.0.0.1:4001', `127.0.0.1:${admin}`)
      .replaceAll('/etc/ssl/raffle', folder)
      .replaceAll('/var/log/nginx', folder);
    const whole = `pid ${folder}/nginx.pid; error_log ${folder}/error.log;\nevents {}\nhttp {\n${site}\n}\n`;
    writeFileSync(join(folder, 'nginx.conf'), whole);
    return ['nginx', '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'];
  },
  caddy: ({ https, http, service, admin }: Ports) => {
    const site = readFileSync('packaging/Caddyfile', 'utf8')
      .replaceAll(':4000', `:${service}`)
      .replaceAll(':4001', `:${admin}`)
      .replaceAll('example.org} {', `example.org}:${https} {\n\ttls ${cert} ${key}`);
    const whole = `{\n\tadmin off\n\thttp_port ${http}\n\tauto_https disable_redirects\n}\n${site}`;
    writeFileSync(join(folder, 'Caddyfile'), whole);
    return ['caddy', 'run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')];
  },
};

async function tryProxy(name: keyof typeof proxies): Promise<void> {
  const [service, admin, https, http] = await Promise.all([0, 0, 0, 0].map(freePort));
  if (!service || !admin || !https || !http) throw new Error('There is no free port.');
  const [command = '', ...args] = proxies[name]({ service, admin, https, http });
  const mails: string[] = [];
  const smtp = await startMailServer(mails);
  const publicUrl = `https://raffle.example.org:${https}`;
  const adminUrl = `https://admin.example.org:${https}`;
  const operatorKey = join(folder, `${name}.pem`);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_DATA_HOME: folder,
    NODE_EXTRA_CA_CERTS: cert,
    NODE_OPTIONS: `--require=${join(folder, 'names.cjs')}`,
    RAFFLE_KEY_FILE: operatorKey,
    RAFFLE_URL: publicUrl,
    RAFFLE_PORT: String(service),
    RAFFLE_ADMIN_PORT: String(admin),
    RAFFLE_PUBLIC_URL: publicUrl,
    RAFFLE_ADMIN_URL: adminUrl,
    RAFFLE_PROXY_HOPS: '1',
    RAFFLE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    RAFFLE_MAIL_FROM: 'raffle@example.org',
    RAFFLE_EMBED_ORIGINS: 'https://club.example.org',
    RAFFLE_NEW_DATA_DIR: 'on',
    RAFFLE_DATA_DIR: join(folder, `${name}-data`),
    RAFFLE_ADMIN_KEYS_FILE: join(folder, `${name}.keys`),
  };
  const raffle = async (...words: string[]) =>
    (await promisify(execFile)(process.execPath, ['dist/cli/raffle.js', ...words], { env })).stdout;
  const line = await raffle('keys', 'create', '--key', operatorKey, '--name', 'Ada');
  writeFileSync(env.RAFFLE_ADMIN_KEYS_FILE, line);
  start(command, args, env);
  await waitForPort(https);
  await requireProxyIsFine(raffle);
  const first = start(process.execPath, ['dist/service/main.js'], env);
  await waitForPort(service);
  await requireProxyIsFine(raffle);
  await checkService({ publicUrl, adminUrl, mails, raffle });
  await checkPages({ publicUrl, adminUrl });
  const restart = await countDuringRestart(`${publicUrl}/api/raffles/spring`, async () => {
    const ended = once(first, 'exit');
    first.kill('SIGTERM');
    await ended;
    start(process.execPath, ['dist/service/main.js'], env);
    await waitForPort(service);
  });
  await stopAll();
  await smtp.stop();
  console.log(`${name}: doctor, sign-in, purchase, live stream, admin app and embedding work.`);
  console.log(`  Requests during a restart of the service: ${JSON.stringify(restart)}.`);
  if (name === 'caddy' && restart.failed > 0)
    throw new Error('Caddy did not wait for the service.');
}

/** `raffle doctor` sends a forged X-Forwarded-For while the service is stopped. */
async function requireProxyIsFine(raffle: (...words: string[]) => Promise<string>) {
  const stdout = await raffle('doctor', '--json').catch(
    (error: { stdout: string }) => error.stdout,
  );
  const { findings }: { findings: { check: string; level: string }[] } = JSON.parse(stdout);
  const found = findings.filter(({ check }) => check === 'proxy');
  if (found.length === 0 || found.some(({ level }) => level !== 'ok')) {
    throw new Error(`doctor: ${JSON.stringify(found)}`);
  }
}

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
  return child;
}

/** Asks for an address again and again while the service restarts. */
async function countDuringRestart(url: string, restart: () => Promise<void>) {
  const counts = { answered: 0, failed: 0, longestMs: 0 };
  const signal = { isDone: false };
  const reader = async () => {
    while (!signal.isDone) {
      const startedAt = performance.now();
      const status = await fetch(url).then(
        async (reply) => (await reply.text(), reply.status),
        () => 0,
      );
      counts[status === 200 ? 'answered' : 'failed'] += 1;
      counts.longestMs = Math.max(counts.longestMs, Math.round(performance.now() - startedAt));
    }
  };
  const readers = Array.from({ length: 8 }, reader);
  await restart();
  signal.isDone = true;
  await Promise.all(readers);
  return counts;
}

async function stopAll(): Promise<void> {
  for (const child of children.splice(0)) {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
  }
}

async function startMailServer(mails: string[]) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
      stream.on('end', () => {
        mails.push(mail);
        done();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function waitForPort(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
    if (answer !== 'ECONNREFUSED') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing listens on ${port}.`);
}

const realLookup = dns.lookup;
/** The names of the configurations lead to this machine. */
Object.assign(dns, {
  lookup: (name: string, ...rest: unknown[]) =>
    Reflect.apply(realLookup, dns, [name.endsWith('.example.org') ? '127.0.0.1' : name, ...rest]),
});
try {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'names.cjs'), preload);
  const names = 'subjectAltName=DNS:raffle.example.org,DNS:admin.example.org';
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=raffle.example.org',
      '-addext',
      names,
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  // The types are those of Node 20, which has no such function.
  Reflect.apply(Reflect.get(tls, 'setDefaultCACertificates'), tls, [[readFileSync(cert, 'utf8')]]);
  await tryProxy('nginx');
  await tryProxy('caddy');
} finally {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
}
