import type { AdminKey } from '#contract/schemas.ts';
import { confirm } from '../confirm.ts';
import { quote, type Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFailed } from '../failures.ts';
import { giveOrder } from '../give-order.ts';
import { printKey, shortFingerprint } from '../key-facts.ts';

/** Revokes a key, for good. */
export async function revokeKey(
  context: Context,
  text: string,
  options: { readonly confirm?: string },
): Promise<ExitCode> {
  const { output, surroundings } = context;
  const { signal } = surroundings;
  const signer = await context.signer();
  const client = context.signedClient(signer);
  const { keys } = await client.call('listKeys', { signal });
  const key = findKey(keys, text);
  const { keyid, name } = key;
  // A keyid may begin with a hyphen, and would be an option then.
  const target = keyid.startsWith('-') ? `-- ${keyid}` : keyid;
  const command = `raffle keys revoke ${target}`;
  const isOwn = keyid === signer.keyid;
  await confirm(context, {
    expected: name,
    confirm: options.confirm,
    consequence: `Revoking is for good: the key's next request is refused, and so are the invitations it made.${isOwn ? ' It is your own key.' : ''}`,
    describe: async () => (key.isRevoked ? undefined : describeKey(key)),
    question: `Type the key's name (${name}) to revoke it`,
    command,
    inScript: `raffle keys revoke --confirm ${quote(name)} ${target}`,
    isNeededInScripts: false,
  });
  const talk = {
    doing: `Revoking ${name}`,
    ifUnknown: `Asking again is safe, a key is revoked once: raffle keys revoke${context.sameOptions} ${target}`,
  };
  const call = { params: { keyid }, signal };
  const revoked = await giveOrder(context, talk, () => client.call('revokeKey', call));
  printKey(context, revoked);
  output.next('See who may order', `raffle keys list${context.sameOptions}`);
  return exitCodes.done;
}

function describeKey(key: AdminKey): string {
  const { name, role, lastUsedAt } = key;
  return `${name}. Key ${shortFingerprint(key)}, role ${role}, ${lastUsedAt === undefined ? 'never used' : `last used ${lastUsedAt}`}.`;
}

/**
 * The key that a text names: a keyid, the beginning of one, or a name. One that may order goes
 * before those that are revoked.
 *
 * @throws {CommandFailed} 7: there is none. 2: there are several.
 */
function findKey(keys: readonly AdminKey[], text: string): AdminKey {
  const named = keys.filter(({ keyid, name }) => keyid.startsWith(text) || name === text);
  const active = named.filter(({ isRevoked }) => !isRevoked);
  const exact = named.filter(({ keyid }) => keyid === text);
  const [found, ...others] = [exact, active, named].find((some) => some.length > 0) ?? [];
  if (found === undefined) {
    throw new CommandFailed(
      exitCodes.refused,
      `There is no key "${text}". Nothing was changed.\nSee them all: raffle keys list`,
    );
  }
  if (others.length === 0) return found;
  const list = [found, ...others].map((key) => `${key.keyid} (${key.name})`).join('\n  ');
  throw new CommandFailed(
    exitCodes.usage,
    `"${text}" could be any of these keys, so nothing was changed. Name one by its keyid:\n  ${list}`,
  );
}
