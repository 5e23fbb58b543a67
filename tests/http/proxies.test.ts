import test, { type ExecutionContext } from 'ava';
import { startDeployedService } from '../support/deployed-service.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';

/** Starts a service and collects its log warnings about proxies. */
async function startWatched(t: ExecutionContext, hops = '0') {
  const warnings: string[] = [];
  const { url } = await startDeployedService(t, {
    environment: { RAFFLE_PROXY_HOPS: hops },
    log: (line) => {
      if (line.includes('RAFFLE_PROXY_HOPS')) warnings.push(line);
    },
  });
  const ask = async (forwarded?: string, path = '/api/raffles') => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    await (await fetch(url + path, { headers })).text();
  };
  return { ask, warnings };
}

test('without RAFFLE_PROXY_HOPS the first X-Forwarded-For is logged as a warning, without its address', async (t) => {
  const { ask, warnings } = await startWatched(t);
  await ask();
  t.deepEqual(warnings, []);
  await ask('192.0.2.77');
  await ask('192.0.2.77');
  t.is(warnings.length, 1);
  t.like(JSON.parse(warnings[0]!), { level: 40, proxyHops: 0 });
  t.false(warnings[0]!.includes('192.0.2.77'));
});

test('a request with fewer forwarded addresses than proxies is logged as a warning, once', async (t) => {
  for (const [hops, fits, lacks] of [
    ['1', '192.0.2.1', undefined],
    ['2', '192.0.2.1, 192.0.2.2', '192.0.2.1'],
  ] as const) {
    const { ask, warnings } = await startWatched(t, hops);
    await ask(fits);
    t.deepEqual(warnings, []);
    await ask(lacks);
    await ask(lacks);
    t.is(warnings.length, 1);
  }
});

test('health checks that bypass the proxy cause no warning', async (t) => {
  const { ask, warnings } = await startWatched(t, '1');
  for (const path of ['/livez', '/readyz', '/metrics']) await ask(undefined, path);
  t.deepEqual(warnings, []);
});

const forwarding = {
  forwarded: 'for=192.0.2.1',
  via: '1.1 proxy',
  'x-forwarded-for': '192.0.2.1',
  'x-forwarded-host': 'raffle.example.org',
  'x-forwarded-proto': 'https',
  'x-real-ip': '192.0.2.1',
};

test('the development mailbox is not served through a proxy', async (t) => {
  const { url } = await startTestService(t);
  t.is((await fetch(`${url}/dev/mailbox`)).status, 200);
  for (const [name, value] of Object.entries(forwarding)) {
    const reply = await fetch(`${url}/dev/mailbox`, { headers: { [name]: value } });
    await expectProblem(t, reply, 'cross-site-request');
  }
});
