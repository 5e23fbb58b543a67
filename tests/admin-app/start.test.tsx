import { resetBetweenTests } from './support/admin-app.tsx';
import { render, screen } from '@testing-library/react';
import test from 'ava';
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
    t.regex(alert.textContent, /The app has stopped.*reload the page and check/);
    t.regex(alert.textContent, /BroadcastChannel is not a constructor/);
    t.truthy(screen.getByRole('button', { name: 'Reload the page' }));
  },
);
