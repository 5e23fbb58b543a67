import type { Formats } from '#ui/formats.ts';
import { audit } from './de/audit.ts';
import { close } from './de/close.ts';
import { draw } from './de/draw.ts';
import { keys } from './de/keys.ts';
import { projector } from './de/projector.ts';
import { raffle } from './de/raffle.ts';
import { raffles } from './de/raffles.ts';
import { sales } from './de/sales.ts';
import { session } from './de/session.ts';
import { shell } from './de/shell.ts';
import { tickets } from './de/tickets.ts';
import type { Messages } from './en.ts';

/** Every word of the app, in German. */
export const german = (f: Formats): Messages => ({
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
