import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { keyThumbprint, type RequestSigner } from '#contract/request-signing.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandFailed } from './failures.ts';
import type { Output } from './output.ts';
import type { Surroundings } from './surroundings.ts';

const othersMayRead = 0o077;

/** Where an operator’s key is made and looked for when nobody says otherwise. */
export function defaultKeyFile({ env }: Pick<Surroundings, 'env'>): string {
  const configFolder =
    env['XDG_CONFIG_HOME'] || env['APPDATA'] || join(env['HOME'] || homedir(), '.config');
  return join(configFolder, 'raffle', 'key.pem');
}

/** The file that --key or RAFFLE_KEY_FILE names. */
export function namedKeyFile(
  { env, cwd }: Pick<Surroundings, 'env' | 'cwd'>,
  key: string | undefined,
): string | undefined {
  const named = key ?? (env['RAFFLE_KEY_FILE'] || undefined);
  return named === undefined ? undefined : resolve(cwd, named);
}

/** Signs, and can show whose signature it is. */
export interface OperatorSigner extends RequestSigner {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
}

interface KeyOptions {
  readonly key: string | undefined;
  readonly output: Output;
}

/**
 * Reads the operator’s key: the named file, else the one in the configuration folder, else the one
 * a developer’s service left in `./data`.
 *
 * @throws {CommandFailed} 4, and what to do.
 */
export async function readSigner(
  surroundings: Surroundings,
  options: KeyOptions,
): Promise<OperatorSigner> {
  const { key, output } = options;
  const named = namedKeyFile(surroundings, key);
  const files =
    named === undefined
      ? [defaultKeyFile(surroundings), resolve(surroundings.cwd, 'data', 'operator.pem')]
      : [named];
  for (const file of files) {
    const pem = await readIfThere(file);
    if (pem === undefined) continue;
    await warnIfShared(file, output);
    return toSigner(await readPrivateKey(pem, file, surroundings), file);
  }
  throw new CommandFailed(
    exitCodes.notAuthorised,
    `This needs an operator key, and there is none at ${files.join(' or ')}.\nName one with --key <file>, or make one: raffle keys create`,
  );
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CommandFailed(
      exitCodes.notAuthorised,
      `The key ${file} cannot be read: ${message}.`,
      {
        cause,
      },
    );
  }
}

async function readPrivateKey(
  pem: string,
  file: string,
  surroundings: Surroundings,
): Promise<KeyObject> {
  if (!pem.includes('ENCRYPTED')) return parse(pem, file);
  if (!surroundings.canAsk) {
    throw new CommandFailed(
      exitCodes.notAuthorised,
      `The key ${file} has a passphrase, and there is no terminal to ask for it.\nWrite it without one: openssl pkey -in ${file} -out <file>`,
    );
  }
  return parse(pem, file, await surroundings.ask(`Passphrase of ${file}`, { isSecret: true }));
}

function parse(pem: string, file: string, passphrase?: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    throw new CommandFailed(
      exitCodes.notAuthorised,
      passphrase === undefined
        ? `${file} is not a private key in PEM. Make one: raffle keys create`
        : `This is not the passphrase of ${file}.`,
      { cause },
    );
  }
}

async function toSigner(privateKey: KeyObject, file: string): Promise<OperatorSigner> {
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new CommandFailed(
      exitCodes.notAuthorised,
      `${file} is a key of type ${privateKey.asymmetricKeyType}; orders are signed with Ed25519. Make one: raffle keys create`,
    );
  }
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x!;
  return {
    publicKey,
    keyid: await keyThumbprint(publicKey),
    sign: async (bytes) => sign(null, bytes, privateKey),
  };
}

async function warnIfShared(file: string, output: Output): Promise<void> {
  if (platform() === 'win32') return;
  const { mode } = await stat(file);
  if ((mode & othersMayRead) !== 0) {
    output.talk(
      `Others on this machine may read ${file}. Keep it yours: chmod 600 ${file}`,
      'yellow',
    );
  }
}
