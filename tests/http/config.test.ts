import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import test from 'ava';
import { ConfigurationFaulty, readSettings } from '../../services/raffle/config.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { runMain, spawnService } from '../support/spawned-service.ts';

type Environment = Readonly<Record<string, string>>;

function faultsOf(environment: Environment): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFaulty) return error.faults;
    throw error;
  }
}

const mail = { RAFFLE_SMTP_URL: 'smtp://localhost:25', RAFFLE_MAIL_FROM: 'raffle@example.org' };

test('without any variable it is a development service on loopback, with a demo', (t) => {
  t.like(readSettings({}), {
    host: '127.0.0.1',
    port: 4000,
    publicUrl: undefined,
    adminPort: 4001,
    isAdminPortUsual: true,
    adminUrl: undefined,
    dataDir: './data',
    isDevelopment: true,
    isDemoWanted: true,
    logLevel: 'info',
  });
});

test('the admin app can be off, on any port, or on one that was asked for', (t) => {
  const read = (port: string) => readSettings({ RAFFLE_ADMIN_PORT: port });
  t.like(read('off'), { adminPort: undefined });
  t.like(read('0'), { adminPort: 0, isAdminPortUsual: false });
  t.like(read('4001'), { adminPort: 4001, isAdminPortUsual: false });
});

test('an empty variable is an absent one', (t) => {
  const empty = { RAFFLE_PORT: '', RAFFLE_SMTP_URL: '', NODE_ENV: '', RAFFLE_PUBLIC_URL: '' };
  t.deepEqual(readSettings(empty), readSettings({}));
});

const notDevelopment: Record<string, Environment> = {
  'NODE_ENV production': { NODE_ENV: 'production' },
  'a host that others can reach': { RAFFLE_HOST: '0.0.0.0' },
};

for (const [name, environment] of Object.entries(notDevelopment)) {
  test(`with ${name} it refuses to start without mail or OIDC`, (t) => {
    const faults = faultsOf(environment);
    t.is(faults.length, 1);
    t.regex(faults[0]!, /RAFFLE_SMTP_URL.*RAFFLE_OIDC_/);
    t.false(readSettings({ ...environment, ...mail }).isDevelopment);
  });
}

test('mail alone ends development, also on loopback', (t) => {
  t.like(readSettings(mail), { isDevelopment: false, isDemoWanted: false });
});

const faulty: Record<string, Environment> = {
  RAFFLE_PORT: { RAFFLE_PORT: '65536' },
  RAFFLE_ADMIN_PORT: { RAFFLE_ADMIN_PORT: 'on' },
  RAFFLE_PUBLIC_URL: { RAFFLE_PUBLIC_URL: 'https://raffle.example.org/path' },
  RAFFLE_ADMIN_URL: { RAFFLE_ADMIN_URL: 'ftp://admin.example.org' },
  RAFFLE_SMTP_URL: { ...mail, RAFFLE_SMTP_URL: 'http://mail' },
  RAFFLE_MAIL_FROM: { RAFFLE_SMTP_URL: mail.RAFFLE_SMTP_URL },
  RAFFLE_OIDC_ISSUER: {
    RAFFLE_OIDC_ISSUER: 'http://login.example.org',
    RAFFLE_OIDC_CLIENT_ID: 'r',
  },
  RAFFLE_OIDC_CLIENT_ID: { RAFFLE_OIDC_ISSUER: 'https://login.example.org' },
  RAFFLE_OIDC_CLIENT_SECRET_FILE: { RAFFLE_OIDC_CLIENT_SECRET_FILE: '/nowhere' },
  RAFFLE_ADMIN_KEYS_FILE: { RAFFLE_ADMIN_KEYS_FILE: '/nowhere' },
  RAFFLE_DEMO: { RAFFLE_DEMO: 'yes' },
  LOG_LEVEL: { LOG_LEVEL: 'loud' },
  RAFFLE_PROXY_HOPS: { RAFFLE_PROXY_HOPS: '-1' },
  DATABASE_URL: { DATABASE_URL: 'postgres://localhost/raffle' },
};

for (const [name, environment] of Object.entries(faulty)) {
  test(`a wrong ${name} is a fault that names it`, (t) => {
    t.true(faultsOf(environment).some((fault) => fault.startsWith(name)));
  });
}

