import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const text = readFileSync('packaging/Dockerfile', 'utf8').replaceAll(/\\\n\s*/g, '');
const stage = text.slice(text.lastIndexOf('\nFROM ')).split('\n');
const all = (instruction: string) =>
  stage
    .filter((line) => line.startsWith(`${instruction} `))
    .map((line) => line.slice(instruction.length + 1));
const only = (instruction: string) => {
  const [value, ...others] = all(instruction);
  if (value === undefined || others.length > 0) throw new Error(`Not one ${instruction}.`);
  return value;
};

/** The service's variables that compose.yaml and raffle.env give. */
const environment = {
  RAFFLE_PUBLIC_URL: 'https://raffle.example.org',
  RAFFLE_ADMIN_URL: 'https://admin.example.org',
  RAFFLE_PROXY_HOPS: '1',
  RAFFLE_SMTP_URL: 'smtp://127.0.0.1:9',
  RAFFLE_MAIL_FROM: 'raffle@example.org',
  RAFFLE_NEW_DATA_DIR: 'on',
};

/**
 * Runs the last stage of packaging/Dockerfile without a container engine, in a bare root folder. Needs
 * Linux, root and bubblewrap. Commands, variables, user and health check are read from the Dockerfile.
 * As in compose.yaml the root is read-only, /tmp is in memory and there are no capabilities. The base
 * image's Node is the one that runs this script.
 *
 * @param base The folder of a Debian base system.
 * @throws {Error} Something of this failed.
 */
export function checkBareRoot(base: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'raffle-image-'));
  try {
    const root = join(folder, 'root');
    execFileSync('cp', ['-a', base, root]);
    const node = join(root, 'usr/local/bin/node');
    copyFileSync(process.execPath, node);
    chmodSync(node, 0o755);
    for (const command of all('RUN')) {
      execFileSync('bwrap', ['--bind', root, '/', '--dev', '/dev', 'sh', '-ec', command], {
        stdio: 'inherit',
      });
    }
    const [copied = ''] = only('COPY').split(' ').slice(-1);
    mkdirSync(join(root, copied), { recursive: true });
    const archive = readdirSync('dist/release').find((name) => name.endsWith('.tar.gz'));
    if (archive === undefined) throw new Error('There is no release: npm run release makes one.');
    execFileSync('tar', [
      '-xzf',
      join('dist/release', archive),
      '--strip-components=1',
      '-C',
      join(root, copied),
    ]);
    const [uid = '', gid = ''] = only('USER').split(':');
    // A new named volume has the content and owner of the image's folder.
    const data = join(folder, 'data');
    cpSync(join(root, only('VOLUME')), data, { recursive: true });
    chownSync(data, Number(uid), Number(gid));
    chmodSync(data, 0o700);
    console.log(run(root, { data, uid, gid }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the image's program, waits until it is healthy, uses it, stops it, and starts it again. */
function run(root: string, { data, uid, gid }: Record<'data' | 'uid' | 'gid', string>): string {
  const entryPoint: string[] = JSON.parse(only('ENTRYPOINT'));
  const healthCheck: string[] = JSON.parse(only('HEALTHCHECK').replace(/^.*? CMD /, ''));
  const signal = only('STOPSIGNAL').replace('SIG', '');
  const script = `
    start() { ${entryPoint.map(quote).join(' ')} >/tmp/out 2>/tmp/log & service=$!; }
    healthy() { ${healthCheck.map(quote).join(' ')}; }
    wait_until_healthy() {
      for second in $(seq 30); do healthy && return; kill -0 $service || break; sleep 1; done
      cat /tmp/out /tmp/log; exit 1
    }
    stop() { kill -${signal} $service; wait $service; }
    healthy && { echo 'Healthy without a service.'; exit 1; }
    touch /opt/raffle/x 2>/dev/null && { echo 'The root can be written.'; exit 1; }
    grep -q '^CapBnd:.*[1-9a-f]' /proc/self/status && { echo 'There are capabilities.'; exit 1; }
    start; wait_until_healthy
    raffle list --url http://127.0.0.1:4000
    raffle backup ${quote(only('VOLUME'))} /tmp/backup.tar
    stop; unset RAFFLE_NEW_DATA_DIR
    start; wait_until_healthy; stop
    echo "Healthy, backed up, stopped with 0 and started again as $(id -u):$(id -g)."`;
  const variables = Object.entries({ ...readVariables(), ...environment });
  const isolation = [
    '--unshare-pid',
    '--unshare-net',
    '--unshare-ipc',
    '--die-with-parent',
    '--clearenv',
  ];
  const mounts = [
    '--ro-bind',
    root,
    '/',
    '--bind',
    data,
    only('VOLUME'),
    '--perms',
    '1777',
    '--tmpfs',
    '/tmp',
    '--dev',
    '/dev',
    '--proc',
    '/proc',
  ];
  const owner = [
    '--reuid',
    uid,
    '--regid',
    gid,
    '--clear-groups',
    '--no-new-privs',
    '--bounding-set=-all',
    '--inh-caps=-all',
  ];
  return execFileSync(
    'bwrap',
    [
      ...isolation,
      ...mounts,
      ...variables.flatMap(([name, value]) => ['--setenv', name, value]),
      '--chdir',
      only('WORKDIR'),
      '--cap-add',
      'CAP_SETUID',
      '--cap-add',
      'CAP_SETGID',
      '--cap-add',
      'CAP_SETPCAP',
      'setpriv',
      ...owner,
      'sh',
      '-ec',
      script,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

function readVariables(): Record<string, string> {
  const pairs = all('ENV').flatMap((line) => line.split(' '));
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2)));
}

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
