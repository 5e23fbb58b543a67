import { join } from 'node:path';
import test from 'ava';
import { signInAt } from '../support/service.ts';
import { spawnService } from '../support/spawned-service.ts';
import { runCli } from './support/run-cli.ts';

/** NODE_OPTIONS for a process whose clock is off by this many milliseconds. */
function shiftedClock(ms: number): Record<'NODE_OPTIONS', string> {
  const script = `globalThis.Date=class extends Date{constructor(...a){a.length?super(...a):super(Date.now())}static now(){return super.now()+${ms}}}`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

for (const [side, ms] of [
  ['ahead of', -20_000],
  ['behind', 90_000],
] as const) {
  test(`an operator whose clock is ${side} the service’s can draw, and gets a warning`, async (t) => {
    const environment = { RAFFLE_PORT: '0', RAFFLE_ADMIN_PORT: 'off', ...shiftedClock(ms) };
    const { url, dataDir } = await spawnService(t, { environment });
    await (await signInAt(url, 'ann@example.org')).buy('demo');
    const key = ['--url', url, '--key', join(dataDir, 'operator.pem')];
    const { exitCode, stderr } = await runCli(['draw', 'demo', '--confirm', 'demo', ...key]);
    t.is(exitCode, 0, stderr);
    t.true(stderr.includes(`s ${side} the service’s`), stderr);
  });
}
