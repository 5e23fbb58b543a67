import { resetBetweenTests } from './support/admin-app.tsx';
import { render, screen } from '@testing-library/react';
import test, { type ExecutionContext } from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { Start } from '../../admin-app/app/AdminApp.tsx';

resetBetweenTests();

/** The app fails before its first screen. */
function breakApp(t: ExecutionContext): void {
  const { BroadcastChannel } = globalThis;
  const { error: log } = console;
  t.teardown(() => {
    Object.assign(globalThis, { BroadcastChannel });
    Object.assign(console, { error: log });
  });
  // React logs the errors that it caught.
  Object.assign(console, { error() {} });
  Object.assign(globalThis, { BroadcastChannel: undefined });
}

test.serial('German is loaded when the app starts in it', async (t) => {
  breakApp(t);
  const { title } = messagesFor('de').shell.fault;
  t.is(title, messagesFor('en').shell.fault.title, 'not loaded yet');
  const { container } = render(<Start search="?locale=de" />);
  t.is(container.textContent, '', 'nothing in another language meanwhile');
  t.truthy(await screen.findByText('Die App ist stehen geblieben'));
});

test.serial(
  'an app that fails shows a message and what to do instead of an empty page',
  async (t) => {
    breakApp(t);
    render(<Start search="?locale=en" />);
    const alert = await screen.findByRole('alert');
    const { fault } = messagesFor('en').shell;
    for (const text of [fault.title, fault.text, 'BroadcastChannel is not a constructor']) {
      t.true(alert.textContent.includes(text), text);
    }
    t.truthy(screen.getByRole('button', { name: 'Reload the page' }));
  },
);
