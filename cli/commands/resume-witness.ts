import { resolve } from 'node:path';
import type { Settings } from '../../services/raffle/config.ts';
import type { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { confirm } from '../confirm.ts';
import { Context, quote } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { runMutation } from '../run-mutation.ts';
import { explainStoreFaults } from '../service-files.ts';

export interface ResumeRequest {
  /** Its name in the policy. */
  readonly witness: string;
  readonly raffle: string;
  /** The value of --confirm, if given. */
  readonly confirm: string | undefined;
}

/** Where an alarm is stored: the data folder of a service that is stopped, or a running service. */
interface AlarmPlace {
  /** @returns Number of entries that the witness claims to have seen; undefined without an alarm. */
  find(): Promise<number | undefined>;
  clear(): Promise<unknown>;
  /** When the witness is asked again. */
  readonly next: string;
}

/**
 * Clears the alarm of a witness that was wrong, so that it is asked about the raffle again. The data
 * folder of a service that runs, and a database, are changed through the service, which asks at once.
 */
export async function resumeWitness(
  context: Context,
  settings: Settings,
  request: ResumeRequest,
): Promise<ExitCode> {
  const folder = await openStopped(settings);
  if (folder === undefined)
    return resumeAt(context, request, serviceOf(context, settings, request));
  try {
    return await resumeAt(context, request, await placeIn(folder, settings, request));
  } finally {
    await folder.close();
  }
}

async function resumeAt(
  context: Context,
  request: ResumeRequest,
  place: AlarmPlace,
): Promise<ExitCode> {
  const { output } = context;
  const { witness, raffle } = request;
  const size = await place.find();
  if (size !== undefined) {
    await confirmResuming(context, request, size);
    await place.clear();
  }
  if (output.isJson) output.printJson({ raffle, witness, resumed: size !== undefined });
  else {
    output.printStatus(
      size === undefined
        ? `Raffle ${raffle} has no alarm of ${witness}. Nothing was changed.`
        : `The alarm of ${witness} for raffle ${raffle} is cleared. ${place.next} If it claims the same again, the alarm comes back.`,
    );
  }
  return exitCodes.done;
}

async function confirmResuming(
  context: Context,
  { witness, raffle, confirm: given }: ResumeRequest,
  size: number,
): Promise<void> {
  const command = `raffle doctor --resume-witness ${quote(witness)} --raffle ${raffle}${context.sameOptions}`;
  await confirm(context, {
    expected: raffle,
    confirm: given,
    consequence:
      'If it is right, there is a newer copy of the data, with tickets that are missing from this one. Look for it first. Resume the witness only if you know why it is wrong.',
    describe: async () =>
      `${witness} claims to have seen another history of raffle ${raffle}, with ${size} entries.`,
    question: `Type the raffle's id (${raffle}) to ask the witness again`,
    command,
    inScript: `${command} --confirm ${raffle}`,
    isNeededInScripts: true,
  });
}

/** @returns The data folder, which nothing else uses meanwhile; undefined if a service has it. */
async function openStopped({ dataDir, databaseUrl }: Settings): Promise<DataFolder | undefined> {
  if (databaseUrl !== undefined) return undefined;
  const { DataFolder } = await import('../../services/raffle/stores/lowdb/data-folder.ts');
  const { isUnused } = await import('../../services/raffle/stores/lowdb/folder-layout.ts');
  const { JournalError } = await import('../../services/raffle/stores/lowdb/journal-error.ts');
  const path = resolve(dataDir);
  if (isUnused(path)) {
    throw new CommandError(exitCodes.usage, `RAFFLE_DATA_DIR: ${path} holds no raffle.`);
  }
  return explainStoreFaults('Nothing was changed.', async () => {
    try {
      return DataFolder.open(path);
    } catch (error) {
      if (error instanceof JournalError && error.code === 'in-use') return undefined;
      throw error;
    }
  });
}

async function placeIn(
  folder: DataFolder,
  settings: Settings,
  { witness, raffle }: ResumeRequest,
): Promise<AlarmPlace> {
  const { findWitnessId } = await import('../../services/raffle/doctor/check-witnesses.ts');
  const { LowdbWitnessStore } = await import('../../services/raffle/stores/lowdb/witness-store.ts');
  const id = findWitnessId(settings, witness);
  if (id === undefined) throw unknownWitness(witness);
  const store = await explainStoreFaults('Nothing was changed.', () =>
    LowdbWitnessStore.load(folder),
  );
  return {
    find: async () => store.read(raffle).alarms.get(id)?.size,
    clear: () =>
      explainStoreFaults('The alarm may still be there.', () => store.clearAlarm(raffle, id)),
    next: 'The witness is asked when the service starts.',
  };
}

function unknownWitness(witness: string): CommandError {
  return new CommandError(
    exitCodes.usage,
    `RAFFLE_WITNESS_POLICY names no witness ${witness}. Use its name in that file.`,
  );
}

/** The service of these settings, unless another address is given. */
function serviceOf(
  context: Context,
  { port }: Settings,
  { witness, raffle }: ResumeRequest,
): AlarmPlace {
  const { environment, options } = context;
  const url = options.url ?? (environment.env['RAFFLE_URL'] || `http://localhost:${port}`);
  const service = new Context(environment, { ...options, url });
  const params = { id: raffle };
  const { signal } = environment;
  const requireAsked = async (client: Awaited<ReturnType<Context['operatorClient']>>) => {
    const { witnesses } = await client.call('showWitnesses', { params, signal });
    if (!witnesses.some(({ name }) => name === witness)) throw unknownWitness(witness);
  };
  return {
    async find() {
      const client = await service.operatorClient();
      const { alarms = [] } = await client.call('showSummary', { params, signal });
      const alarm = alarms.find((each) => each.witness === witness);
      if (alarm === undefined) await requireAsked(client);
      return alarm?.size;
    },
    async clear() {
      const client = await service.operatorClient();
      await runMutation(
        service,
        {
          doing: `Resuming ${witness}`,
          ifUnknown: () => 'It is safe to run the command again.',
        },
        (idempotencyKey) =>
          client.call('resumeWitness', { params, body: { witness }, idempotencyKey, signal }),
      );
    },
    next: 'The witness is asked now.',
  };
}
