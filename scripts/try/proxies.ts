import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type ProxyName = 'nginx' | 'caddy';

/** Ports of one process of the service. */
export interface ServicePorts {
  readonly service: number;
  readonly admin: number;
}

export interface ProxyOptions {
  /** Has `cert.pem` and `key.pem`, and gets configuration and logs. */
  readonly folder: string;
  readonly https: number;
  readonly http: number;
  readonly processes: readonly ServicePorts[];
}

/**
 * Writes the configuration of `packaging/`, with other ports, certificates and log paths. With several
 * processes it is changed as the guide says.
 *
 * @returns The command that runs the proxy in the foreground.
 */
export function configureProxy(name: ProxyName, options: ProxyOptions): readonly string[] {
  return name === 'nginx' ? configureNginx(options) : configureCaddy(options);
}

function configureNginx({ folder, https, http, processes }: ProxyOptions): readonly string[] {
  const site = readFileSync('packaging/nginx.conf', 'utf8')
    .replaceAll('listen 443', `listen ${https}`)
    .replaceAll('listen 80', `listen ${http}`)
    .replaceAll('server 127.0.0.1:4000;', serversAt(processes.map(({ service }) => service)))
    .replaceAll('server 127.0.0.1:4001;', serversAt(processes.map(({ admin }) => admin)))
    .replaceAll('/etc/ssl/raffle', folder)
    .replaceAll('/var/log/nginx', folder);
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `pid ${folder}/nginx.pid; error_log ${folder}/error.log;\nevents {}\nhttp {\n${site}\n}\n`,
  );
  return ['nginx', '-c', file, '-g', 'daemon off;'];
}

function configureCaddy({ folder, https, http, processes }: ProxyOptions): readonly string[] {
  const shipped = readFileSync('packaging/Caddyfile', 'utf8');
  const site = (processes.length === 1 ? shipped : spreadOverProcesses(shipped))
    .replaceAll('10.0.0.1:4000 10.0.0.2:4000', '{$RAFFLE_UPSTREAM:127.0.0.1}:4000')
    .replaceAll(
      '{$RAFFLE_UPSTREAM:127.0.0.1}:4000',
      addresses(processes.map(({ service }) => service)),
    )
    .replaceAll('{$RAFFLE_UPSTREAM:127.0.0.1}:4001', addresses(processes.map(({ admin }) => admin)))
    .replaceAll(
      'example.org} {',
      `example.org}:${https} {\n\ttls ${join(folder, 'cert.pem')} ${join(folder, 'key.pem')}`,
    );
  const file = join(folder, 'Caddyfile');
  writeFileSync(
    file,
    `{\n\tadmin off\n\tlog {\n\t\tlevel WARN\n\t\texclude http.log.error\n\t}\n\thttp_port ${http}\n\tauto_https disable_redirects\n}\n${site}`,
  );
  return ['caddy', 'run', '--adapter', 'caddyfile', '--config', file];
}

function serversAt(ports: readonly number[]): string {
  return ports.map((port) => `server 127.0.0.1:${port};`).join('\n  ');
}

function addresses(ports: readonly number[]): string {
  return ports.map((port) => `127.0.0.1:${port}`).join(' ');
}

/** Puts what the guide says for several processes in place of what is in the first site. */
function spreadOverProcesses(shipped: string): string {
  const guide = readFileSync('docs/operating.md', 'utf8');
  const [part] = /^ +@purchases path_regexp [\s\S]*?(?=^ +```)/m.exec(guide) ?? [];
  const first = /^\treverse_proxy [\s\S]*?^\t\}\n/m;
  if (part === undefined || !first.test(shipped))
    throw new Error('The guide or the Caddyfile has no part for several processes.');
  return shipped.replace(first, () => part);
}
