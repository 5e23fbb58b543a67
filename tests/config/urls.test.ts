import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { parseVerifierKey } from '#proof/signed-note.ts';
import { ConfigurationFaulty, readSettings } from '../../services/raffle/config.ts';
import { startDeployedService } from '../support/deployed-service.ts';
import { temporaryFolder } from '../support/service.ts';

const mail = { RAFFLE_SMTP_URL: 'smtp://127.0.0.1:1', RAFFLE_MAIL_FROM: 'raffle@example.org' };
const origins = ['RAFFLE_PUBLIC_URL', 'RAFFLE_ADMIN_URL', 'RAFFLE_EMBED_ORIGINS'] as const;

function faultsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFaulty) return error.faults;
    throw error;
  }
}

const faultsWith = (name: string, url: string) =>
  faultsOf({ ...mail, RAFFLE_PROXY_HOPS: '1', [name]: url });

const oddHosts = [
  'a+b.example.org',
  'a%2Bb.example.org',
  'a;b.example.org',
  "a'b.example.org",
  'a"b.example.org',
  'a b.example.org',
  'a_b!.example.org',
  '*.example.org',
  '-a.example.org',
  'a-.example.org',
  'a..example.org',
  'example.org.',
  `${'a'.repeat(64)}.example.org`,
  `${'a.'.repeat(127)}org`,
];

for (const name of origins) {
  test(`${name} with an invalid host name is a fault`, (t) => {
    for (const host of name === 'RAFFLE_EMBED_ORIGINS' ? oddHosts : [...oddHosts, 'a,b']) {
      const faults = faultsWith(name, `https://${host}`);
      t.is(faults.length, 1, host);
      t.true(faults[0]!.startsWith(name), host);
    }
  });

  test(`${name} accepts each spelling of a host that browsers accept`, (t) => {
    for (const host of [
      'raffle.example.org:8443',
      'müller.example',
      '192.0.2.1',
      '[2001:db8::1]',
    ]) {
      t.deepEqual(faultsWith(name, `https://${host}`), [], host);
    }
  });
}

/** Generates texts that look like URLs, most of them wrong. */
const urlLike = fc
  .tuple(
    fc.constantFrom('https://', 'http://', 'HTTPS://', 'smtp://', '//', ''),
    fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((address) => `[${address}]`),
      fc.stringMatching(/^[!-~]{1,12}\.example\.org$/),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    fc.constantFrom('', ':0', ':443', ':65535', ':65536', '/', '/path', '?query', '#hash'),
  )
  .map((parts) => parts.join(''));

test('a URL in any setting is either accepted or a fault of that setting', (t) => {
  const secretFile = join(temporaryFolder(t), 'client-secret');
  writeFileSync(secretFile, 'secret');
  const variables = [...origins, 'RAFFLE_DRAND_RELAYS', 'RAFFLE_OIDC_ISSUER', 'RAFFLE_SMTP_URL'];
  fc.assert(
    fc.property(fc.constantFrom(...variables), urlLike, (name, url) => {
      const faults = faultsOf({
        ...mail,
        RAFFLE_PROXY_HOPS: '0',
        RAFFLE_OIDC_CLIENT_ID: 'raffle',
        RAFFLE_OIDC_CLIENT_SECRET_FILE: secretFile,
        RAFFLE_OIDC_ISSUER: 'https://login.example.org',
        [name]: url,
      });
      t.true(
        faults.every((fault) => fault.startsWith(name)),
        faults.join(),
      );
    }),
    { numRuns: 1_000 },
  );
});

test('with any accepted origin the service starts, answers and creates a raffle', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...origins), urlLike, async (name, url) => {
      const environment = { RAFFLE_PROXY_HOPS: '0', [name]: url };
      fc.pre(url !== '' && faultsOf({ ...mail, ...environment }).length === 0);
      const port = String(await findFreePort());
      const { stop } = await startDeployedService(t, {
        environment: { ...environment, RAFFLE_PORT: port },
      });
      const get = async (path: string) => {
        const reply = await fetch(`http://127.0.0.1:${port}${path}`);
        t.is(reply.status, 200, `${name}=${url} ${path}`);
        return reply.text();
      };
      await Promise.all(['/', '/docs', '/openapi.json'].map(get));
      const [opening = ''] = (await get('/api/raffles/demo/log')).split('\n');
      t.notThrows(() => parseVerifierKey((JSON.parse(opening) as { logKey: string }).logKey));
      await stop();
    }),
    { numRuns: 25 },
  );
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
