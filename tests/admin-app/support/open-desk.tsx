import { openRaffle, type OpenRaffleOptions } from './open-raffle.tsx';
import { screen } from '@testing-library/react';
import type { ExecutionContext } from 'ava';

/** Where the desk sends its sales. */
export const path = '/api/admin/raffles/spring/sales';
const price = { amount: 200, currency: 'GBP' };

/** Opens the desk of a seller. Other tabs share its storage, but get no news of it by themselves. */
export async function openDesk(t: ExecutionContext, options: OpenRaffleOptions = {}) {
  const app = await openRaffle(t, {
    role: 'seller',
    view: '/desk',
    ...options,
    rules: { capacity: 10, notice: { price }, ...options.rules },
  });
  const readTickets = async () =>
    (await app.operator.call('listSoldTickets', { params: { id: 'spring' } })).tickets;
  return { ...app, readTickets };
}

export const button = (name: string) => screen.findByRole<HTMLButtonElement>('button', { name });
export const heading = (name: string) => screen.findByRole('heading', { level: 2, name });
