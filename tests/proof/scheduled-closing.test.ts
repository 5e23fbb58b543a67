import test from 'ava';
import { auditBundle } from '#proof/audit.ts';
import { saysOf } from '../support/bent-bundles.ts';
import { notPassed } from '../support/checks.ts';
import { RaffleStory } from '../support/raffle-story.ts';
import { tellBundle } from '../support/sealed-log.ts';

const closesAt = '2026-03-08T18:00:00.000Z';
const open = tellBundle(new RaffleStory({ closesAt }).sell('ann'));
const closesAtMs = Date.parse(closesAt);

test('a log without its scheduled closing fails only if it was fetched more than 60 s after closesAt', (t) => {
  t.deepEqual(notPassed(auditBundle(open)), []);
  for (const lateMs of [-1, 0, 1, 60_000]) {
    t.deepEqual(notPassed(auditBundle(open, { fetchedAtMs: closesAtMs + lateMs })), []);
  }
  const [late, ...more] = notPassed(auditBundle(open, { fetchedAtMs: closesAtMs + 61_000 }));
  t.deepEqual(more, []);
  t.is(late?.name, 'times');
  t.is(late?.outcome, 'failed');
  t.is(
    late?.explanation,
    `entries[2]: the closing of ${closesAt} is missing, 61 s later by your clock.`,
  );
});

test('a log that ended needs no scheduled closing, however late it is fetched', (t) => {
  const fetchedAtMs = closesAtMs + 1_000_000_000;
  const ended = [
    new RaffleStory({ closesAt }).sell('ann').cancel(),
    new RaffleStory({ closesAt }).close(),
    new RaffleStory({ closesAt }).sell('ann').at(closesAt).close('schedule'),
    new RaffleStory({ closesAt }).amend({ closesAt: null }).sell('ann'),
    new RaffleStory().sell('ann'),
  ];
  for (const story of ended) {
    t.deepEqual(notPassed(auditBundle(tellBundle(story), { fetchedAtMs })), []);
  }
});

test('the audit says how late a scheduled closing was', (t) => {
  const story = new RaffleStory({ closesAt }).sell('ann').at('2026-03-08T18:30:00.500Z');
  const checks = auditBundle(tellBundle(story.close('schedule')));
  t.is(
    saysOf(checks, 'times'),
    `No entry is older than the one before it. Sales closed at 2026-03-08T18:30:00.500Z, 1800.5 s after the announced time; announced was ${closesAt}.`,
  );
});
