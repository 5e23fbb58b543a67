import { openAdminApp, operatorsBrowser } from './admin-app.tsx';
import { screen } from '@testing-library/react';
import type { ExecutionContext } from 'ava';
import type { AdminRole } from '#contract/admin-keys.ts';
import type { CreateRaffle } from '#contract/raffle-requests.ts';
import { toLocalTime } from '#ui/TimeField.tsx';
import { startTestService } from '../../support/service.ts';

export const dayMs = 24 * 60 * 60_000;
/** The same in the whole file, also if a minute ends meanwhile. */
const startedAt = Date.now();

/** A time as a `datetime-local` field holds it. */
export const inDays = (days: number) =>
  toLocalTime(new Date(startedAt + days * dayMs).toISOString());

export interface CreateFormOptions {
  readonly hash?: string;
  /** Raffles that exist before the form is opened. */
  readonly existing?: readonly CreateRaffle[];
  /** The browser's key. Default: that of the first operator. */
  readonly key?: { readonly name: string; readonly role: AdminRole };
}

/** Opens the form for a new raffle in the browser of an admin. */
export async function openForm(
  t: ExecutionContext,
  { hash = '#/new', existing = [], key }: CreateFormOptions = {},
) {
  const service = await startTestService(t);
  for (const body of existing) await service.operator.call('createRaffle', { body });
  const keyStore = await operatorsBrowser(service, key);
  const app = openAdminApp({ serviceUrl: service.url, hash, keyStore });
  const title = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Title' });
  const { user } = app;
  const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
  // Pasted: each typed letter renders the whole form.
  const fill = async (name: string, text: string) => {
    await user.clear(field(name));
    await user.paste(text);
  };
  const review = () => user.click(screen.getByRole('button', { name: 'Review it' }));
  const countRaffles = async () => (await service.operator.call('listRaffles')).raffles.length;
  return { ...service, ...app, keyStore, title, field, fill, review, countRaffles };
}

export const openButton = { name: 'Open the raffle' };
