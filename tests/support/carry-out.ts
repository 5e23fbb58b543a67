import { closeIfDue } from '../../services/raffle/domain/close-and-draw.ts';
import type { Command } from '../../services/raffle/domain/commands.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { RuleBroken } from '../../services/raffle/domain/decision.ts';
import type { Entry } from '../../services/raffle/domain/entries.ts';
import { evolve, isOpened, unopened, type Raffle } from '../../services/raffle/domain/raffle.ts';

/** One command of a sequence and what came of it. */
export interface Step {
  readonly command: Command;
  /** The raffle that the command was decided on: after a closing that was due. */
  readonly before: Raffle;
  /** Entries that the command added. */
  readonly added: readonly Entry[];
  /** Entries of the first time, if the command was repeated. */
  readonly replay: readonly Entry[] | undefined;
}

export interface Run {
  readonly log: Entry[];
  /** The state after each entry, beginning with the one before the first. */
  readonly states: Raffle[];
  readonly steps: Step[];
}

/** Carries out commands as a store does: a closing that is due comes first; refused ones add nothing. */
export function carryOut(commands: readonly Command[]): Run {
  const run: Run = { log: [], states: [unopened], steps: [] };
  const append = (raffle: Raffle, entries: readonly Entry[]): Raffle =>
    entries.reduce((state, entry) => {
      const next = evolve(state, entry);
      run.log.push(entry);
      run.states.push(next);
      return next;
    }, raffle);
  let raffle: Raffle = unopened;
  for (const command of commands) {
    const closing = isOpened(raffle) ? closeIfDue(raffle, { at: command.at }) : undefined;
    if (closing !== undefined) raffle = append(raffle, [closing]);
    const before = raffle;
    const { entries, replayed } = tryToDecide(command, before);
    if (!replayed) raffle = append(before, entries);
    const added = replayed ? [] : entries;
    run.steps.push({ command, before, added, replay: replayed ? entries : undefined });
  }
  return run;
}

function tryToDecide(command: Command, raffle: Raffle) {
  try {
    return decide(command, raffle);
  } catch (error) {
    if (error instanceof RuleBroken) return { entries: [], replayed: false };
    throw error;
  }
}
