import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { keyThumbprint, type RequestSigner } from '#contract/request-signing.ts';
import { exitCodes } from './exit-codes.ts';
import { CommandError, describeFileFault, systemCodeOf } from './errors.ts';
import type { Output } from './output.ts';
import type { CliEnvironment } from './cli-environment.ts';

const othersMayRead = 0o077;

/** Signs requests as one operator. */
export interface OperatorSigner extends RequestSigner {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
}

interface KeyOptions {
  /** The value of --key, if given. */
  readonly key: string | undefined;
  readonly output: Output;
}

/**
 * Reads the operator's key: from the named file, else from the configuration folder, else the one
 * that a service in development left in `./data`.
 *
 * @throws {CommandError} 4: there is none, or it cannot be read.
 */
export async function readSigner(
  environment: CliEnvironment,
  options: KeyOptions,
): Promise<OperatorSigner> {
  const { key, output } = options;
  const named = namedKeyFile(environment, key);
  const files =
    named === undefined
      ? [defaultKeyFile(environment), resolve(environment.cwd, 'data', 'operator.pem')]
      : [named];
  for (const file of files) {
    const pem = await readIfExists(file);
    if (pem === undefined) continue;
    await warnIfShared(file, output);
    return toSigner(await readPrivateKey(pem, file, environment), file);
  }
  throw new CommandError(
    exitCodes.notAuthorised,
    `This needs an operator key, and there is none at ${files.join(' or ')}.\nName one with --key <file>, or create one: raffle keys create`,
  );
}

/**
 * Creates a key in the named file, or in the configuration folder.
 *
 * @throws {CommandError} 2: the file exists or cannot be written.
 */
export async function createKeyFile(environment: CliEnvironment, key: string | undefined) {
  const file = namedKeyFile(environment, key) ?? defaultKeyFile(environment);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, pem, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    const message =
      systemCodeOf(cause) === 'EEXIST'
        ? `There is a key at ${file} already, and it is kept. Name another file: --key <file>`
        : `The key ${file} cannot be written: ${describeFileFault(cause)}.`;
    throw new CommandError(exitCodes.usage, message, { cause });
  }
  const encoded = encodePublicKey(publicKey);
  return { file, publicKey: encoded, keyid: await keyThumbprint(encoded) };
}

/** Where a key is created, and read from if no file is named. */
function defaultKeyFile({ env }: CliEnvironment): string {
  const configFolder =
    env['XDG_CONFIG_HOME'] || env['APPDATA'] || join(env['HOME'] || homedir(), '.config');
  return join(configFolder, 'raffle', 'key.pem');
}

/** The file named with --key or RAFFLE_KEY_FILE. */
function namedKeyFile({ env, cwd }: CliEnvironment, key: string | undefined): string | undefined {
  const named = key ?? (env['RAFFLE_KEY_FILE'] || undefined);
  return named === undefined ? undefined : resolve(cwd, named);
}

async function readIfExists(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = systemCodeOf(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CommandError(
      exitCodes.notAuthorised,
      `The key ${file} cannot be read: ${describeFileFault(cause)}.`,
      { cause },
    );
  }
}

async function readPrivateKey(
  pem: string,
  file: string,
  environment: CliEnvironment,
): Promise<KeyObject> {
  if (!pem.includes('ENCRYPTED')) return parse(pem, file);
  if (!environment.canPrompt) {
    throw new CommandError(
      exitCodes.notAuthorised,
      `The key ${file} has a passphrase, and there is no terminal to ask for it.\nRemove the passphrase: openssl pkey -in ${file} -out <file>`,
    );
  }
  return parse(pem, file, await environment.prompt(`Passphrase of ${file}`, { isSecret: true }));
}

function parse(pem: string, file: string, passphrase?: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    throw new CommandError(
      exitCodes.notAuthorised,
      passphrase === undefined
        ? `${file} is not a private key in PEM. Create one: raffle keys create`
        : `This is not the passphrase of ${file}.`,
      { cause },
    );
  }
}

async function toSigner(privateKey: KeyObject, file: string): Promise<OperatorSigner> {
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new CommandError(
      exitCodes.notAuthorised,
      `${file} is a key of type ${privateKey.asymmetricKeyType}; requests are signed with Ed25519. Create one: raffle keys create`,
    );
  }
  const publicKey = encodePublicKey(createPublicKey(privateKey));
  return {
    publicKey,
    keyid: await keyThumbprint(publicKey),
    sign: async (bytes) => sign(null, bytes, privateKey),
  };
}

/** The 32 bytes of an Ed25519 key, base64url. */
function encodePublicKey(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('The key is not an Ed25519 key.');
  return x;
}

async function warnIfShared(file: string, output: Output): Promise<void> {
  if (platform() === 'win32') return;
  const { mode } = await stat(file);
  if ((mode & othersMayRead) !== 0) {
    output.printStatus(
      `Other users of this machine can read ${file}. Protect it: chmod 600 ${file}`,
      'yellow',
    );
  }
}
