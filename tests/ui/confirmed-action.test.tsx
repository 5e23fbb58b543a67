import '../support/browser-globals.ts';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler } from 'ava';
import { ConfirmedAction, type ConfirmedActionProps } from '#ui/ConfirmedAction.tsx';
import { Notices, NoticesContext } from '#ui/Notices.tsx';
import { Surface } from '#ui/Surface.tsx';

test.afterEach.always(() => cleanup());
registerCompletionHandler(() => process.exit());

type Changes = Partial<ConfirmedActionProps>;

const notices = new Notices();
const confirmation = {
  title: 'Close sales',
  typed: { expected: 'spring', label: 'Type spring' },
  action: 'Close',
  cancelLabel: 'Cancel',
};

/** Opens the dialog by keyboard: a click in happy-dom looks like one by a screen reader. */
async function show(initial: Changes = {}, { entersField = true } = {}) {
  let count = 0;
  let cancelCount = 0;
  const closing = (changes: Changes) => (
    <Surface locale="en">
      <NoticesContext value={notices}>
        <ConfirmedAction
          label="Close sales …"
          confirmation={confirmation}
          isPending={false}
          pendingLabel="Closing …"
          onConfirm={() => (count += 1)}
          onCancel={() => (cancelCount += 1)}
          {...changes}
        >
          <p>Closing ends the sales for good.</p>
        </ConfirmedAction>
      </NoticesContext>
    </Surface>
  );
  const { rerender } = render(closing(initial));
  const user = userEvent.setup();
  const opener = screen.getByRole('button', { name: 'Close sales …' });
  await user.tab();
  await user.keyboard('{Enter}');
  const field = screen.queryByRole('textbox', { name: 'Type spring' });
  if (entersField && field !== null) await user.click(field);
  return {
    user,
    opener,
    change: (changes: Changes) => rerender(closing(changes)),
    confirmations: () => count,
    cancellations: () => cancelCount,
  };
}

test.serial('nothing is confirmed until the exact word is typed', async (t) => {
  const { user, confirmations } = await show();
  const dialog = screen.getByRole('alertdialog', { name: 'Close sales' });
  t.true(dialog.textContent.includes('Closing ends the sales for good.'));
  await user.keyboard('sprin{Enter}');
  t.true(screen.getByRole('button', { name: 'Close' }).hasAttribute('disabled'));
  t.is(confirmations(), 0);
  await user.keyboard('g{Enter}');
  t.is(confirmations(), 1);
});

test.serial('the dialog has the focus and is described by its consequences', async (t) => {
  await show({}, { entersField: false });
  const dialog = screen.getByRole('alertdialog', { name: 'Close sales' });
  await waitFor(() => t.true(document.activeElement === dialog));
  const description = document.getElementById(dialog.getAttribute('aria-describedby') ?? '');
  t.is(description?.textContent, 'Closing ends the sales for good.');
});

test.serial('a pending action is not confirmed again', async (t) => {
  const { user, change, confirmations } = await show();
  change({ isPending: true });
  await user.keyboard('spring{Enter}');
  await user.click(screen.getByRole('button', { name: /^Clos(e|ing …)$/ }));
  t.is(confirmations(), 0);
});

test.serial('Escape closes the dialog, returns the focus and clears the field', async (t) => {
  const { user, opener, cancellations } = await show();
  await user.keyboard('spring{Escape}');
  t.is(screen.queryByRole('alertdialog'), null);
  t.true(document.activeElement === opener);
  t.is(cancellations(), 1);
  await user.keyboard('{Enter}');
  t.is(screen.getByRole<HTMLInputElement>('textbox').value, '');
});

test.serial('an action that is no longer possible shows the reason and is disabled', async (t) => {
  const { user, change, confirmations } = await show();
  await user.keyboard('spring');
  change({ reason: 'Sales have ended already.' });
  t.is(screen.getByRole('alert').textContent, 'Sales have ended already.');
  t.true(screen.getByRole('button', { name: 'Close' }).hasAttribute('disabled'));
  await user.keyboard('{Enter}');
  t.is(confirmations(), 0);
});

test.serial(
  'the dialog stays open while the action is pending, and closes on success',
  async (t) => {
    const { user, change, cancellations } = await show();
    // The mutation is pending from the moment of the press.
    change({ onConfirm: () => change({ isPending: true }) });
    await user.keyboard('spring{Enter}');
    t.truthy(screen.getByRole('alertdialog'));
    // The success itself makes the action impossible; that must not show as a reason.
    const reason = 'Sales have ended already.';
    change({ isPending: true, reason });
    t.is(screen.queryByRole('alert'), null);
    change({ reason });
    t.is(screen.queryByRole('alertdialog'), null);
    t.is(cancellations(), 0);
  },
);

test.serial('a failure is shown in the dialog, which stays open', async (t) => {
  const { user, change } = await show();
  change({ onConfirm: () => change({ isPending: true }) });
  await user.keyboard('spring{Enter}');
  change({ failure: 'The service failed. Nothing was changed.' });
  t.is(screen.getByRole('alert').textContent, 'The service failed. Nothing was changed.');
  t.false(screen.getByRole('button', { name: 'Close' }).hasAttribute('disabled'));
});

test.serial('without a confirmation, the press confirms', async (t) => {
  const { confirmations } = await show({ confirmation: undefined });
  t.is(confirmations(), 1);
  t.is(screen.queryByRole('alertdialog'), null);
});

test.serial('with closes="on-confirm" the dialog closes before the answer', async (t) => {
  const { user, confirmations } = await show({ closes: 'on-confirm' });
  await user.keyboard('spring{Enter}');
  t.is(confirmations(), 1);
  t.is(screen.queryByRole('alertdialog'), null);
});

test.serial('the dialog dismisses notices of success and leaves errors', async (t) => {
  notices.show('one', { tone: 'success', title: 'Sales have ended', text: 'The draw is next.' });
  notices.show('two', { tone: 'error', title: 'The service failed', text: 'Ask again.' });
  await show();
  const shown = notices.queue.visibleToasts.map(({ content }) => content.tone);
  t.deepEqual(shown, ['error']);
});
