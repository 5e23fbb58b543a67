import { resetBetweenTests } from '../support/participant.tsx';
import { render, screen } from '@testing-library/react';
import test from 'ava';
import { Surface } from '#ui/Surface.tsx';
import { DashboardView } from '../../participant-app/app/DashboardView.tsx';
import {
  StaticDashboard,
  type StaticDashboardProps,
} from '../../participant-app/gallery/StaticDashboard.tsx';
import { galleryStates } from '../../participant-app/gallery/states.ts';
import { addGerman } from '../../participant-app/shared/messages/german.ts';

addGerman();

resetBetweenTests();

/** The dashboard in one state. */
function Shown(props: Omit<StaticDashboardProps, 'children'>) {
  return (
    <StaticDashboard {...props}>
      <DashboardView headingLevel={2} />
    </StaticDashboard>
  );
}

const buying = { button: /^Buy 1 ticket$/, isEnabled: true };

/** The text of each state, and its one button: its effect, or why it is disabled. */
const expected: Record<string, { says: RegExp; button?: RegExp; isEnabled?: boolean }> = {
  connecting: { says: /Connecting to the raffle/ },
  'signed-out': { says: /Sign in to buy yours/, button: /^Sign in to buy$/, isEnabled: true },
  'asking-who': { says: /Tickets are on sale/, button: /^One moment/, isEnabled: false },
  open: { says: /You may buy 2 tickets/, button: /^Buy 1 ticket$/, isEnabled: true },
  'open-holding-one': {
    says: /You have 1 ticket, number 42.*You may buy 1 more/,
    button: /^Buy 1 ticket$/,
    isEnabled: true,
  },
  'just-bought': { says: /number 42/, button: /^Buy 1 ticket$/, isEnabled: true },
  'last-ticket': { says: /One ticket is left/, button: /^Buy 1 ticket$/, isEnabled: true },
  'at-cap': {
    says: /You have 2 tickets, the maximum: 42 and 43\./,
    button: /^You hold 2 of 2$/,
    isEnabled: false,
  },
  'receipt-that-does-not-hold': {
    says: /The receipt of this ticket is not valid\..*save it as evidence/,
    button: /^You hold 2 of 2$/,
    isEnabled: false,
  },
  'ticket-denied': {
    says: /The raffle does not list this ticket any more/,
    button: /^Buy 1 ticket$/,
    isEnabled: true,
  },
  announced: {
    says: /Sales have not started yet\. ?They start on March 10, 2026/,
    button: /^Not on sale yet$/,
    isEnabled: false,
  },
  cancelled: {
    says: /This raffle was cancelled\. There is no draw\..*The hall was flooded/,
    button: /^Cancelled$/,
    isEnabled: false,
  },
  'sold-out': {
    says: /Sold out\. You have 1 ticket, number 42/,
    button: /^Sold out$/,
    isEnabled: false,
  },
  closed: { says: /the result appears here/, button: /^Sales have ended$/, isEnabled: false },
  'closed-due': {
    says: /The draw is due on .* at .* [A-Z]+.*The result appears here/,
    button: /^Sales have ended$/,
    isEnabled: false,
  },
  'closed-late': {
    says: /The draw was due on .* and is late\./,
    button: /^Sales have ended$/,
    isEnabled: false,
  },
  'before-reveal': {
    says: /Drawing ….*The result appears here in a few seconds/,
    button: /^Sales have ended$/,
    isEnabled: false,
  },
  drawing: { says: /The winner is drawn\..*Comparing with your tickets/ },
  won: { says: /Your ticket 42 won\./ },
  lost: { says: /Ticket 17 was drawn\. Yours were numbers 42 and 43\..*Not this time/ },
  'no-ticket': { says: /Ticket 17 was drawn\..*You had no ticket/ },
  'drawn-signed-out': { says: /Ticket 17 was drawn\./, button: /^Sign in to see/, isEnabled: true },
  rehearsal: {
    says: /Rehearsal\. Nothing here is real\..*You have 1 ticket, number 42/,
    button: /^Buy 1 ticket$/,
    isEnabled: true,
  },
  'rehearsal-won': {
    says: /Nothing here is real.*Your ticket 42 won\. ?It is a rehearsal, so there is no prize/,
  },
  'rehearsal-deleted': { says: /This rehearsal is deleted\..*Nothing in it was real/ },
  'unknown-raffle': { says: /There is no such raffle\..*Check the address/ },
  offline: { says: /You are offline\. Updated 4\d seconds ago/, button: /^Buy/, isEnabled: true },
  'offline-from-the-start': { says: /You are offline\..*appears here/ },
  'offline-with-kept-tickets': {
    says: /You are offline.*These tickets are stored in this browser/,
  },
  stale: { says: /Updated 4\d seconds ago\. Trying to reconnect/, button: /^Buy/, isEnabled: true },
  polled: { says: /Checked every few seconds/, button: /^Buy/, isEnabled: true },
  'server-down': { says: /The raffle does not answer\..*do not need to reload/ },
  'tickets-not-loaded': {
    says: /Your tickets could not be loaded/,
    button: /^Buy/,
    isEnabled: true,
  },
  buying: { says: /Tickets are on sale/, button: /^Buy 1 ticket/, isEnabled: false },
  'buying-slow': { says: /safe to wait: you cannot buy twice/, button: /^Buy/, isEnabled: false },
  checking: {
    says: /Checking whether your ticket went through…/,
    button: /^Finish buying 1 ticket/,
    isEnabled: false,
  },
  'timed-out': {
    says: /No answer in time\. We do not know yet whether a ticket was taken/,
    button: /^Finish buying 1 ticket/,
    isEnabled: true,
  },
  'timed-out-but-listed': {
    says: /You have ticket 42\. It was added after you pressed Buy\./,
    button: /^Finish buying 1 ticket/,
    isEnabled: true,
  },
  'unknown-after-reload': {
    says: /The page closed before we got an answer/,
    button: /^Finish buying 1 ticket/,
    isEnabled: true,
  },
  'clicked-offline': { says: /Nothing was sent/, button: /^Buy 1 ticket/, isEnabled: true },
  'sold-out-while-buying': { says: /Others were faster/, button: /^Sold out$/, isEnabled: false },
  'rate-limited': { says: /Wait 30 seconds/, button: /^Buy 1 ticket/, isEnabled: true },
  'session-ended': { says: /Your sign-in has ended/, button: /^Send me a code$/, isEnabled: true },
  'nothing-sold': { says: /0 sold/, button: /^Buy 1 ticket/, isEnabled: true },
  'a-million': { says: /654,322/, button: /^Buy 1 ticket/, isEnabled: true },
  'three-hundred': { says: /120 sold/, button: /^Buy 1 ticket/, isEnabled: true },
  'log-same': { says: /You may buy 2 tickets/, ...buying },
  'log-grown': {
    says: /You may buy 1 more/,
    ...buying,
  },
  'log-not-compared': { says: /no answer came\. That says nothing about the record/, ...buying },
  'log-not-signed': {
    says: /the answer is not signed\. That proves nothing either way/,
    ...buying,
  },
  'fork-shorter': {
    says: /changed since your last visit.*103 entries\. Now it is shown with 90/,
    ...buying,
  },
  'fork-rewritten': { says: /The raffle has signed two different records.*What to do/, ...buying },
  'fork-not-grown': {
    says: /the service did not show that the first 103 are still the same/,
    ...buying,
  },
  'fork-other-key': { says: /It is another record with the same name/, ...buying },
};

