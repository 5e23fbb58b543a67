import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { describeDatabase } from '../../services/raffle/config/database.ts';
import { ConfigurationFaulty, readSettings } from '../../services/raffle/config.ts';
import {
  chromiumPicture,
  jpegSegment,
  jpegWith,
  pngChunk,
  pngSized,
  pngWith,
} from '../support/pictures.ts';
import { temporaryFolder } from '../support/service.ts';

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

test('without variables the service runs in development on loopback, with a demo', (t) => {
  t.like(readSettings({}), {
    host: '127.0.0.1',
    port: 4000,
    publicUrl: undefined,
    adminPort: 4001,
    isAdminPortUsual: true,
    unknownNames: [],
    adminUrl: undefined,
    dataDir: './data',
    isDevelopment: true,
    isDemoWanted: true,
    logLevel: 'info',
  });
});

test('the admin app can be off, on any free port, or on a configured port', (t) => {
  const read = (port: string) => readSettings({ RAFFLE_ADMIN_PORT: port });
  t.like(read('off'), { adminPort: undefined });
  t.like(read('0'), { adminPort: 0, isAdminPortUsual: false });
  t.like(read('4001'), { adminPort: 4001, isAdminPortUsual: false });
});

test('an empty variable counts as absent', (t) => {
  const empty = { RAFFLE_PORT: '', RAFFLE_SMTP_URL: '', NODE_ENV: '', RAFFLE_PUBLIC_URL: '' };
  t.deepEqual(readSettings(empty), readSettings({}));
});

const notDevelopment: Record<string, Environment> = {
  'NODE_ENV production': { NODE_ENV: 'production' },
  'a host that other machines can reach': { RAFFLE_HOST: '0.0.0.0' },
  'a public URL': { RAFFLE_PUBLIC_URL: 'https://raffle.example.org', RAFFLE_PROXY_HOPS: '0' },
  'a public URL without https': { RAFFLE_PUBLIC_URL: 'http://raffle.example.org' },
  'a proxy': { RAFFLE_PROXY_HOPS: '1' },
};

for (const [name, environment] of Object.entries(notDevelopment)) {
  test(`with ${name} the configuration is refused without mail or OIDC`, (t) => {
    const faults = faultsOf(environment);
    t.is(faults.length, 1);
    t.true(faults[0]!.includes('RAFFLE_SMTP_URL') && faults[0]!.includes('RAFFLE_OIDC_'));
    t.false(readSettings({ ...environment, ...mail }).isDevelopment);
  });
}

test('loopback URLs keep the service in development', (t) => {
  for (const url of ['http://localhost:8080', 'https://127.0.0.1', 'http://[::1]:4000']) {
    t.true(readSettings({ RAFFLE_PUBLIC_URL: url }).isDevelopment, url);
  }
});

test('a public https URL requires RAFFLE_PROXY_HOPS, which may be 0', (t) => {
  const environment = { ...mail, RAFFLE_PUBLIC_URL: 'https://raffle.example.org' };
  t.deepEqual(
    faultsOf(environment).map((fault) => fault.split(' ')[0]),
    ['RAFFLE_PROXY_HOPS'],
  );
  for (const [hops, proxyHops] of [
    ['0', 0],
    ['2', 2],
  ] as const) {
    t.like(readSettings({ ...environment, RAFFLE_PROXY_HOPS: hops }), { proxyHops });
  }
});

test('mails about raffles are sent unless RAFFLE_MAIL says otherwise', (t) => {
  t.like(readSettings({}), { isRaffleMailWanted: true, mailLanguage: 'en' });
  const environment = { ...mail, RAFFLE_MAIL: 'codes', RAFFLE_MAIL_LANGUAGE: 'de' };
  t.like(readSettings(environment), { isRaffleMailWanted: false, mailLanguage: 'de' });
});

test('mail alone ends development, even on loopback', (t) => {
  t.like(readSettings(mail), { isDevelopment: false, isDemoWanted: false });
});

