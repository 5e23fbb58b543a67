import test from 'ava';
import { hrefs, readRoute } from '../../admin-app/shared/route.ts';

test('every path of the app leads to its page', (t) => {
  const raffleId = 'spring';
  t.deepEqual(readRoute(''), { page: 'raffles' });
  t.deepEqual(readRoute(hrefs.raffles), { page: 'raffles' });
  t.deepEqual(readRoute(hrefs.create), { page: 'create', isRehearsal: false });
  t.deepEqual(readRoute(hrefs.rehearse), { page: 'create', isRehearsal: true });
  t.deepEqual(readRoute(hrefs.people), { page: 'people' });
  t.deepEqual(readRoute('#/keys'), { page: 'people' });
  t.deepEqual(readRoute(hrefs.raffle(raffleId)), { page: 'raffle', raffleId });
  t.deepEqual(readRoute(hrefs.projector(raffleId)), { page: 'projector', raffleId });
  t.deepEqual(readRoute(hrefs.desk(raffleId)), { page: 'desk', raffleId });
  t.deepEqual(readRoute(hrefs.audit(raffleId)), { page: 'audit', raffleId });
  t.deepEqual(readRoute('#/enrol/abc'), { page: 'enrol', invitation: 'abc' });
  t.deepEqual(readRoute('#/enrol'), { page: 'enrol', invitation: undefined });
});

test('an unknown path leads to a page that says so', (t) => {
  const others = [
    '#/x',
    '#/new/x',
    '#/raffles',
    '#/raffles/a/b',
    '#/raffles/a/audit/c',
    '#/raffles/%',
  ];
  for (const hash of others) t.deepEqual(readRoute(hash), { page: 'unknown' }, hash);
});
