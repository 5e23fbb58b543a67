import '../support/browser-globals.ts';
import { cleanup, render, waitFor, within } from '@testing-library/react';
import test, { registerCompletionHandler } from 'ava';
import { Button } from '#ui/Button.tsx';

test.afterEach.always(() => cleanup());
registerCompletionHandler(() => process.exit());

test.serial('a pending button is announced by its label, in a shadow root too', async (t) => {
  const host = document.body.appendChild(document.createElement('div'));
  const root = host.attachShadow({ mode: 'open' });
  const container = document.createElement('div');
  root.append(container);
  const button = (isPending: boolean) => (
    <Button isPending={isPending} pendingLabel="Buying …">
      Buy 1 ticket
    </Button>
  );
  const { rerender } = render(button(false), { container });
  within(container).getByRole('button').focus();
  rerender(button(true));
  const lines = () => [...document.querySelectorAll('[data-live-announcer][role=log] > *')];
  await waitFor(() => {
    if (lines().length === 0) throw new Error('Nothing is announced.');
  });
  t.deepEqual(
    lines().map((line) => line.textContent),
    ['Buying …'],
  );
  // The document cannot refer to an id in the shadow tree.
  t.is(document.querySelector('[data-live-announcer] [aria-labelledby]'), null);
});