test('a fault never repeats what may be a password', (t) => {
  const faults = faultsOf({ RAFFLE_SMTP_URL: 'http://u:hunter2@mail', RAFFLE_MAIL_FROM: 'x' });
  t.is(faults.length, 2);
  t.notRegex(faults.join('\n'), /hunter2/);
});

test('what the program says to try next is there to try', async (t) => {
  for (const [demo, tries, elsewhere] of [
    ['on', /npx raffle show demo --url/, /npx raffle list/],
    ['off', /npx raffle list --url [^]*npx raffle create --title "Spring fair" --url/, /demo/],
  ] as const) {
    const { end } = await spawnService(t, { environment: { RAFFLE_DEMO: demo } });
    const { stdout } = await end('SIGTERM');
    t.regex(stdout, tries);
    t.notRegex(stdout, elsewhere);
  }
});

test('the program names every fault at once and ends with exit code 78', async (t) => {
  const dataDir = join(temporaryFolder(t), 'data');
  const { exitCode, stderr, stdout } = await runMain({
    environment: {
      RAFFLE_DATA_DIR: dataDir,
      RAFFLE_PORT: 'http',
      RAFFLE_PUBLIC_URL: 'raffle',
      NODE_ENV: 'production',
      LOG_LEVEL: 'loud',
    },
  });
  t.is(exitCode, 78);
  t.is(stdout, '');
  for (const name of ['RAFFLE_PORT', 'RAFFLE_PUBLIC_URL', 'RAFFLE_SMTP_URL', 'LOG_LEVEL']) {
    t.true(stderr.includes(name), stderr);
  }
  t.notRegex(stderr, /\bat \w+ \(/);
});

test('the program names the bad line of the keys file and ends with exit code 78', async (t) => {
  const folder = temporaryFolder(t);
  const keysFile = join(folder, 'operators');
  writeFileSync(keysFile, '# operators\n\ned25519 AAAA admin Ada\n');
  const environment = { RAFFLE_DATA_DIR: join(folder, 'data'), RAFFLE_ADMIN_KEYS_FILE: keysFile };
  const { exitCode, stderr } = await runMain({ environment });
  t.is(exitCode, 78, stderr);
  t.regex(stderr, /RAFFLE_ADMIN_KEYS_FILE: Line 3 /);
});

test('files that are wrong are faults like any other, each in its own words, all at once', (t) => {
  const folder = temporaryFolder(t);
  const write = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const faults = faultsOf({
    RAFFLE_PORT: 'abc',
    RAFFLE_SECRET_FILE: write('secret', 'short'),
    RAFFLE_ADMIN_KEYS_FILE: write('keys', 'garbage'),
    RAFFLE_DRAND_CHAIN_FILE: write('chain', '{}'),
  });
  t.is(faults.length, 4, faults.join('\n'));
  const told = faults.join('\n');
  t.regex(told, /^RAFFLE_SECRET_FILE: \S+secret holds 5 bytes\. A secret is 32, /m);
  t.regex(told, /^RAFFLE_ADMIN_KEYS_FILE: Line 1 /m);
  t.regex(told, /^RAFFLE_DRAND_CHAIN_FILE: /m);
  t.notRegex(told, /\.\./);
});

test('a secret that is none stops the start, and is told apart where raffles need it', async (t) => {
  for (const [hasRaffles, advice] of [
    [false, /No raffle needs it yet: delete it/],
    [true, /the one that these raffles began with/],
  ] as const) {
    const dataDir = temporaryFolder(t);
    if (hasRaffles) await (await startTestService(t, { dataDir })).stop();
    writeFileSync(join(dataDir, 'secret'), 'short');
    const { message } = await t.throwsAsync(startTestService(t, { dataDir }), {
      instanceOf: ConfigurationFaulty,
    });
    t.regex(message, /^The secret: \S+secret holds 5 bytes\. /);
    t.regex(message, advice);
    t.notRegex(message, /\.\./);
  }
});

test('an operator.pem that is no key stops the start, and says what to do', async (t) => {
  for (const content of ['', 'garbage']) {
    const dataDir = temporaryFolder(t);
    writeFileSync(join(dataDir, 'operator.pem'), content);
    await t.throwsAsync(startTestService(t, { dataDir }), {
      instanceOf: ConfigurationFaulty,
      message: /operator\.pem is no private key .* delete it/,
    });
  }
});