for (const { name, ...shown } of galleryStates) {
  test.serial(`state ${name} has its text, and its button its effect`, async (t) => {
    const { says, button, isEnabled } = expected[name]!;
    const { container } = render(
      <Surface locale="en">
        <Shown {...shown} />
      </Surface>,
    );
    t.regex(container.textContent, says);
    if (button === undefined) {
      t.is(screen.queryByRole('button', { name: /Buy|Sold out|Sales have ended/ }), null);
      return;
    }
    // The sign-in form is loaded when it is needed.
    const found = await screen.findByRole('button', { name: button });
    const isOff = found.hasAttribute('disabled') || found.getAttribute('aria-disabled') === 'true';
    t.is(isOff, isEnabled === false);
  });
}

test.serial(
  'every state of a rehearsal has its notice, and no state of a real raffle does',
  (t) => {
    for (const { name, state, ...shown } of galleryStates) {
      if (state.live.status !== 'known') continue;
      for (const rehearsal of [true, undefined] as const) {
        const { rehearsal: _, ...facts } = state.live.raffle;
        const raffle = rehearsal === undefined ? facts : { ...facts, rehearsal };
        const { container, unmount } = render(
          <Surface locale="en">
            <Shown {...shown} state={{ ...state, live: { ...state.live, raffle } }} />
          </Surface>,
        );
        const isMarked = container.textContent.includes('Rehearsal. Nothing here is real.');
        t.is(isMarked, rehearsal === true, name);
        t.is(/rehearsal/i.test(container.textContent), rehearsal === true, name);
        unmount();
      }
    }
  },
);

test.serial('the result is not shown before the status is drawn', (t) => {
  for (const { name, state, ...shown } of galleryStates) {
    if (state.live.status === 'known' && state.live.raffle.status === 'drawn') continue;
    const { container, unmount } = render(
      <Surface locale="en">
        <Shown {...shown} state={state} />
      </Surface>,
    );
    t.notRegex(container.textContent, /won|was drawn|Winning ticket/i, name);
    unmount();
  }
});

test.serial(
  'the pool is one meter with a sentence for screen readers, which do not see its drawing',
  (t) => {
    const { state } = galleryStates.find(({ name }) => name === 'at-cap')!;
    render(
      <Surface locale="en">
        <Shown state={state} />
      </Surface>,
    );
    const meter = screen.getByRole('meter', { name: 'Tickets left' });
    t.is(meter.getAttribute('aria-valuenow'), '42');
    t.is(
      meter.getAttribute('aria-valuetext'),
      '42 of 100 tickets left. You have 2 tickets, numbers 42 and 43.',
    );
    t.is(screen.getAllByRole('meter').length, 1);
  },
);

for (const { locale, sentence, direction } of [
  { locale: 'de', sentence: /Sie haben 2 Lose, das Maximum: 42 und 43\./, direction: 'ltr' },
  { locale: 'ar-XB', sentence: /\[/, direction: 'rtl' },
]) {
  test.serial(`in ${locale} every state has its text and direction`, (t) => {
    for (const { name, ...shown } of galleryStates) {
      const { container, unmount } = render(
        <Surface locale={locale}>
          <Shown {...shown} />
        </Surface>,
      );
      const surface = container.firstElementChild!;
      t.is(surface.getAttribute('dir'), direction);
      t.is(surface.getAttribute('lang'), locale);
      if (name === 'at-cap') t.regex(container.textContent, sentence);
      t.notRegex(container.textContent, /undefined|NaN|\[object/, name);
      unmount();
    }
  });
}

test.serial('no sentence has two full stops, in any state or language', (t) => {
  for (const locale of ['en', 'de']) {
    for (const { name, state, ...shown } of galleryStates) {
      const { container, unmount } = render(
        <Surface locale={locale}>
          <Shown {...shown} state={state} />
        </Surface>,
      );
      t.notRegex(container.textContent, /\.\.|[?!]\./, `${name} ${locale}`);
      unmount();
    }
  }
});
