import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { formatCheckpoint } from '#proof/checkpoint.ts';
import { parsePolicy } from '#proof/witness-policy.ts';
import type { PublicLog } from '../../services/raffle/stores/raffle-store.ts';
import {
  unwitnessed,
  type WitnessedLog,
  type WitnessStore,
} from '../../services/raffle/stores/witness-store.ts';
import { addCheckpoint } from '../../services/raffle/witness/add-checkpoint.ts';
import { askWitness, NotCosigned } from '../../services/raffle/witness/ask-witness.ts';
import { listAsked } from '../../services/raffle/witness/asked-witness.ts';
import { waitFor } from '../support/wait-limit.ts';
import { reply, startTestWitness } from '../support/test-witness.ts';

const update = { from: 0, consistency: [], checkpoint: 'a\n1\nAA==\n\n— a AAAA\n' };

/** A witness, and what asking it about a log of two entries needs. */
async function prepare(t: ExecutionContext, known: WitnessedLog = unwitnessed, timeoutMs = 10_000) {
  const club = await startTestWitness(t, 'club', 1);
  const [witness] = listAsked(parsePolicy(`${club.policyLine}quorum club\n`));
  const text = formatCheckpoint({ origin: 'x/raffles/a', size: 2, root: new Uint8Array(32) });
  const log = {
    size: 2,
    checkpoint: `${text}\n— x/raffles/a AAAAAAAA\n`,
    consistency: async () => [],
  } as unknown as PublicLog;
  const written: string[] = [];
  const store = {
    read: () => known,
    addCosignature: async () => void written.push('cosignature'),
    raiseAlarm: async () => void written.push('alarm'),
  } as unknown as WitnessStore;
  const stopping = new AbortController();
  const ask = () =>
    askWitness('a', {
      witness: witness!,
      store,
      findLog: async () => log,
      timeoutMs,
      stopped: stopping.signal,
    });
  return { club, ask, written, stopping, id: witness!.id };
}

test('a request ends after its timeout, and at once when the service stops', async (t) => {
  const slow = await prepare(t, unwitnessed, 50);
  slow.club.misbehave = () => {};
  let failure: unknown;
  slow.ask().catch((cause) => {
    failure = cause;
  });
  const ended = await waitFor('the end of the request', () => failure as Error | undefined);
  t.is(ended.name, 'TimeoutError');
  const stopped = await prepare(t);
  stopped.club.misbehave = () => stopped.stopping.abort();
  await t.throwsAsync(stopped.ask(), { name: 'AbortError' });
});

test('an answer that is too long is not read to its end', async (t) => {
  let sentBytes = 0;
  const server = createServer((_request, response) => {
    const write = () => {
      while (!response.destroyed && sentBytes < 50_000_000) {
        sentBytes += 10_000;
        if (!response.write('x'.repeat(10_000))) {
          response.once('drain', write);
          return;
        }
      }
      response.end();
    };
    write();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const asking = addCheckpoint(url, update, AbortSignal.timeout(10_000));
  await t.throwsAsync(asking, { message: /longer than/ });
  t.true(sentBytes < 50_000_000, `${sentBytes} bytes`);
});

test('a witness that names two other sizes is asked no third time', async (t) => {
  const { club, ask, written } = await prepare(t);
  let size = 0;
  club.misbehave = (_request, response) => reply(response, 409, `${(size += 1)}\n`);
  await t.throwsAsync(ask(), { instanceOf: NotCosigned });
  t.is(club.requests.length, 2);
  t.deepEqual(written, []);
});

test('a witness that names the size that was just sent raises an alarm', async (t) => {
  const { club, ask, written } = await prepare(t);
  club.misbehave = (_request, response) => reply(response, 409, '0\n');
  t.deepEqual(await ask(), { kind: 'stopped', size: 0 });
  t.deepEqual(written, ['alarm']);
});

test('a cosignature of more entries than the log has raises an alarm without a request', async (t) => {
  const { id } = await prepare(t);
  const cosignatures = [{ witness: id, size: 3, time: 1, line: '' }];
  const { club, ask, written } = await prepare(t, { cosignatures, alarms: new Map() });
  t.deepEqual(await ask(), { kind: 'stopped', size: 3 });
  t.deepEqual([written, club.requests], [['alarm'], []]);
});

test('answers that a request is malformed, unknown or refused are no alarm', async (t) => {
  for (const status of [400, 403, 404, 413, 429, 500, 503]) {
    const { club, ask, written } = await prepare(t);
    club.misbehave = (_request, response) => reply(response, status, '');
    await t.throwsAsync(ask(), { message: new RegExp(`answered ${status}`) });
    t.deepEqual(written, [], String(status));
  }
});
