import test from 'ava';
import { startDeployedService } from '../support/deployed-service.ts';
import { waitFor } from '../support/wait-limit.ts';

/** The rule of `promtool check metrics` for names: a counter, and no other type, ends with `_total`. */
test('every metric has a help text and a name that fits its type', async (t) => {
  const { url } = await startDeployedService(t);
  const text = await (await fetch(`${url}/metrics`)).text();
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  t.true(types.length > 10);
  for (const [, name = '', type] of types) {
    t.true(text.includes(`# HELP ${name} `), name);
    t.is(name.endsWith('_total'), type === 'counter', name);
    const reserved = ['_count', '_sum', '_bucket'];
    t.false(
      reserved.some((ending) => name.endsWith(ending)),
      name,
    );
    t.is(name, name.toLowerCase());
    t.false(name.includes(':'), name);
  }
});

test('whole replies are counted by method and status', async (t) => {
  const { url } = await startDeployedService(t);
  for (const path of ['/livez', '/livez', '/api/raffles/none']) {
    await (await fetch(url + path)).arrayBuffer();
  }
  const lines = await waitFor('the counts', async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const found = text.split('\n').filter((line) => line.startsWith('raffle_http_replies_total{'));
    return found.some((line) => line.includes('"404"')) ? found : undefined;
  });
  t.true(lines.includes('raffle_http_replies_total{method="GET",status="404"} 1'), lines.join());
  const ok = lines.find((line) => line.includes('status="200"'));
  t.true(Number(ok?.split(' ')[1]) >= 2, ok);
});
