import { resetBetweenTests } from './support/admin-app.tsx';
import { render, screen } from '@testing-library/react';
import test from 'ava';
import { messagesFor } from '../../admin-app/shared/messages/messages.ts';
import { Start } from '../../admin-app/app/AdminApp.tsx';

resetBetweenTests();

test.serial(
  'an app that fails shows a message and what to do instead of an empty page',
  async (t) => {
    const { BroadcastChannel } = globalThis;
    const { error: log } = console;
    t.teardown(() => {
      Object.assign(globalThis, { BroadcastChannel });
      Object.assign(console, { error: log });
    });
    // React logs the errors that it caught.
    Object.assign(console, { error() {} });
    Object.assign(globalThis, { BroadcastChannel: undefined });
    render(<Start search="?locale=en" />);
    const alert = await screen.findByRole('alert');
    const { fault } = messagesFor('en').shell;
    for (const text of [fault.title, fault.text, 'BroadcastChannel is not a constructor']) {
      t.true(alert.textContent.includes(text), text);
    }
    t.truthy(screen.getByRole('button', { name: 'Reload the page' }));
  },
);
