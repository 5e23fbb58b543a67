import { openAdminApp, operatorsBrowser } from './admin-app.tsx';
import { screen } from '@testing-library/react';
import type { ExecutionContext } from 'ava';
import type { CreateRaffle } from '#contract/raffle-requests.ts';
import { startTestService } from '../../support/service.ts';

// happy-dom has no layout: without a size a table shows no row, and a chart has no space.
const { innerWidth, innerHeight } = window;
for (const [name, pixels] of Object.entries({
  clientWidth: innerWidth,
  clientHeight: innerHeight,
  offsetWidth: innerWidth,
  offsetHeight: innerHeight,
})) {
  Object.defineProperty(HTMLElement.prototype, name, { get: () => pixels, configurable: true });
}
HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, innerWidth, innerHeight);

export interface OpenRaffleOptions {
  readonly rules?: Partial<CreateRaffle>;
  readonly role?: 'admin' | 'auditor' | 'seller' | 'signed-out';
  /** The address after the raffle's path. */
  readonly view?: string;
  readonly environment?: Record<string, string>;
  /** Number of people who buy two tickets each before the page is opened. */
  readonly buyers?: number;
  readonly locale?: string;
}

/** Starts a real service with the raffle `spring` and opens its page in the app. */
export async function openRaffle(t: ExecutionContext, options: OpenRaffleOptions = {}) {
  const { rules = {}, role = 'admin', view = '', environment = {}, buyers = 0, locale } = options;
  const service = await startTestService(t, { environment });
  await service.operator.call('createRaffle', {
    body: { id: 'spring', title: 'Spring fair', ...rules },
  });
  for (let index = 0; index < buyers; index += 1) {
    await (await service.signIn(`buyer${index}@example.org`)).buy('spring', { quantity: 2 });
  }
  const invited =
    role === 'auditor' || role === 'seller' ? ({ name: 'Ada', role } as const) : undefined;
  const keyStore = role === 'signed-out' ? undefined : await operatorsBrowser(service, invited);
  const open = () =>
    openAdminApp({
      serviceUrl: service.url,
      hash: `#/raffles/spring${view}`,
      ...(keyStore === undefined ? {} : { keyStore }),
      ...(locale === undefined ? {} : { locale }),
    });
  const app = open();
  const { title = 'Spring fair' } = rules;
  await screen.findByRole('heading', { level: 1, name: (name) => name.includes(title) });
  return { ...service, ...app, open };
}
