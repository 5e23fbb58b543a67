import type { ExecutionContext } from 'ava';
import { addFollow } from '../../services/witness/followed-logs.ts';
import { serveWitness } from '../../services/witness/serve-witness.ts';
import { createWitness } from '../../services/witness/witness-folder.ts';
import { readWitness, type IndependentLog } from './independent-witness.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Makes a witness that knows these logs, and runs it on a free port until the test ends. */
export async function startWitness(t: ExecutionContext, logs: readonly IndependentLog[] = []) {
  const path = temporaryFolder(t);
  const vkey = await createWitness(path, 'witness.example.org');
  for (const { vkey: logKey, origin } of logs) {
    const service = `http://${origin.split('/')[0]}`;
    await addFollow(path, { format: 'raffle-witness-follow/1', service, logKey });
  }
  const printed: string[] = [];
  const start = () =>
    serveWitness(path, { host: '127.0.0.1', port: 0, print: (line) => printed.push(line) });
  const running = await start();
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= running.stop());
  t.teardown(stop);
  return {
    path,
    vkey,
    key: readWitness(vkey),
    url: `http://127.0.0.1:${running.port}`,
    printed,
    stop,
    start,
  };
}
