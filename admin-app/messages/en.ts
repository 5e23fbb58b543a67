import type { Formats } from '#ui/formats.ts';
import { audit } from './en/audit.ts';
import { close } from './en/close.ts';
import { draw } from './en/draw.ts';
import { keys } from './en/keys.ts';
import { projector } from './en/projector.ts';
import { raffle } from './en/raffle.ts';
import { raffles } from './en/raffles.ts';
import { sales } from './en/sales.ts';
import { session } from './en/session.ts';
import { shell } from './en/shell.ts';
import { tickets } from './en/tickets.ts';

/** Every word of the app, in English, by the part that says it. */
export const english = (f: Formats) => ({
  shell,
  session,
  keys,
  raffles: raffles(f),
  raffle: raffle(f),
  sales: sales(f),
  close: close(f),
  draw: draw(f),
  audit: audit(f),
  projector: projector(f),
  tickets: tickets(f),
});

export type Messages = ReturnType<typeof english>;
