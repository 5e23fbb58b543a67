import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { parseVerifierKey } from '#proof/signed-note.ts';
import type { Follow } from '../../services/witness/followed-logs.ts';
import { countUpTo, examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { CommandError, messageOf, notCheckedError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { countOf } from '../output.ts';

const defaultFolder = './witness';

interface FolderOptions {
  readonly folder: string;
}

interface InitOptions extends FolderOptions {
  readonly name: string;
  readonly address?: string;
}

interface ServeOptions extends FolderOptions {
  readonly host: string;
  readonly port: number;
  readonly proxyHops: number;
  readonly trustClock?: true;
}

export function addWitness(program: Command, toAction: ToAction): void {
  const witness = program
    .command('witness')
    .description(
      'Run a witness: it cosigns the checkpoints of other people’s raffles with its own time.',
    )
    .addHelpText(
      'before',
      examples(
        'raffle witness init --name witness.club.example',
        'raffle witness follow https://raffle.example.org',
        'raffle witness serve --port 4600',
      ),
    );
  witness
    .command('init')
    .description('Make the key of a new witness, and print its line for a policy.')
    .requiredOption('--name <name>', 'a name without spaces and plus signs, best a host name')
    .option('--address <url>', 'where services reach it, for the line')
    .addOption(folderOption())
    .addHelpText(
      'before',
      examples(
        'raffle witness init --name witness.club.example',
        'raffle witness init --name w.example --address https://w.example',
      ),
    )
    .action(toAction(init));
  witness
    .command('follow')
    .description(
      'Follow a raffle, or every raffle of a service. A running witness sees it at once.',
    )
    .argument('<address>', 'the address of a raffle or of a service')
    .addOption(folderOption())
    .addHelpText(
      'before',
      examples(
        'raffle witness follow https://raffle.example.org',
        'raffle witness follow https://raffle.example.org/raffles/spring',
      ),
    )
    .action(toAction(follow));
  witness
    .command('serve')
    .description('Answer the services that ask for cosignatures, until Ctrl-C.')
    .option('--host <host>', 'the network interface', '127.0.0.1')
    .option('--port <port>', 'the port; 0 picks a free one', countUpTo(65_535, { min: 0 }), 4600)
    .option(
      '--proxy-hops <count>',
      'proxies in front of it that add to X-Forwarded-For',
      countUpTo(100, { min: 0 }),
      0,
    )
    .option('--trust-clock', 'sign although the clock is behind the last cosignature')
    .addOption(folderOption())
    .addHelpText(
      'before',
      examples('raffle witness serve', 'raffle witness serve --port 4601 --proxy-hops 1'),
    )
    .action(toAction(serve));
}

function folderOption(): Option {
  return new Option('--folder <folder>', 'the witness’s folder').default(defaultFolder);
}

async function init(context: Context, { folder, name, address }: InitOptions): Promise<ExitCode> {
  if (!/^[^+\s]{1,100}$/u.test(name)) {
    throw new CommandError(exitCodes.usage, `${name} is not a name: no spaces, no plus signs.`);
  }
  const path = resolve(context.environment.cwd, folder);
  const { createWitness } = await import('../../services/witness/witness-folder.ts');
  const verifierKey = await explained(() => createWitness(path, name));
  const line = ['witness', name, verifierKey, ...(address === undefined ? [] : [address])];
  if (context.output.isJson) {
    context.output.printJson({ name, verifierKey, policyLine: line.join(' ') });
    return exitCodes.done;
  }
  context.output.printLine(line.join(' '));
  context.output.printStatus(
    `The key is in ${path}. Give the line above to organisers and to everyone who checks. Never run two copies of this folder, and never restore it from a backup: make a new witness instead.`,
  );
  return exitCodes.done;
}

async function follow(context: Context, address: string, options: FolderOptions) {
  const path = resolve(context.environment.cwd, options.folder);
  const { service, raffle } = readFollowed(address);
  const { signal } = context.environment;
  const { addFollow, readFollows } = await import('../../services/witness/followed-logs.ts');
  const { logsMax, readSigner } = await import('../../services/witness/witness-folder.ts');
  await explained(() => readSigner(path));
  const raffles = raffle === undefined ? await listRaffles(service) : [raffle];
  const follows = await explained(() => readFollows(path));
  if (raffles.length > logsMax) {
    throw new CommandError(
      exitCodes.refused,
      `${service} shows ${raffles.length} raffles, and a witness stores ${logsMax}. Follow single raffles.`,
    );
  }
  const pinned: { origin: string; logKey: string }[] = [];
  for (const id of raffles) {
    signal.throwIfAborted();
    pinned.push(await pin(path, follows, { service, raffle: id }));
  }
  if (raffle === undefined) {
    await addFollow(path, { format: 'raffle-witness-follow/1', service });
  }
  if (context.output.isJson) context.output.printJson({ service, raffle, pinned });
  else for (const { logKey } of pinned) context.output.printLine(logKey);
  context.output.printStatus(
    raffle === undefined
      ? `This witness follows ${service}: ${countOf(pinned.length, 'raffle')} now, and new ones when they ask.`
      : `This witness follows ${pinned[0]!.origin}.`,
  );
  return exitCodes.done;
}

async function listRaffles(service: string): Promise<readonly string[]> {
  const { fetchRaffleIds } = await import('../../services/witness/fetch-log-key.ts');
  return fetchRaffleIds(service).catch((cause: unknown) => {
    throw notCheckedError(messageOf(cause), cause);
  });
}

/** Pins the key of a log by its first entry. A log whose key is pinned never gets another. */
async function pin(
  path: string,
  follows: readonly Follow[],
  { service, raffle }: { readonly service: string; readonly raffle: string },
) {
  const { addFollow } = await import('../../services/witness/followed-logs.ts');
  const { fetchLogKey } = await import('../../services/witness/fetch-log-key.ts');
  const logKey = await fetchLogKey(service, raffle).catch((cause: unknown) => {
    throw notCheckedError(messageOf(cause), cause);
  });
  const origin = parseVerifierKey(logKey).name;
  if (origin !== `${new URL(service).host}/raffles/${raffle}`) {
    throw new CommandError(
      exitCodes.refused,
      `The log at ${service} is ${origin}. Follow it at the address in its name.`,
    );
  }
  const other = follows.find(
    (each) =>
      each.logKey !== undefined &&
      each.logKey !== logKey &&
      parseVerifierKey(each.logKey).name === origin,
  );
  if (other !== undefined) {
    throw new CommandError(
      exitCodes.refused,
      `${origin} has another key now than when you followed it first. Nothing was changed.`,
    );
  }
  await addFollow(path, { format: 'raffle-witness-follow/1', service, logKey });
  return { origin, logKey };
}

/** @returns Scheme, host and port, and the id of the raffle if the address is of one of its pages. */
function readFollowed(address: string): { service: string; raffle: string | undefined } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = url !== undefined && /^https?:$/.test(url.protocol);
  const [, raffle] = /^(?:\/api)?\/raffles\/([\w-]+)(?:\/|$)/.exec(url?.pathname ?? '') ?? [];
  if (isWeb && (raffle !== undefined || url.pathname === '/')) {
    return { service: url.origin, raffle };
  }
  throw new CommandError(
    exitCodes.usage,
    `${address} is not the address of a raffle or of a service, like https://raffle.example.org.`,
  );
}

async function serve(context: Context, options: ServeOptions): Promise<ExitCode> {
  const { folder, host, port, proxyHops, trustClock: isClockTrusted = false } = options;
  const { cwd, signal } = context.environment;
  const { serveWitness } = await import('../../services/witness/serve-witness.ts');
  const print = (message: string) => context.output.printStatus(message);
  const running = await explained(() =>
    serveWitness(resolve(cwd, folder), { host, port, proxyHops, print, isClockTrusted }),
  );
  context.output.printLine(`http://${host.includes(':') ? `[${host}]` : host}:${running.port}`);
  context.output.printStatus('The witness is running. Ctrl-C ends it.');
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
  await running.stop();
  return exitCodes.done;
}

/** Turns a fault of the folder or the port into an exit code. */
async function explained<T>(act: () => Promise<T>): Promise<T> {
  const { WitnessFolderError } = await import('../../services/witness/witness-folder.ts');
  const { CannotListen } = await import('../../services/raffle/http/server/listen.ts');
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof WitnessFolderError) {
      throw new CommandError(exitCodes.refused, cause.message, { cause });
    }
    if (!(cause instanceof CannotListen)) throw cause;
    const message = `The port cannot be opened: ${cause.code}.`;
    throw new CommandError(exitCodes.usage, message, { cause });
  }
}
