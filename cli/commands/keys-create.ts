import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { keyThumbprint } from '#contract/request-signing.ts';
import { KeyName, type AdminRole } from '#contract/schemas.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFailed } from '../failures.ts';
import { defaultKeyFile, namedKeyFile } from '../operator-key.ts';

interface Options {
  readonly name?: string;
  readonly role: AdminRole;
}

/** Makes a key. Its private half stays in a file that only its owner reads. */
export async function createKey(context: Context, options: Options): Promise<ExitCode> {
  const { output, surroundings } = context;
  const { env } = surroundings;
  const { role, name = loginName(env) } = options;
  const file = namedKeyFile(surroundings, context.options.key) ?? defaultKeyFile(surroundings);
  const { privateKey, publicKey: publicHalf } = generateKeyPairSync('ed25519');
  await writeNew(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const publicKey = publicHalf.export({ format: 'jwk' }).x!;
  const keyid = await keyThumbprint(publicKey);
  const line = `ed25519 ${publicKey} ${role} ${name}`;
  if (output.isJson) output.json({ keyid, publicKey, role, name, file, line });
  else output.line(line);
  output.talk(`The private key is in ${file}. Keep it to yourself.`);
  output.talk(
    'With an invitation it lets itself in: raffle keys enrol <link>. Or add the line to RAFFLE_ADMIN_KEYS_FILE and start the service again.',
  );
  return exitCodes.done;
}

/** @throws {CommandFailed} 2: it cannot be a key's name. */
function loginName(env: Context['surroundings']['env']): string {
  try {
    return parseKeyName(env['USER'] || env['USERNAME'] || 'operator');
  } catch (cause) {
    throw new CommandFailed(
      exitCodes.usage,
      'Your login name cannot be the name of a key, so none was made. Name it yourself: raffle keys create --name "Ada"',
      { cause },
    );
  }
}

/** The name ends a line of the keys file, so it is one line itself. */
export function parseKeyName(text: string): string {
  const name = KeyName.safeParse(text.replaceAll(/ +/g, ' '));
  if (name.success) return name.data;
  throw new InvalidArgumentError('A name is one line of at most 100 characters.');
}

async function writeNew(file: string, pem: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, pem, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST'
        ? `There is a key at ${file} already, and it stays. Name another file: --key <file>`
        : `The key cannot be written: ${message}.`;
    throw new CommandFailed(exitCodes.usage, why, { cause });
  }
}
