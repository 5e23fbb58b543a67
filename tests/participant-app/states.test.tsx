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
import { expected } from './state-texts.ts';

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

for (const { name, ...shown } of galleryStates) {
  test.serial(`state ${name} has its texts, and its button its effect`, async (t) => {
    const { says, button } = expected[name]!;
    render(
      <Surface locale="en">
        <Shown {...shown} />
      </Surface>,
    );
    for (const text of says) t.true((await screen.findAllByText(text)).length > 0, text);
    if (button === undefined) {
      const others = screen.queryAllByRole('button').map(({ textContent }) => textContent);
      t.deepEqual(
        others.filter((label) => label.startsWith('Buy')),
        [],
      );
      return;
    }
    const found = await screen.findByRole('button', { name: button[0] });
    const isOff = found.hasAttribute('disabled') || found.getAttribute('aria-disabled') === 'true';
    t.is(isOff ? 'off' : 'on', button[1]);
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
    const text = container.textContent.toLowerCase();
    for (const result of ['won', 'was drawn', 'winning ticket'])
      t.false(text.includes(result), name);
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

test.serial('after the sales no bar shows tickets as left, and none is promised', (t) => {
  const closed = galleryStates.filter(
    ({ state: { live } }) =>
      live.status === 'known' && ['closed', 'cancelled'].includes(live.raffle.status),
  );
  t.true(closed.length > 0);
  for (const { name, ...shown } of closed) {
    const { unmount } = render(
      <Surface locale="en">
        <Shown {...shown} />
      </Surface>,
    );
    t.is(screen.queryByRole('meter'), null, name);
    t.is(screen.queryByText('None yet. They appear here the moment you buy.'), null, name);
    unmount();
  }
});

test.serial('the result of a drawn raffle is one region', (t) => {
  const drawn = galleryStates.filter(
    ({ state: { live } }) => live.status === 'known' && live.raffle.status === 'drawn',
  );
  t.true(drawn.length > 0);
  for (const { name, ...shown } of drawn) {
    const { unmount } = render(
      <Surface locale="en">
        <Shown {...shown} />
      </Surface>,
    );
    t.is(screen.getAllByRole('region', { name: 'Result' }).length, 1, name);
    unmount();
  }
});

for (const { locale, sentence, direction } of [
  { locale: 'de', sentence: 'Sie haben 2 Lose, das Maximum: 42 und 43.', direction: 'ltr' },
  { locale: 'ar-XB', sentence: '[', direction: 'rtl' },
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
      if (name === 'at-cap') t.true(container.textContent.includes(sentence));
      t.false(container.textContent.includes('undefined'), name);
      t.false(container.textContent.includes('NaN'), name);
      t.false(container.textContent.includes('[object'), name);
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
      for (const twice of ['..', '?.', '!.']) {
        t.false(container.textContent.includes(twice), `${name} ${locale}`);
      }
      unmount();
    }
  }
});
