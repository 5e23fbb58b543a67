import type { Formats } from '#ui/formats.ts';
import { audit } from './audit/en.ts';
import { nameBeacon } from './beacon/en.ts';
import { close } from './close/en.ts';
import { desk } from './desk/en.ts';
import { draw } from './draw/en.ts';
import { people } from './people/en.ts';
import { picture } from './picture/en.ts';
import { projector } from './projector/en.ts';
import { raffle } from './raffle/en.ts';
import { raffles } from './raffles/en.ts';
import { ruleForm } from './rule-form/en.ts';
import { sales } from './sales/en.ts';
import { session } from './session/en.ts';
import { shell } from './shell/en.ts';
import { tickets } from './tickets/en.ts';
import { rules } from './rules/en.ts';
import { amend } from './amend/en.ts';

/** Every word of the app, in English, by the part that says it. */
export const english = (f: Formats) => ({
  shell,
  session,
  people,
  raffles: raffles(f),
  raffle: raffle(f),
  rules,
  ruleForm: ruleForm(f),
  picture,
  sales: sales(f),
  close: close(f, nameBeacon),
  desk: desk(f),
  draw: draw(f),
  audit: audit(f),
  projector: projector(f, nameBeacon),
  tickets: tickets(f),
  amend: amend(f),
});

export type Messages = ReturnType<typeof english>;
