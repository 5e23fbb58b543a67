export const raffles = { title: 'Raffles', create: 'New raffle' };
