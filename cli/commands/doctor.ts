import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Command } from 'commander';
import type { Settings } from '../../services/raffle/config.ts';
import type { Finding } from '../../services/raffle/doctor/finding.ts';
import { examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { CommandError, describeFileFault } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Style } from '../output.ts';
import { resumeWitness } from './resume-witness.ts';

const styles = { ok: 'green', warning: 'yellow', fault: 'red' } as const satisfies Record<
  Finding['level'],
  Style
>;
const nameWidth = 14;
const levelWidth = 8;

export function addDoctor(program: Command, toAction: ToAction): void {
  program
    .command('doctor')
    .description(
      'Check the configuration of a service and its surroundings. Run it as the service’s user, with its environment. Ends with 5 if the service should not go into operation.',
    )
    .option('--environment <file>', 'a file of variables, as systemd reads it')
    .option('--resume-witness <name>', 'check nothing; clear the alarm of a witness that was wrong')
    .option('--raffle <id>', 'the raffle of the alarm', parseId)
    .option('--confirm <id>', 'the raffle’s id, to clear an alarm without a terminal')
    .addHelpText(
      'before',
      examples(
        'raffle doctor',
        'raffle doctor --environment /etc/raffle/environment',
        'raffle doctor --resume-witness club --raffle spring',
      ),
    )
    .action(toAction(doctor));
}

interface Options {
  readonly environment?: string;
  readonly resumeWitness?: string;
  readonly raffle?: string;
  readonly confirm?: string;
}

async function doctor(context: Context, options: Options): Promise<ExitCode> {
  const variables = {
    ...context.environment.env,
    ...readEnvironment(context, options.environment),
  };
  const { resumeWitness: witness, raffle } = options;
  if ((witness === undefined) !== (raffle === undefined)) {
    throw new CommandError(exitCodes.usage, 'Give --resume-witness and --raffle together.');
  }
  if (witness !== undefined && raffle !== undefined) {
    return resumeWitness(context, await readValid(variables), {
      witness,
      raffle,
      confirm: options.confirm,
    });
  }
  const findings = await context.withSpinner('Checking', () => findAll(variables));
  const { output } = context;
  if (output.isJson) output.printJson({ findings });
  else for (const finding of findings) printFinding(context, finding);
  const faults = findings.filter(({ level }) => level === 'fault').length;
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  output.printStatus(`Faults: ${faults}. Warnings: ${warnings}.`, faults > 0 ? 'red' : 'bold');
  return faults > 0 ? exitCodes.notValid : exitCodes.done;
}

async function findAll(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly Finding[]> {
  // Imported here, because no other command needs these parts of the service.
  const { ConfigurationFaulty, readSettings } = await import('../../services/raffle/config.ts');
  const { runChecks } = await import('../../services/raffle/doctor/run-checks.ts');
  try {
    const settings = readSettings(environment);
    const text = 'Every variable can be used.';
    return [{ check: 'configuration', level: 'ok', text }, ...(await runChecks(settings))];
  } catch (error) {
    if (!(error instanceof ConfigurationFaulty)) throw error;
    return error.faults.map((text) => ({ check: 'configuration', level: 'fault', text }));
  }
}

async function readValid(variables: NodeJS.Dict<string>): Promise<Settings> {
  const { ConfigurationFaulty, readSettings } = await import('../../services/raffle/config.ts');
  try {
    return readSettings(variables);
  } catch (cause) {
    if (!(cause instanceof ConfigurationFaulty)) throw cause;
    throw new CommandError(exitCodes.usage, cause.faults.join('\n'), { cause });
  }
}

function readEnvironment(context: Context, file: string | undefined): NodeJS.Dict<string> {
  if (file === undefined) return {};
  const path = resolve(context.environment.cwd, file);
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CommandError(
      exitCodes.notChecked,
      `${path} could not be read: ${describeFileFault(cause)}. Nothing was checked.`,
      { cause },
    );
  }
}

function printFinding({ output }: Context, { check, level, text }: Finding): void {
  const start = `${level.padEnd(levelWidth)}${check.padEnd(nameWidth)}`;
  output.printParagraph(`${start}${text}`, { indent: start.length, style: styles[level] });
}
