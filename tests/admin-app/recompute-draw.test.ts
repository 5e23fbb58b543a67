import test from 'ava';
import { DrawRecord } from '#contract/draws.ts';
import { recomputeDraw } from '../../admin-app/features/projector/recompute-draw.ts';
import { expectSealed, sealedLog } from '../support/sealed-log.ts';

test('a sealed draw is explained by its reveal; any other result is a contradiction', (t) => {
  const { draw: shown } = sealedLog({ ticketCount: 7, r: 3 });
  const complete = Object.assign({ fairness: 'Sealed.' }, shown);
  const record = expectSealed(DrawRecord.parse(complete));
  const { seal, reveal } = record;
  t.deepEqual(recomputeDraw(record), { kind: 'sealed', ticketCount: 7, round: seal.round });
  const lies: DrawRecord[] = [
    { ...record, order: record.order.map((drawn) => ({ ...drawn, index: (drawn.index + 1) % 7 })) },
    { ...record, ticketCount: 8 },
    { ...record, raffle: 'autumn' },
    { ...record, reveal: { ...reveal, r: [4] } },
    {
      ...record,
      reveal: { ...reveal, beacon: { ...reveal.beacon, randomness: '00'.repeat(32) } },
    },
    { ...record, reveal: { ...reveal, nonce: 'x' } },
    { ...record, seal: { ...seal, root: '11'.repeat(32) } },
  ];
  // Another root or beacon may give the same number by chance; these do not.
  for (const lie of lies) t.is(recomputeDraw(lie).kind, 'contradiction', JSON.stringify(lie));
  t.deepEqual(recomputeDraw({ ...record, randomness: 'local' }), {
    kind: 'local',
    ticketCount: 7,
  });
  // A sealed draw without its seal or reveal is not a draw record.
  t.false(DrawRecord.safeParse({ ...record, seal: undefined }).success);
  t.false(DrawRecord.safeParse({ ...record, reveal: undefined }).success);
});
