import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { formatCheckpoint } from '#proof/checkpoint.ts';
import { parsePolicy } from '#proof/witness-policy.ts';
import type { OpenedRaffle } from '../../services/raffle/domain/raffle.ts';
import type { PublicLog, RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import {
  unwitnessed,
  type WitnessedLog,
  type WitnessStore,
} from '../../services/raffle/stores/witness-store.ts';
import { addCheckpoint } from '../../services/raffle/witness/add-checkpoint.ts';
import { askWitness, NotCosigned } from '../../services/raffle/witness/ask-witness.ts';
import { listAsked } from '../../services/raffle/witness/asked-witness.ts';
import { Witnesses } from '../../services/raffle/witness/witnesses.ts';
import { waitFor } from '../support/wait-limit.ts';
import { reply, startTestWitness } from '../support/test-witness.ts';

const update = { from: 0, consistency: [], checkpoint: 'a\n1\nAA==\n\n— a AAAA\n' };

/** A witness, and what asking it about a log of two entries needs. */
async function prepare(t: ExecutionContext, known: WitnessedLog = unwitnessed, timeoutMs = 60_000) {
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
  const asking = addCheckpoint(url, update, AbortSignal.timeout(60_000));
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

test('a cosignature of a longer text than the checkpoint is not stored', async (t) => {
  const { club, ask, written } = await prepare(t);
  // After an empty line the log's own signature would be a part of the text.
  for (const more of ['\n', '— x AAAAAAAA\n\n']) {
    club.misbehave = ({ text }, response) => {
      const longer = `${text}\n— x/raffles/a AAAAAAAA\n${more.slice(0, -1)}`;
      reply(response, 200, more + club.cosign(longer));
    };
    await t.throwsAsync(ask(), { message: /without signature lines/ });
  }
  t.deepEqual(written, []);
});

for (const aheadSeconds of [-400, 400]) {
  test(`a cosignature by a clock that is ${aheadSeconds} s ahead is not stored`, async (t) => {
    const { club, ask, written } = await prepare(t);
    club.aheadSeconds = aheadSeconds;
    await t.throwsAsync(ask(), {
      instanceOf: NotCosigned,
      message: /clock.* (3[5-9]\d|4[0-4]\d) s/,
    });
    t.deepEqual(written, []);
    // The witness has stored it; with its clock set right, it signs the same checkpoint again.
    club.aheadSeconds = 0;
    t.deepEqual(await ask(), { kind: 'cosigned' });
    t.deepEqual(written, ['cosignature']);
  });
}

test('answers that a request is malformed, unknown or refused are no alarm', async (t) => {
  for (const status of [400, 403, 404, 413, 429, 500, 503]) {
    const { club, ask, written } = await prepare(t);
    club.misbehave = (_request, response) => reply(response, status, '');
    await t.throwsAsync(ask(), { message: new RegExp(`answered ${status}`) });
    t.deepEqual(written, [], String(status));
  }
});

test('a store that cannot be read for a while ends nothing, and the witness is asked again', async (t) => {
  let reads = 0;
  const unreadable = async () => {
    reads += 1;
    throw new Error('The database is gone.');
  };
  const raffle = { opened: { raffleId: 'a' }, status: 'open' } as OpenedRaffle;
  const failures: unknown[] = [];
  const { club } = await prepare(t);
  const witnesses = await Witnesses.start({
    policy: parsePolicy(`${club.policyLine}quorum club\n`),
    raffles: {
      subscribe: () => () => {},
      subscribeToDeletions: () => () => {},
      list: async () => [raffle],
      find: unreadable,
    } as unknown as RaffleStore,
    store: { read: unreadable } as unknown as WitnessStore,
    intervalMs: 1,
    timeoutMs: 60_000,
    concurrency: 1,
    pause: async () => {},
    onFailure: (_facts, cause) => failures.push(cause),
    onAlarm: () => t.fail(),
  });
  t.teardown(() => witnesses.stop());
  // Without the answer the queue would keep this raffle as one that is being asked about.
  await waitFor('the second request', () => failures.length === 2);
  t.true(reads >= 3);
});
