import { Option, type Command } from 'commander';
import { NoticeRequest, type AmendRaffle } from '#contract/raffle-requests.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { collect, examples, parseId, type ToAction } from '../command-line.ts';
import { confirmId } from '../confirm.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { describeChanges, type Change } from '../describe-changes.ts';
import { printRaffle } from '../format-raffle.ts';
import { countOf } from '../output.ts';
import { uploadPicture } from '../picture.ts';
import { addRuleOptions, parseTitle, readRules, type RuleOptions } from '../rule-options.ts';
import { runMutation } from '../run-mutation.ts';

/** What --remove can name, and the rule that it removes; null: a member of the notice. */
const removable = {
  opens: 'opensAt',
  closes: 'closesAt',
  'claim-by': 'claimBy',
  'one-prize-per-person': 'onePrizePerPerson',
  notice: 'notice',
  price: null,
  picture: null,
} as const;
type Removable = keyof typeof removable;
const isRemovable = (name: string): name is Removable => Object.hasOwn(removable, name);

interface Options extends RuleOptions {
  readonly remove?: readonly Removable[];
  readonly confirm?: string;
}

export function addAmend(program: Command, toAction: ToAction): void {
  const command = program
    .command('amend')
    .description('Change the rules of a raffle. After the first sale few can change.')
    .argument('<id>', 'the raffle', parseId)
    .option('--title <title>', 'the title that participants see', parseTitle);
  addRuleOptions(command, { isNew: false })
    .addOption(
      new Option('--remove <rule>', 'remove a rule; repeat it for each')
        .choices(Object.keys(removable))
        .argParser(collect(parseRemovable)),
    )
    .option('--confirm <id>', 'the raffle’s id; required without a terminal')
    .addHelpText(
      'before',
      examples(
        'raffle amend spring --title "Spring fair"',
        'raffle amend spring --closes "2027-05-29 18:00"',
        'raffle amend spring --remove claim-by --confirm spring',
      ),
    )
    .action(toAction(amend));
}

function parseRemovable(name: string): Removable {
  if (isRemovable(name)) return name;
  throw new CommandError(
    exitCodes.usage,
    `--remove takes one of ${Object.keys(removable).join(', ')}.`,
  );
}

async function amend(context: Context, id: string, options: Options): Promise<ExitCode> {
  const { output, environment } = context;
  const { signal } = environment;
  const client = await context.operatorClient();
  const view = await client.call('showRaffle', { params: { id }, signal });
  const { notice } = view;
  const current = notice === undefined ? undefined : NoticeRequest.parse(dropAbsent(notice));
  const given = await readRules(context, options, current);
  const body = withRemoved(given.rules, options.remove ?? [], current);
  const changes = describeChanges(view, body);
  if (changes.length === 0) {
    output.printStatus('The raffle has these rules already. Nothing was changed.');
    printRaffle(context, view);
    return exitCodes.done;
  }
  printChanges(context, changes, view);
  await confirmId(context, {
    id,
    action: 'change these rules',
    command: `amend ${id} …`,
    confirm: options.confirm,
    consequence: 'The change and the earlier value stay public for good.',
    isTooLate: ({ status }) => status !== 'open' && status !== 'announced',
  });
  if (given.picture !== undefined) await uploadPicture(context, client, given.picture);
  const amended = await runMutation(
    context,
    {
      doing: `Changing ${id}`,
      ifUnknown: () => 'Try again with the same options: what is changed already stays as it is.',
    },
    (idempotencyKey) =>
      client.call('amendRaffle', { params: { id }, body, idempotencyKey, signal }),
  );
  printRaffle(context, amended);
  return exitCodes.done;
}

/** A notice as JSON: without members that are undefined. */
function dropAbsent(notice: object): unknown {
  return JSON.parse(JSON.stringify(notice));
}

function withRemoved(
  rules: AmendRaffle,
  names: readonly Removable[],
  current: NoticeRequest | undefined,
): AmendRaffle {
  const removed = names.flatMap((name) => {
    const rule = removable[name];
    return rule === null ? [] : [[rule, null] as const];
  });
  const members = names.filter((name) => removable[name] === null);
  if (members.length === 0) return { ...rules, ...Object.fromEntries(removed) };
  const left = Object.entries(rules.notice ?? current ?? {}).filter(
    ([name]) => !members.some((member) => member === name),
  );
  return { ...rules, notice: Object.fromEntries(left), ...Object.fromEntries(removed) };
}

/** Says what changes, and who is told. */
function printChanges({ output }: Context, changes: readonly Change[], view: RaffleView): void {
  for (const { rule, before, after } of changes) {
    output.printStatus(`${rule}\n  now:   ${before}\n  then:  ${after}`);
  }
  output.printStatus(
    view.sold === 0
      ? 'No ticket is sold, so no mail is sent.'
      : `${countOf(view.sold, 'ticket')} sold. The raffle’s page shows the old and the new value, and holders with an e-mail address are told by mail.`,
  );
}