const faulty: Record<string, Environment> = {
  RAFFLE_PORT: { RAFFLE_PORT: '65536' },
  RAFFLE_ADMIN_PORT: { RAFFLE_ADMIN_PORT: 'on' },
  RAFFLE_PUBLIC_URL: { RAFFLE_PUBLIC_URL: 'https://raffle.example.org/path' },
  'RAFFLE_ADMIN_URL must': {
    RAFFLE_ADMIN_URL: 'http://raffle.example.org',
    RAFFLE_PUBLIC_URL: 'http://raffle.example.org',
  },
  RAFFLE_ADMIN_URL: { RAFFLE_ADMIN_URL: 'ftp://admin.example.org' },
  RAFFLE_SMTP_URL: { ...mail, RAFFLE_SMTP_URL: 'http://mail' },
  RAFFLE_SMTP_CONNECTIONS: { ...mail, RAFFLE_SMTP_CONNECTIONS: '0' },
  RAFFLE_MAILS_PER_SECOND: { ...mail, RAFFLE_MAILS_PER_SECOND: 'many' },
  'RAFFLE_MAIL must': { ...mail, RAFFLE_MAIL: 'none' },
  RAFFLE_MAIL_LANGUAGE: { ...mail, RAFFLE_MAIL_LANGUAGE: 'fr' },
  RAFFLE_CODES_PER_NETWORK: { ...mail, RAFFLE_CODES_PER_NETWORK: '-1' },
  RAFFLE_OIDC_CLIENT_AUTH: { ...mail, RAFFLE_OIDC_CLIENT_AUTH: 'tls' },
  RAFFLE_MAIL_FROM: { RAFFLE_SMTP_URL: mail.RAFFLE_SMTP_URL },
  RAFFLE_OIDC_ISSUER: {
    RAFFLE_OIDC_ISSUER: 'http://login.example.org',
    RAFFLE_OIDC_CLIENT_ID: 'r',
  },
  RAFFLE_OIDC_CLIENT_ID: { RAFFLE_OIDC_ISSUER: 'https://login.example.org' },
  RAFFLE_OIDC_CLIENT_SECRET_FILE: { RAFFLE_OIDC_CLIENT_SECRET_FILE: '/nowhere' },
  RAFFLE_ADMIN_KEYS_FILE: { RAFFLE_ADMIN_KEYS_FILE: '/nowhere' },
  RAFFLE_ACCENT: { RAFFLE_ACCENT: 'red; display: none' },
  RAFFLE_LOGO: { RAFFLE_LOGO: '/nowhere' },
  RAFFLE_DEMO: { RAFFLE_DEMO: 'yes' },
  LOG_LEVEL: { LOG_LEVEL: 'loud' },
  RAFFLE_PROXY_HOPS: { RAFFLE_PROXY_HOPS: '-1' },
  DATABASE_URL: { DATABASE_URL: 'mysql://localhost/raffle' },
  'DATABASE_URL must': { DATABASE_URL: 'postgres://localhost/' },
  'RAFFLE_SECRET_FILE is missing': { DATABASE_URL: 'postgres://localhost/raffle' },
};

for (const [name, environment] of Object.entries(faulty)) {
  test(`a wrong ${name} is a fault that names the variable`, (t) => {
    t.true(faultsOf(environment).some((fault) => fault.startsWith(name)));
  });
}

test('a fault never repeats a value that may be a password', (t) => {
  const faults = faultsOf({ RAFFLE_SMTP_URL: 'http://u:hunter2@mail', RAFFLE_MAIL_FROM: 'x' });
  t.is(faults.length, 2);
  t.false(faults.join('\n').includes('hunter2'));
  const [fault = ''] = faultsOf({ DATABASE_URL: 'postgress://u:hunter2@db/raffle' });
  t.true(fault.startsWith('DATABASE_URL'));
  t.false(fault.includes('hunter2'));
});

test('a database is named without its user, password and options', (t) => {
  t.is(
    describeDatabase('postgres://u:hunter2@db.example.org:5432/raffle?sslmode=require'),
    'postgres://db.example.org:5432/raffle',
  );
});

