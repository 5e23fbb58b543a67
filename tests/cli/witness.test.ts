import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { seeLog } from '../support/public-log.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { cosignedAt, IndependentLog, readWitness, submit } from '../support/independent-witness.ts';
import { fakeService, json } from './support/fake-service.ts';
import { runCli } from './support/run-cli.ts';

async function initWitness(t: ExecutionContext) {
  const cwd = temporaryFolder(t);
  const args = [
    'witness',
    'init',
    '--name',
    'witness.club.example',
    '--address',
    'http://w.example',
  ];
  const init = await runCli(args, { cwd });
  return { cwd, init, key: readWitness(init.stdout.split(' ')[2]!) };
}

/** Runs `raffle witness serve` until the test ends; resolves when it listens. */
async function serve(t: ExecutionContext, cwd: string, ...options: readonly string[]) {
  const controller = new AbortController();
  let done: ReturnType<typeof runCli> | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    const onOutput = (text: string) => resolve(text.trim());
    done = runCli(['witness', 'serve', '--port', '0', ...options], {
      cwd,
      signal: controller.signal,
      onOutput,
    });
    void done.then(({ stderr }) => reject(new Error(stderr)));
  });
  const stop = async () => {
    controller.abort();
    return (await done!).exitCode;
  };
  t.teardown(stop);
  return { url, stop };
}

test('init makes a key that only its owner can read, and prints the line of a policy', async (t) => {
  const { cwd, init, key } = await initWitness(t);
  t.is(init.exitCode, 0);
  const [keyword, name, , url] = init.stdout.trim().split(' ');
  t.deepEqual([keyword, name, url], ['witness', 'witness.club.example', 'http://w.example']);
  t.is(key.name, 'witness.club.example');
  const file = join(cwd, 'witness', 'key.json');
  t.is(statSync(file).mode & 0o777, 0o600);
  const before = readFileSync(file, 'utf8');
  const again = await runCli(['witness', 'init', '--name', 'other'], { cwd });
  t.is(again.exitCode, 7);
  t.is(readFileSync(file, 'utf8'), before);
});

test('a witness follows a service, with the raffles that it has and those that come', async (t) => {
  const service = await startTestService(t);
  const { cwd, key } = await initWitness(t);
  const followed = await runCli(['witness', 'follow', service.url, '--json'], { cwd });
  t.is(followed.exitCode, 0, followed.stderr);
  t.deepEqual(
    (JSON.parse(followed.stdout) as { pinned: { origin: string }[] }).pinned.map(
      ({ origin }) => origin,
    ),
    [`${new URL(service.url).host}/raffles/demo`],
  );
  const { url } = await serve(t, cwd);
  await service.operator.call('createRaffle', { body: { id: 'autumn', title: 'Autumn' } });
  for (const raffle of ['demo', 'autumn']) {
    const { note } = await seeLog(service.url, raffle);
    const { status, body } = await submit(url, `old 0\n\n${note}`);
    t.is(status, 200, raffle);
    t.is(cosignedAt(note + body, key).length, 1);
  }
});

test('one raffle is followed by its address, whatever page of it, and no other', async (t) => {
  const service = await startTestService(t);
  const { cwd } = await initWitness(t);
  await service.operator.call('createRaffle', { body: { id: 'autumn', title: 'Autumn' } });
  const { exitCode, stdout } = await runCli(
    ['witness', 'follow', `${service.url}/raffles/autumn/result`],
    { cwd },
  );
  t.is(exitCode, 0);
  const { note, entries } = await seeLog(service.url, 'autumn');
  t.is(stdout.trim(), String(entries[0]!['logKey']));
  const { url, stop } = await serve(t, cwd);
  t.is((await submit(url, `old 0\n\n${note}`)).status, 200);
  const demo = await seeLog(service.url, 'demo');
  t.is((await submit(url, `old 0\n\n${demo.note}`)).status, 404);
  t.is(await stop(), 0);
});

test('a log whose key was pinned is not followed with another key', async (t) => {
  const { cwd } = await initWitness(t);
  let log = new IndependentLog('other.example/raffles/spring');
  const service = await fakeService(t, {
    'GET /api/raffles/spring/log?from=0&to=1': (response) => {
      response.end(`${log.lines[0]}\n`);
    },
  });
  const origin = `${new URL(service.url).host}/raffles/spring`;
  const follow = () => runCli(['witness', 'follow', `${service.url}/raffles/spring`], { cwd });
  t.is((await follow()).exitCode, 7);
  log = new IndependentLog(origin);
  t.is((await follow()).exitCode, 0);
  t.is((await follow()).exitCode, 0);
  log = new IndependentLog(origin, 9);
  t.is((await follow()).exitCode, 7);
});

