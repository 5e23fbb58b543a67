import test from 'ava';
import { parsePolicy } from '#proof/witness-policy.ts';
import type { DrawnRaffle } from '../../services/raffle/domain/raffle.ts';
import type { WitnessAlarm, WitnessStore } from '../../services/raffle/stores/witness-store.ts';
import { listAsked } from '../../services/raffle/witness/asked-witness.ts';
import { CosignedLogs } from '../../services/raffle/witness/cosigned-logs.ts';
import { testWitness } from '../support/witness-key.ts';

test('what a witness cosigned counts for no raffle of which it claims to have seen another history', async (t) => {
  const { verifierKey } = testWitness('club.example', 1);
  const policy = parsePolicy(`witness club ${verifierKey} http://127.0.0.1:4600\nquorum club\n`);
  const witness = listAsked(policy)[0]!.id;
  const alarms = new Map<string, WitnessAlarm>();
  const store = {
    // Of the history before a repair, which was longer than the log with its closing is now.
    read: () => ({ cosignatures: [{ witness, size: 12, time: 1_000, line: '' }], alarms }),
  } as unknown as WitnessStore;
  const raffle = {
    status: 'drawn',
    opened: { raffleId: 'a' },
    closed: { seal: { publishedAt: new Date(2_000_000).toISOString() } },
    closedIndex: 8,
    drawnIndex: 9,
  } as unknown as DrawnRaffle;
  const logs = new CosignedLogs(store, policy);
  t.deepEqual(await logs.viewWitnessed(raffle), { witnessed: 'in-time' });
  alarms.set(witness, { size: 12, at: new Date(3_000_000).toISOString() });
  t.deepEqual(await logs.viewWitnessed(raffle), { witnessed: 'not-in-time' });
  const { witnesses, closing, draw } = await logs.view(raffle);
  t.deepEqual(witnesses, [{ name: 'club', key: verifierKey }]);
  t.deepEqual([closing?.seenBy, draw?.seenBy], [[], []]);
});
