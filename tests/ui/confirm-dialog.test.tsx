import '../support/browser-globals.ts';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler } from 'ava';
import { useState } from 'react';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { Notices, NoticesContext } from '#ui/Notices.tsx';
import { Surface } from '#ui/Surface.tsx';

test.afterEach.always(() => cleanup());
registerCompletionHandler(() => process.exit());

interface ClosingProps {
  readonly onConfirm: () => void;
  readonly isPending: boolean;
  readonly reason?: string;
}

const notices = new Notices();

function Closing({ onConfirm, isPending, reason }: ClosingProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Surface locale="en">
      <NoticesContext value={notices}>
        <button onClick={() => setIsOpen(true)}>Close sales …</button>
        <ConfirmDialog
          title="Close sales"
          isOpen={isOpen}
          onClose={() => setIsOpen(false)}
          expected="spring"
          expectedLabel="Type spring"
          action="Close"
          pendingLabel="Closing …"
          cancelLabel="Cancel"
          isPending={isPending}
          reason={reason}
          onConfirm={onConfirm}
        >
          <p>Closing ends the sales for good.</p>
        </ConfirmDialog>
      </NoticesContext>
    </Surface>
  );
}

/** Opens the dialog by the keyboard: a click of happy-dom's looks like a screen reader's. */
async function show(isPending = false) {
  let count = 0;
  const closing = (reason?: string) => (
    <Closing
      onConfirm={() => (count += 1)}
      isPending={isPending}
      {...(reason === undefined ? {} : { reason })}
    />
  );
  const { rerender } = render(closing());
  const user = userEvent.setup();
  const opener = screen.getByRole('button', { name: 'Close sales …' });
  await user.tab();
  await user.keyboard('{Enter}');
  const refuse = (reason: string) => rerender(closing(reason));
  return { user, opener, refuse, confirmations: () => count };
}

test.serial('nothing is confirmed until the very word is typed', async (t) => {
  const { user, confirmations } = await show();
  const dialog = screen.getByRole('alertdialog', { name: 'Close sales' });
  t.regex(dialog.textContent, /ends the sales for good/);
  const field = screen.getByRole('textbox', { name: 'Type spring' });
  t.true(document.activeElement === field);
  await user.keyboard('sprin{Enter}');
  t.true(screen.getByRole('button', { name: 'Close' }).hasAttribute('disabled'));
  t.is(confirmations(), 0);
  await user.keyboard('g{Enter}');
  t.is(confirmations(), 1);
});

test.serial('what is under way is not confirmed again', async (t) => {
  const { user, confirmations } = await show(true);
  await user.keyboard('spring{Enter}');
  await user.click(screen.getByRole('button', { name: /^Clos(e|ing …)$/ }));
  t.is(confirmations(), 0);
});

test.serial('Escape closes it, the focus goes back, and the next time begins empty', async (t) => {
  const { user, opener } = await show();
  await user.keyboard('spring{Escape}');
  t.is(screen.queryByRole('alertdialog'), null);
  t.true(document.activeElement === opener);
  await user.keyboard('{Enter}');
  t.is(screen.getByRole<HTMLInputElement>('textbox').value, '');
});

test.serial('what cannot be done any more says why, and takes no confirmation', async (t) => {
  const { user, refuse, confirmations } = await show();
  await user.keyboard('spring');
  refuse('Sales have ended already.');
  t.is(screen.getByRole('alert').textContent, 'Sales have ended already.');
  t.true(screen.getByRole('button', { name: 'Close' }).hasAttribute('disabled'));
  await user.keyboard('{Enter}');
  t.is(confirmations(), 0);
});

test.serial('no notice of a success lies over it; what went wrong stays', async (t) => {
  notices.show('one', { tone: 'success', title: 'Sales have ended', text: 'The draw is next.' });
  notices.show('two', { tone: 'error', title: 'The service failed', text: 'Ask again.' });
  await show();
  const shown = notices.queue.visibleToasts.map(({ content }) => content.tone);
  t.deepEqual(shown, ['error']);
});
