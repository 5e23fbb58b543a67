import type { Figure } from './figure.ts';
import type { Run } from './load.ts';
import { median, spread } from './pairs.ts';

/**
 * Of the time that other programs left to the server on its core, it was busy for this share. Below it,
 * the load or the disk was the limit, and both sides would look alike.
 */
const busyShareMin = 0.9;
/** Of all time on its core, this was the server's. Below it, the machine was too busy to measure. */
const ownShareMin = 0.7;
const attemptsMax = 4;
/** With fewer complete rounds there is no figure. */
const completeMin = 3;

/** The loads of some sides, measured alternately. */
export class Rounds<Side extends string> {
  readonly #runs: Partial<Record<Side, Run>>[] = [];
  #voids = 0;

  /**
   * Measures every side once in each round, because the speed of a machine changes; every other round
   * in reverse order, so that no side always runs last. A load that is void is repeated, up to three times.
   */
  async measure(count: number, sides: Readonly<Record<Side, () => Promise<Run>>>): Promise<void> {
    const names = Object.keys(sides) as Side[];
    for (let round = 0; round < count; round += 1) {
      const runs: Partial<Record<Side, Run>> = {};
      for (const side of round % 2 === 0 ? names : names.toReversed()) {
        const run = await this.#measureOne(side, sides[side]);
        if (run !== undefined) runs[side] = run;
      }
      this.#runs.push(runs);
    }
  }

  async #measureOne(side: Side, measure: () => Promise<Run>): Promise<Run | undefined> {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const run = await measure();
      if (isValid(run)) return run;
      this.#voids += 1;
      console.error(`  void: ${side}, ${describe(run)}`);
    }
    return undefined;
  }

  /** One side's median. */
  median(side: Side, of: (run: Run) => number): number {
    return median(this.#runs.flatMap((runs) => (runs[side] === undefined ? [] : [of(runs[side])])));
  }

  /** A side's figure divided by the other's, of each round that has both. */
  ratios(side: Side, other: Side, of: (run: Run) => number): Ratios {
    const ratios = this.#runs.flatMap(({ [side]: ours, [other]: theirs }) =>
      ours === undefined || theirs === undefined ? [] : [of(ours) / of(theirs)],
    );
    return new Ratios(ratios);
  }

  /** How much was measured, for a note. */
  get extent(): string {
    return `${this.#runs.length} rounds, ${this.#voids} void loads`;
  }
}

export const cpuOf = ({ cpuUs }: Run): number => cpuUs;
export const rateOf = ({ perSecond }: Run): number => perSecond;

/** The ratios of all rounds. */
export class Ratios {
  readonly #all: readonly number[];

  constructor(all: readonly number[]) {
    this.#all = all;
  }

  /** Whether enough loads counted. */
  get isKnown(): boolean {
    return this.#all.length >= completeMin;
  }

  get median(): number {
    return median(this.#all);
  }

  /** What a figure says of them. */
  toFigure(bar?: Bar): Pick<Figure, 'found' | 'spread' | 'bar' | 'isMet'> {
    const goal = bar === undefined ? {} : { bar: describeBar(bar) };
    if (!this.isKnown) return { found: 'void', spread: '', isMet: false, ...goal };
    return {
      found: this.median.toFixed(2),
      spread: spread(this.#all, 2),
      ...goal,
      ...(bar !== undefined && { isMet: isWithin(this.median, bar) }),
    };
  }

  /** The figure of a program compared with itself: more than noise, if all ratios are on one side of 1. */
  toFigureOfSame(): Pick<Figure, 'found' | 'spread' | 'bar' | 'isMet'> {
    const [least, most] = [Math.min(...this.#all), Math.max(...this.#all)];
    return {
      ...this.toFigure(),
      bar: 'spread contains 1',
      isMet: this.isKnown && least <= 1 && most >= 1,
    };
  }

  /** Median and spread, for a note. */
  describe(): string {
    return this.isKnown ? `${this.median.toFixed(2)} (${spread(this.#all, 2)})` : 'void';
  }
}

/** The smallest and the largest median that meets it. */
export interface Bar {
  readonly least?: number;
  readonly most?: number;
}

function describeBar({ least, most }: Bar): string {
  return least === undefined ? `at most ${most}` : `at least ${least}`;
}

function isWithin(ratio: number, { least = -Infinity, most = Infinity }: Bar): boolean {
  return ratio >= least && ratio <= most;
}

/** Whether the server was the limit of this load. */
export function isValid({ ownShare, idleShare }: Pick<Run, 'ownShare' | 'idleShare'>): boolean {
  return ownShare >= ownShareMin && ownShare / (ownShare + idleShare) >= busyShareMin;
}

function describe({ cpuUs, ownShare, idleShare }: Run): string {
  return `${cpuUs.toFixed(0)} µs a request; the server had ${ownShare.toFixed(2)} of its core, which was idle for ${idleShare.toFixed(2)}`;
}
