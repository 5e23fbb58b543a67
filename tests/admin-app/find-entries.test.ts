import test from 'ava';
import { findEntries, noFilter } from '../../admin-app/features/audit/find-entries.ts';
import { readLogEntry } from '../../admin-app/shared/queries/log-entry.ts';

test('a filter by ticket number matches the whole number in every kind of entry', (t) => {
  const entries = [
    '{"at":"x","type":"raffle-opened"}',
    '{"holder":"Ab","number":1,"type":"ticket-sold"}',
    '{"holder":"cD","number":11,"type":"ticket-sold"}',
    '{"prize":1,"ticketNumber":1,"type":"prize-claimed"}',
    '{"order":[{"ticketNumber":11},{"ticketNumber":1},7],"type":"raffle-drawn"}',
    'not JSON',
  ].map(readLogEntry);
  const places = (filter: Partial<typeof noFilter>) =>
    findEntries(entries, { ...noFilter, ...filter }).map(({ place }) => place);
  t.deepEqual(places({}), [0, 1, 2, 3, 4, 5]);
  t.deepEqual(places({ ticket: ' 1 ' }), [1, 3, 4]);
  t.deepEqual(places({ ticket: '11' }), [2, 4]);
  t.deepEqual(places({ holder: 'AB' }), [1]);
  t.deepEqual(places({ holder: 'cd', type: 'ticket-sold' }), [2]);
  t.deepEqual(places({ holder: 'undefined' }), []);
});
