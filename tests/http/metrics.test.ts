import test from 'ava';
import { startDeployedService } from '../support/deployed-service.ts';

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
