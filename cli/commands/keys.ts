import { InvalidArgumentError, Option, type Command } from 'commander';
import { KeyName } from '#contract/requests.ts';
import type { AdminKey, AdminRole } from '#contract/admin-keys.ts';
import { examples, type ToAction } from '../command-line.ts';
import { confirm } from '../confirm.ts';
import { quote, type Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { createKeyFile } from '../operator-key.ts';
import type { Row } from '../output.ts';
import { runMutation } from '../run-mutation.ts';
import { inviteKey, parseDays } from './invite-key.ts';

const columns = ['keyid', 'status', 'role', 'lastUsedAt', 'name'];
/** Enough to tell keys apart by eye. */
const shortIdLength = 8;

export function addKeys(program: Command, toAction: ToAction): void {
  const keys = program
    .command('keys')
    .description('Create, invite, enrol, list and revoke operator keys.')
    .addHelpText(
      'before',
      examples(
        'raffle keys create --name "Ada"',
        'raffle keys invite --name "Ada" --role admin',
        'raffle keys list',
      ),
    );
  keys
    .command('create')
    .description('Create an operator key and print its line for RAFFLE_ADMIN_KEYS_FILE.')
    .option('--name <name>', 'whose key it is (default: your login name)', parseKeyName)
    .addOption(roleOption().default('admin'))
    .addHelpText(
      'before',
      examples(
        'raffle keys create --name "Ada" >> operators.txt',
        'raffle keys create --name "Ada" --role auditor --key ./ada.pem',
      ),
    )
    .action(toAction(createKey));
  keys
    .command('invite')
    .description('Print a link with which one key can be enrolled, once.')
    .requiredOption('--name <name>', 'whose key it will be', parseKeyName)
    .addOption(roleOption().makeOptionMandatory())
    .option('--days <days>', 'valid for 1 to 7 days (default: 15 minutes)', parseDays)
    .addHelpText(
      'before',
      examples(
        'raffle keys invite --name "Ada" --role admin',
        'raffle keys invite --name "Bo" --role seller --days 7',
      ),
    )
    .action(toAction(inviteKey));
  keys
    .command('enrol')
    .description('Enrol your own key with an invitation from another operator.')
    .argument('<link>', 'the link, or the invitation at its end')
    .addHelpText(
      'before',
      examples('raffle keys enrol http://localhost:4001/#/enrol/WzFiCMqR9MdeO21hnnKmTQ'),
    )
    .action(toAction(enrolKey));
  keys
    .command('list')
    .description('List all keys, active ones first, and when each was last used.')
    .addHelpText('before', examples('raffle keys list'))
    .action(toAction(listKeys));
  keys
    .command('revoke')
    .description('Revoke a key. This is final: its next request is refused.')
    .argument('<key>', 'its keyid, the beginning of it, or its name')
    .option('--confirm <name>', 'the key’s name, to skip the question')
    .addHelpText('before', examples('raffle keys revoke poqkLGiy', 'raffle keys revoke Ada'))
    .action(toAction(revokeKey));
}

function roleOption(): Option {
  return new Option(
    '--role <role>',
    'admin may change raffles, seller may sell tickets, auditor may read',
  ).choices(['admin', 'seller', 'auditor']);
}

function parseKeyName(text: string): string {
  const name = KeyName.safeParse(text.replaceAll(/ +/g, ' '));
  if (name.success) return name.data;
  throw new InvalidArgumentError('A name is one line of at most 100 characters.');
}

async function createKey(
  context: Context,
  options: { readonly name?: string; readonly role: AdminRole },
): Promise<ExitCode> {
  const { output, environment } = context;
  const { role, name = loginName(environment.env) } = options;
  const { file, keyid, publicKey } = await createKeyFile(environment, context.options.key);
  const line = `ed25519 ${publicKey} ${role} ${name}`;
  if (output.isJson) output.printJson({ keyid, publicKey, role, name, file, line });
  else output.printLine(line);
  output.printStatus(`The private key is in ${file}. Keep it secret.`);
  output.printStatus(
    'To use it, enrol it with an invitation (raffle keys enrol <link>), or add the line to RAFFLE_ADMIN_KEYS_FILE and restart the service.',
  );
  return exitCodes.done;
}

/** @throws {CommandError} 2: it is not a valid name for a key. */
function loginName(env: Context['environment']['env']): string {
  try {
    return parseKeyName(env['USER'] || env['USERNAME'] || 'operator');
  } catch (cause) {
    throw new CommandError(
      exitCodes.usage,
      'Your login name cannot be the name of a key. No key was created. Choose a name: raffle keys create --name "Ada"',
      { cause },
    );
  }
}

async function enrolKey(context: Context, invitationOrLink: string): Promise<ExitCode> {
  const { output, environment } = context;
  const signer = await context.signer();
  const client = context.signedClient(signer);
  const invitation = invitationOrLink.slice(invitationOrLink.lastIndexOf('/') + 1);
  const body = { invitation, publicKey: signer.publicKey };
  const key = await runMutation(
    context,
    {
      doing: 'Enrolling your key',
      ifUnknown: () => 'Enrol it again: the same key gets the same answer.',
    },
    () => client.call('enrolKey', { body, signal: environment.signal }),
  );
  printKey(context, key);
  output.printStatus(
    'Your key is enrolled. The operator who invited you sees the same fingerprint.',
  );
  return exitCodes.done;
}

async function listKeys(context: Context): Promise<ExitCode> {
  const { output, environment } = context;
  const client = await context.operatorClient();
  const answer = await client.call('listKeys', { signal: environment.signal });
  if (output.isJson) output.printJson(answer);
  else output.printRows(answer.keys.map(toRow), columns);
  return exitCodes.done;
}

async function revokeKey(
  context: Context,
  text: string,
  options: { readonly confirm?: string },
): Promise<ExitCode> {
  const { signal } = context.environment;
  const signer = await context.signer();
  const client = context.signedClient(signer);
  const key = findKey((await client.call('listKeys', { signal })).keys, text);
  const { keyid, name } = key;
  // A keyid that begins with a hyphen would be read as an option.
  const target = keyid.startsWith('-') ? `-- ${keyid}` : keyid;
  const isOwn = keyid === signer.keyid;
  await confirm(context, {
    expected: name,
    confirm: options.confirm,
    consequence: `Revoking is final: the key's next request is refused, and so are the invitations it created.${isOwn ? ' It is your own key.' : ''}`,
    describe: async () => (key.isRevoked ? undefined : describeKey(key)),
    question: `Type the key's name (${name}) to revoke it`,
    command: `raffle keys revoke ${target}`,
    inScript: `raffle keys revoke --confirm ${quote(name)} ${target}`,
    isNeededInScripts: false,
  });
  const mutation = {
    doing: `Revoking ${name}`,
    ifUnknown: () =>
      `It is safe to try again, because a key is revoked once: raffle keys revoke${context.sameOptions} ${target}`,
  };
  const revoked = await runMutation(context, mutation, () =>
    client.call('revokeKey', { params: { keyid }, signal }),
  );
  printKey(context, revoked);
  context.output.printNextStep('List the keys', `raffle keys list${context.sameOptions}`);
  return exitCodes.done;
}

/**
 * Finds a key by its keyid, the beginning of it, or its name. Active keys are preferred.
 *
 * @throws {CommandError} 7: there is none. 2: there are several.
 */
function findKey(keys: readonly AdminKey[], text: string): AdminKey {
  const named = keys.filter(({ keyid, name }) => keyid.startsWith(text) || name === text);
  const active = named.filter(({ isRevoked }) => !isRevoked);
  const exact = named.filter(({ keyid }) => keyid === text);
  const [found, ...others] = [exact, active, named].find((some) => some.length > 0) ?? [];
  if (found === undefined) {
    throw new CommandError(
      exitCodes.refused,
      `There is no key "${text}". Nothing was changed.\nList all keys: raffle keys list`,
    );
  }
  if (others.length === 0) return found;
  const list = [found, ...others].map((key) => `${key.keyid} (${key.name})`).join('\n  ');
  throw new CommandError(
    exitCodes.usage,
    `Several keys match "${text}". Nothing was changed. Choose one by its keyid:\n  ${list}`,
  );
}

function printKey({ output }: Context, key: AdminKey): void {
  if (output.isJson) output.printJson(key);
  else output.printRecord(toRow(key));
}

/** The name is last, because the last column is truncated on a narrow terminal. */
function toRow({ keyid, role, name, isRevoked, lastUsedAt }: AdminKey): Row {
  return { keyid, status: isRevoked ? 'revoked' : 'active', role, lastUsedAt, name };
}

function describeKey({ keyid, name, role, lastUsedAt }: AdminKey): string {
  const use = lastUsedAt === undefined ? 'never used' : `last used ${lastUsedAt}`;
  return `${name}. Key ${keyid.slice(0, shortIdLength)}, role ${role}, ${use}.`;
}
