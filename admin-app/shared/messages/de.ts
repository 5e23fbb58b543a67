import type { Formats } from '#ui/formats.ts';
import { audit } from './audit/de.ts';
import { nameBeacon } from './beacon/de.ts';
import { close } from './close/de.ts';
import { desk } from './desk/de.ts';
import { draw } from './draw/de.ts';
import { people } from './people/de.ts';
import { picture } from './picture/de.ts';
import { projector } from './projector/de.ts';
import { raffle } from './raffle/de.ts';
import { raffles } from './raffles/de.ts';
import { ruleForm } from './rule-form/de.ts';
import { sales } from './sales/de.ts';
import { session } from './session/de.ts';
import { shell } from './shell/de.ts';
import { tickets } from './tickets/de.ts';
import { rules } from './rules/de.ts';
import { amend } from './amend/de.ts';
import type { Messages } from './en.ts';

/** Every word of the app, in German. */
export const german = (f: Formats): Messages => ({
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