// These two before the others, whose requests would have to wait for the long lists.
test.serial(
  'a service that shows more raffles than a witness stores is not followed as a whole',
  async (t) => {
    const { cwd } = await initWitness(t);
    const fake = await startTestService(t);
    const { raffles } = (await (await fetch(`${fake.url}/api/raffles`)).json()) as {
      raffles: { id: string }[];
    };
    let logs = 0;
    const many = Array.from({ length: 20_001 }, (_, index) => ({
      ...raffles[0]!,
      id: `r${index}`,
    }));
    const service = await fakeService(t, {
      'GET /api/raffles': (response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ raffles: many }));
      },
      'GET /api/raffles/r0/log?from=0&to=1': (response) => {
        logs += 1;
        response.writeHead(404).end();
      },
    });
    const { exitCode, stderr } = await runCli(['witness', 'follow', service.url], { cwd });
    t.is(exitCode, 7, stderr);
    t.regex(stderr, /20001 raffles/);
    t.is(logs, 0);
  },
);

test.serial('a list of raffles that is too long, or none, is not read', async (t) => {
  const { cwd } = await initWitness(t);
  const megabyte = ' '.repeat(1024 ** 2);
  const texts = [`{"raffles":[${megabyte.repeat(64)}]}`, '{"raffles":[{"id":"../x"}]}', '[]', 'x'];
  for (const text of texts) {
    const service = await fakeService(t, {
      'GET /api/raffles': (response) => {
        response.setHeader('content-type', 'application/json');
        response.end(text);
      },
    });
    const { exitCode, stdout } = await runCli(['witness', 'follow', service.url], { cwd });
    t.is(exitCode, 6, text.slice(0, 40).trim());
    t.is(stdout, '');
  }
});

test('a list of raffles at another host is not fetched', async (t) => {
  const { cwd } = await initWitness(t);
  const other = await fakeService(t, { 'GET /api/raffles': json({ raffles: [] }) });
  const service = await fakeService(t, {
    'GET /api/raffles': (response) => {
      response.writeHead(302, { location: `${other.url}/api/raffles` }).end();
    },
  });
  t.is((await runCli(['witness', 'follow', service.url], { cwd })).exitCode, 6);
  t.is(other.seen.length, 0);
});

test('a proxy may open more connections than one network without it', async (t) => {
  const { cwd } = await initWitness(t);
  const { url } = await serve(t, cwd, '--proxy-hops', '1');
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: 70 }, () => connect(Number(port), hostname));
  t.teardown(() => sockets.forEach((socket) => socket.destroy()));
  const ends = sockets.map(async (socket) => {
    socket.write('GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n');
    const [event] = await Promise.race([
      once(socket, 'data').then(() => ['answered']),
      once(socket, 'close').then(() => ['closed']),
    ]).catch(() => ['closed']);
    return event;
  });
  t.deepEqual([...new Set(await Promise.all(ends))], ['answered']);
});

test('init in the folder of a witness names its key again, and keeps it', async (t) => {
  const cwd = temporaryFolder(t);
  const first = await runCli(['witness', 'init', '--name', 'w', '--json'], { cwd });
  const { verifierKey } = JSON.parse(first.stdout) as { verifierKey: string };
  for (const name of ['w', 'other']) {
    const again = await runCli(['witness', 'init', '--name', name], { cwd });
    t.is(again.exitCode, 7);
    t.is(again.stdout, '');
    t.true(again.stderr.includes(`Its key:\n${verifierKey}\n`), again.stderr);
  }
});

test('faults end with the exit code of their kind', async (t) => {
  const cwd = temporaryFolder(t);
  const codeOf = async (...args: string[]) =>
    (await runCli(['witness', ...args], { cwd })).exitCode;
  t.is(await codeOf('serve'), 7);
  t.is(await codeOf('follow', 'http://127.0.0.1:1/raffles/spring'), 7);
  t.is(await codeOf('init', '--name', 'a name'), 2);
  t.is(await codeOf('init'), 2);
  t.is(await codeOf('init', '--name', 'w'), 0);
  t.is(await codeOf('follow', 'spring'), 2);
  t.is(await codeOf('follow', 'https://raffle.example.org/about'), 2);
  t.is(await codeOf('follow', 'http://127.0.0.1:1/raffles/spring'), 6);
  t.is(await codeOf('follow', 'http://127.0.0.1:1'), 6);
  const { url } = await serve(t, cwd);
  t.is(await codeOf('serve', '--port', '0'), 7);
  t.is(await codeOf('init', '--name', 'z', '--folder', 'other'), 0);
  t.is(await codeOf('serve', '--folder', 'other', '--port', new URL(url).port), 2);
});
