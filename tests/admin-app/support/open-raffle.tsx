import { openAdminApp, operatorsBrowser } from './admin-app.tsx';
import { screen } from '@testing-library/react';
import type { ExecutionContext } from 'ava';
import type { CreateRaffle } from '#contract/schemas.ts';
import { startTestService } from '../../support/service.ts';

// happy-dom lays nothing out: of a table without a size nothing is in view, and a chart has no room.
const { innerWidth, innerHeight } = window;
for (const [name, pixels] of Object.entries({
  clientWidth: innerWidth,
  clientHeight: innerHeight,
})) {
  Object.defineProperty(HTMLElement.prototype, name, { get: () => pixels, configurable: true });
}
HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, innerWidth, innerHeight);

export interface OpenRaffleOptions {
  readonly rules?: Partial<CreateRaffle>;
  readonly role?: 'admin' | 'auditor' | 'nobody';
  /** What comes after the raffle's address. */
  readonly view?: string;
  readonly environment?: Record<string, string>;
  /** How many people buy two tickets each before the page is opened. */
  readonly buyers?: number;
  readonly locale?: string;
}

/** A real service with the raffle `spring`, and the app at its page. */
export async function openRaffle(t: ExecutionContext, options: OpenRaffleOptions = {}) {
  const { rules = {}, role = 'admin', view = '', environment = {}, buyers = 0, locale } = options;
  const service = await startTestService(t, { environment });
  await service.operator.call('createRaffle', {
    body: { id: 'spring', title: 'Spring fair', ...rules },
  });
  for (let index = 0; index < buyers; index += 1) {
    await (await service.signIn(`buyer${index}@example.org`)).buy('spring', { quantity: 2 });
  }
  const invited = role === 'auditor' ? ({ name: 'Ada', role } as const) : undefined;
  const keyStore = role === 'nobody' ? undefined : await operatorsBrowser(service, invited);
  const open = () =>
    openAdminApp({
      serviceUrl: service.url,
      hash: `#/raffles/spring${view}`,
      ...(keyStore === undefined ? {} : { keyStore }),
      ...(locale === undefined ? {} : { locale }),
    });
  const app = open();
  await screen.findByRole('heading', { level: 1 });
  return { ...service, ...app, open };
}
