import { resetBetweenTests } from '../support/participant.tsx';
import { render, screen } from '@testing-library/react';
import test from 'ava';
import { formatsOf } from '#ui/formats.ts';
import { Countdown } from '../../participant-app/features/live/Countdown.tsx';
import { dashboardState, known, raffleView } from '../../participant-app/gallery/fixtures.ts';
import { StaticDashboard } from '../../participant-app/gallery/StaticDashboard.tsx';

resetBetweenTests();

const hourMs = 3_600_000;

function show(leftMs: number, clockAheadMs = 0) {
  const live = { ...known(raffleView()), clockAheadMs };
  return render(
    <StaticDashboard state={dashboardState({ live })}>
      <Countdown until={new Date(Date.now() + leftMs).toISOString()} label="Until the draw" />
    </StaticDashboard>,
  );
}

test.serial('a countdown runs by the clock of the service', (t) => {
  show(50 * hourMs + 30_000, 2 * hourMs);
  const { textContent } = screen.getByRole('timer');
  t.is(textContent.slice(0, '2 days 00:00:'.length), '2 days 00:00:');
});

test.serial('a countdown whose time has come shows nothing', (t) => {
  const { container } = show(hourMs, 2 * hourMs);
  t.is(container.textContent, '');
});

test('formats.countdown() has days, hours, minutes and seconds, rounded up', (t) => {
  const english = formatsOf('en');
  t.is(english.countdown(999), '00:00:01');
  t.is(english.countdown(hourMs + 61_000), '01:01:01');
  t.is(english.countdown(24 * hourMs), '1 day 00:00:00');
  t.is(formatsOf('de').countdown(49 * hourMs), '2 Tage 01:00:00');
  t.is(english.countdown(-5), '00:00:00');
});
