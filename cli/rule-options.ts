import { InvalidArgumentError, Option, type Command } from 'commander';
import { AmendRaffle, CreateRaffle, NoticeRequest } from '#contract/raffle-requests.ts';
import { describeFaults } from '#contract/schema-faults.ts';
import { limits } from '#contract/raffles.ts';
import { countUpTo, parseCount, parseLimit } from './command-line.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { readTextFile } from './known-options.ts';
import type { Money } from '#contract/money.ts';
import { parsePrice } from './money.ts';
import { readPicture, type Picture } from './picture.ts';
import { describeTime, parseTime } from './times.ts';

/** The options of `create` and `amend` that fix a raffle's rules. Times are ISO 8601 in UTC. */
export interface RuleOptions {
  readonly title?: string;
  readonly capacity?: number;
  readonly perPersonLimit?: number;
  readonly randomness?: 'local' | 'drand';
  readonly prize?: readonly string[];
  readonly reserves?: number;
  readonly onePrizePerPerson?: true;
  readonly opens?: string;
  readonly closes?: string;
  readonly claimBy?: string;
  /** Name of a file. */
  readonly notice?: string;
  readonly price?: Money;
  /** Name of a file. */
  readonly picture?: string;
}

/** The rules of an option's value, and a picture to be uploaded before they are sent. */
export interface GivenRules {
  readonly rules: AmendRaffle;
  readonly picture?: Picture;
}

/** @param isNew Whether the options are of a new raffle, which has defaults. */
export function addRuleOptions(command: Command, { isNew }: { readonly isNew: boolean }): Command {
  const withDefault = (text: string, value: string) =>
    isNew ? `${text} (default: ${value})` : text;
  return command
    .option('--capacity <tickets>', withDefault('number of tickets', '100'), parseCount)
    .option('--per-person-limit <tickets>', withDefault('tickets per person', '2'), parseLimit)
    .addOption(
      new Option(
        '--randomness <kind>',
        withDefault('how to draw: by the service alone, or with the beacon chain drand', 'local'),
      ).choices(['local', 'drand']),
    )
    .option('--prize <text>', 'a prize, the first prize first; repeat it for each', addPrize)
    .option(
      '--reserves <tickets>',
      withDefault('tickets drawn for prizes that are not claimed', '0'),
      parseReserves,
    )
    .option('--one-prize-per-person', 'only the first ticket drawn of a person counts')
    .option('--opens <time>', 'when sales begin, e.g. "2027-05-22 09:00" (your time)', parseTime)
    .option('--closes <time>', 'when sales end by themselves', parseTime)
    .option('--claim-by <time>', 'until when winners must claim their prizes', parseTime)
    .option('--price <amount>', 'price of one ticket, e.g. "2.00 GBP"', parsePrice)
    .option('--picture <file>', 'a PNG, JPEG or WebP picture; its metadata is removed')
    .option('--notice <file>', 'JSON with organiser, contact, purpose, terms and others');
}

export function parseTitle(text: string): string {
  if (CreateRaffle.shape.title.safeParse(text).success) return text;
  throw new InvalidArgumentError(
    'A title has 1 to 200 characters on one line, at least one of them visible.',
  );
}

function addPrize(text: string, earlier: readonly string[] = []): readonly string[] {
  const prizes = [...earlier, text];
  const checked = AmendRaffle.safeParse({ prizes });
  if (checked.success) return prizes;
  throw new InvalidArgumentError(`${describeFaults(checked.error)}.`);
}

const parseReserves = countUpTo(limits.reservesMax, { min: 0 });

/**
 * Reads the rules that options give, and says each time back with its zone. Nothing is sent.
 *
 * @param notice The notice that --price and --picture change, if no file replaces it.
 * @throws {CommandError} 2: a file is not what it must be; 6: it cannot be read.
 */
export async function readRules(
  context: Context,
  options: RuleOptions,
  notice?: NoticeRequest,
): Promise<GivenRules> {
  const { title, capacity, perPersonLimit, randomness, prize, reserves } = options;
  const { onePrizePerPerson, opens, closes, claimBy, price } = options;
  const times = { 'Sales begin': opens, 'Sales end': closes, 'Prizes must be claimed by': claimBy };
  for (const [what, time] of Object.entries(times)) {
    if (time !== undefined) context.output.printStatus(`${what}: ${describeTime(time)}`);
  }
  const picture =
    options.picture === undefined ? undefined : await readPicture(context, options.picture);
  const read = options.notice === undefined ? notice : await readNotice(context, options.notice);
  const changesNotice = [options.notice, price, picture].some((each) => each !== undefined);
  const rules = {
    ...(title === undefined ? {} : { title }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(perPersonLimit === undefined ? {} : { perPersonLimit }),
    ...(randomness === undefined ? {} : { randomness }),
    ...(prize === undefined ? {} : { prizes: [...prize] }),
    ...(reserves === undefined ? {} : { reserves }),
    ...(onePrizePerPerson === undefined ? {} : { onePrizePerPerson }),
    ...(opens === undefined ? {} : { opensAt: opens }),
    ...(closes === undefined ? {} : { closesAt: closes }),
    ...(claimBy === undefined ? {} : { claimBy }),
    ...(changesNotice
      ? {
          notice: {
            ...read,
            ...(price === undefined ? {} : { price }),
            ...(picture === undefined ? {} : { picture: picture.hash }),
          },
        }
      : {}),
  };
  return { rules, ...(picture === undefined ? {} : { picture }) };
}

async function readNotice(context: Context, name: string): Promise<NoticeRequest> {
  const text = await readTextFile(context, name);
  const refuse = (why: string, cause: unknown) =>
    new CommandError(exitCodes.usage, `--notice ${name}: ${why}. Nothing was changed.`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse('it is not JSON', cause);
  }
  const notice = NoticeRequest.safeParse(value);
  if (notice.success) return notice.data;
  throw refuse(describeFaults(notice.error), notice.error);
}
