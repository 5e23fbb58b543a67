import { resetBetweenTests } from '../../support/participant.tsx';
import { render, screen } from '@testing-library/react';
import test from 'ava';
import { Surface } from '#ui/Surface.tsx';
import { receiptStates } from '../../../participant-app/gallery/receipt-states.ts';
import { ReceiptPage } from '../../../participant-app/app/ReceiptPage.tsx';
import { StaticDashboard } from '../../../participant-app/gallery/StaticDashboard.tsx';
import { addGerman } from '../../../participant-app/shared/messages/german.ts';

addGerman();

resetBetweenTests();

interface Expected {
  /** Texts on the page, each whole. */
  readonly says: readonly string[];
  readonly buttons: readonly string[];
  /** Where the links go, besides those of every page of a receipt. */
  readonly links?: readonly string[];
}

const keeping = ['Save receipt', 'Print'];
const withEvidence = ['Save as evidence', ...keeping];
const proves =
  'This receipt proves that ticket 42 is in the raffle’s record. It also shows if the ticket is removed or changed later.';

/** The texts and the actions of each state. */
const expected: Record<string, Expected> = {
  receipt: { says: [proves, 'All 5 checks passed.', 'Valid'], buttons: keeping },
  'receipt-of-a-fair': {
    says: [proves, 'A weekend hamper and 3 more', '£2.00', 'Hillside School', 'Valid'],
    buttons: [...keeping, 'Add to calendar'],
  },
  'receipt-not-paid': {
    says: [
      'Valid',
      'Not paid yet',
      'Ticket 42 is not marked as paid yet.',
      'Pay in cash at the stall.',
    ],
    buttons: [...keeping, 'Add to calendar'],
  },
  'receipt-before-the-draw': { says: [proves], buttons: [...keeping, 'Add to calendar'] },
  'receipt-won': { says: ['Valid', 'Winning ticket', 'All 5 checks passed.'], buttons: keeping },
  'receipt-not-valid': {
    says: ['This receipt is not valid.', '1 of 4 checks failed.'],
    buttons: withEvidence,
  },
  'receipt-not-checked': { says: ['COULD NOT CHECK.'], buttons: keeping },
  'receipt-denied': {
    says: ['The raffle does not list this ticket any more.', 'Not confirmed'],
    buttons: withEvidence,
  },
  'receipt-other-key': {
    says: ['The raffle’s signature has changed.', 'Not confirmed'],
    buttons: withEvidence,
  },
  'receipt-not-kept': {
    says: ['This browser keeps nothing for this site. Save the receipt as a file.'],
    buttons: keeping,
  },
  'receipt-kept-offline': {
    says: [
      'It is kept in this browser until you sign out. You can show and save it without the internet.',
      'Could not check whether this ticket was voided later.',
    ],
    buttons: keeping,
  },
  'receipt-signed-out': {
    says: ['Sign in to see your receipts.'],
    buttons: ['Sign in to see your tickets'],
  },
  'receipt-without-ticket': {
    says: ['You have no ticket in this raffle.'],
    buttons: [],
    links: ['/raffles/spring'],
  },
  'receipt-not-loaded': { says: [], buttons: ['Try again'] },
  'receipt-of-a-deleted-rehearsal': {
    says: ['This rehearsal is deleted. Nothing in it was real.'],
    buttons: [],
    links: ['/'],
  },
  'receipts-sheet': {
    says: ['A4, four tickets to a page.', '42', '43'],
    buttons: ['Print all'],
    links: [42, 43].map((n) => `https://raffle.example.org/raffles/spring/tickets/${n}/receipt`),
  },
};

function show(name: string, locale = 'en') {
  const { state, number } = receiptStates.find((each) => each.name === name)!;
  return render(
    <Surface locale={locale}>
      <StaticDashboard state={state}>
        <ReceiptPage number={number} />
      </StaticDashboard>
    </Surface>,
  );
}

const onPage = receiptStates.filter(({ isEmbedded }) => isEmbedded !== true);

for (const { name } of onPage) {
  test.serial(`state ${name} says what the receipt proves and what can be done`, (t) => {
    const { says, buttons, links = [] } = expected[name]!;
    const { container } = show(name);
    for (const text of says) t.true(screen.queryAllByText(text).length > 0, text);
    const isUnpaid = screen.queryAllByText('Not paid yet').length > 0;
    t.is(isUnpaid, says.includes('Not paid yet'));
    const names = screen.queryAllByRole('button').map(({ textContent }) => textContent);
    t.deepEqual(names, buttons);
    const targets = screen.queryAllByRole('link').map((link) => link.getAttribute('href'));
    t.deepEqual(targets, ['/raffles/spring', '/receipt', ...links]);
    for (const details of container.querySelectorAll('details')) details.remove();
    const shown = container.textContent;
    const isGreen = /(?<!NOT )VALID\./.test(shown);
    t.is(/receipt proves/.test(shown), isGreen, 'only a good receipt proves anything');
    const isAlarmed = screen.queryAllByRole('alert').length > 0;
    t.false(isAlarmed && isGreen, 'an alarm and a green mark');
    t.false(isAlarmed && screen.queryAllByText('Valid').length > 0, 'an alarm on a valid ticket');
  });
}

for (const locale of ['de', 'ar-XB']) {
  test.serial(`in ${locale} every state of a receipt has its text`, (t) => {
    for (const { name } of onPage) {
      const { container, unmount } = show(name, locale);
      t.false(container.textContent.includes('undefined'), name);
      t.false(container.textContent.includes('NaN'), name);
      t.false(container.textContent.includes('[object'), name);
      t.false(container.textContent.includes('Save receipt'), name);
      t.false(container.textContent.includes('receipt proves'), name);
      unmount();
    }
  });
}
