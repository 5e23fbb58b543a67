import type { Messages } from '../en.ts';

export const raffles: Messages['raffles'] = { title: 'Verlosungen', create: 'Neue Verlosung' };
