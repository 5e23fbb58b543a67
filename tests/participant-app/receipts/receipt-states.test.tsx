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
  readonly says: RegExp;
  readonly buttons: readonly string[];
}

const keeping = ['Save receipt', 'Print'];
const withEvidence = ['Save as evidence', ...keeping];

/** The text and the actions of each state. */
const expected: Record<string, Expected> = {
  receipt: {
    says: /This receipt proves that ticket 42.*VALID\. All 5 checks passed/,
    buttons: keeping,
  },
  'receipt-before-the-draw': {
    says: /The winner can be drawn from March 20, 2099/,
    buttons: [...keeping, 'Add the draw to my calendar'],
  },
  'receipt-won': { says: /Winning ticket.*VALID/, buttons: keeping },
  'receipt-not-valid': {
    says: /This receipt is not valid.*NOT VALID\. 1 of 4 checks failed/,
    buttons: withEvidence,
  },
  'receipt-not-checked': { says: /COULD NOT CHECK/, buttons: keeping },
  'receipt-denied': {
    says: /The raffle does not list this ticket any more.*VALID/,
    buttons: withEvidence,
  },
  'receipt-other-key': { says: /The raffle’s signature has changed/, buttons: withEvidence },
  'receipt-not-kept': { says: /This browser keeps nothing for this site/, buttons: keeping },
  'receipt-kept-offline': { says: /kept in this browser until you sign out/, buttons: keeping },
  'receipt-signed-out': {
    says: /Sign in to see your receipts/,
    buttons: ['Sign in to see your tickets'],
  },
  'receipt-without-ticket': { says: /You have no ticket in this raffle/, buttons: [] },
  'receipt-not-loaded': { says: /The raffle did not answer/, buttons: [] },
  'receipts-sheet': { says: /four tickets to a page.*42.*43/, buttons: ['Print all'] },
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
    const { says, buttons } = expected[name]!;
    const { container } = show(name);
    t.regex(container.textContent, says);
    const names = screen.queryAllByRole('button').map(({ textContent }) => textContent);
    t.deepEqual(names, buttons);
    const isValid = /(?<!NOT )VALID\./.test(container.textContent);
    t.is(
      /receipt proves/.test(container.textContent),
      isValid,
      'only a good receipt proves anything',
    );
  });
}

for (const locale of ['de', 'ar-XB']) {
  test.serial(`in ${locale} every state of a receipt has its text`, (t) => {
    for (const { name } of onPage) {
      const { container, unmount } = show(name, locale);
      t.notRegex(container.textContent, /undefined|NaN|\[object/, name);
      t.notRegex(container.textContent, /Save receipt|receipt proves/, name);
      unmount();
    }
  });
}