test('faulty files are reported together with other faults, each with its own message', (t) => {
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
  for (const beginning of [
    'RAFFLE_PORT ',
    `RAFFLE_SECRET_FILE: ${join(folder, 'secret')} holds 5 bytes. A secret is 32, `,
    'RAFFLE_ADMIN_KEYS_FILE: Line 1 ',
    'RAFFLE_DRAND_CHAIN_FILE: ',
  ]) {
    t.true(
      faults.some((fault) => fault.startsWith(beginning)),
      faults.join('\n'),
    );
  }
  t.false(faults.join('\n').includes('..'));
});

const wrongSmtpUrls = {
  'a # in the password': 'smtp://u:Gitw50#2@mail.example.org',
  'a # in a password of digits': 'smtp://u:25#2@mail.example.org',
  'a / in the password': 'smtp://u:hun/ter2@mail.example.org',
  'a / in a password that begins with digits': 'smtp://u:25/ter2@mail.example.org',
  'a ? in a password that begins with digits': 'smtp://u:25?ter2@mail.example.org',
  'a % in the password': 'smtp://u:50%@mail.example.org',
  'a path': 'smtp://u:secret@mail.example.org/inbox',
  'a fragment': 'smtp://u:secret@mail.example.org#inbox',
};

for (const [name, url] of Object.entries(wrongSmtpUrls)) {
  test(`RAFFLE_SMTP_URL with ${name} is refused, with the way to write it and without the password`, (t) => {
    const faults = faultsOf({ ...mail, RAFFLE_SMTP_URL: url });
    t.is(faults.length, 1);
    t.true(faults[0]!.startsWith('RAFFLE_SMTP_URL') && faults[0]!.includes('%23'), faults[0]);
    t.false(/Gitw50|ter2|secret/.test(faults[0]!));
  });
}

test('RAFFLE_SMTP_URL may have encoded characters and options', (t) => {
  for (const url of [
    'smtp://u:Gitw50%232%2F%40@mail.example.org:587',
    'smtps://mail.example.org/',
    'smtp://[2001:db8::1]:25?requireTLS=true',
  ]) {
    t.deepEqual(faultsOf({ ...mail, RAFFLE_SMTP_URL: url }), []);
  }
});

const refusedLogos = {
  'an SVG': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  'a PNG with text': pngWith(pngChunk('tEXt', 'a\0b')),
  'a JPEG with Exif data': jpegWith(jpegSegment(0xe1, 'Exif\0\0')),
  'a PNG that is cut off': chromiumPicture('image/png').subarray(0, -1),
  'a PNG of 4,097 pixels': pngSized(4_097, 1),
  'a PNG of 500,001 bytes': pngOf(500_001),
};

/** A PNG without any other fault. */
function pngOf(bytes: number): Buffer {
  const profile = Buffer.alloc(bytes - chromiumPicture('image/png').length - 12, 'x');
  return pngWith(pngChunk('iCCP', profile));
}

for (const [name, file] of Object.entries(refusedLogos)) {
  test(`a logo is refused, with the reason, if it is ${name}`, (t) => {
    const path = join(temporaryFolder(t), 'logo');
    writeFileSync(path, file);
    const faults = faultsOf({ RAFFLE_LOGO: path });
    t.is(faults.length, 1);
    t.true(faults[0]!.startsWith('RAFFLE_LOGO: It '), faults[0]);
    t.true(faults[0]!.includes('PNG, JPEG or WebP'), faults[0]);
  });
}

test('a logo of exactly 500,000 bytes is read with its type and size', (t) => {
  const path = join(temporaryFolder(t), 'logo');
  writeFileSync(path, pngOf(500_000));
  const { brand, namedFiles } = readSettings({ RAFFLE_LOGO: path });
  t.like(brand.logo, { type: 'image/png', width: 40, height: 30 });
  t.deepEqual(namedFiles, [{ name: 'RAFFLE_LOGO', path }]);
});
