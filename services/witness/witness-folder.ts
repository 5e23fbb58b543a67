import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import * as z from 'zod/mini';
import { CodedError } from '#errors';
import { formatWitnessKey, parseWitnessKey, type WitnessKey } from '#proof/signed-note.ts';
import { syncFolder, writeFileAtomically } from '../raffle/stores/lowdb/durable-file.ts';

/** Why a witness's folder cannot be used. */
export type FolderFault = 'missing' | 'exists' | 'in-use' | 'damaged';

export class WitnessFolderError extends CodedError<FolderFault> {
  override name = 'WitnessFolderError';
}

/** The key of a witness, which can sign. */
export interface WitnessSigner {
  readonly key: WitnessKey;
  /** Ed25519. */
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** Logs that one witness stores; a followed service could otherwise fill the disk. */
export const logsMax = 20_000;

const keyFile = 'key.json';
const KeyFile = z.strictObject({
  format: z.literal('raffle-witness-key/1'),
  name: z.string(),
  /** PKCS#8, PEM. */
  privateKey: z.string(),
});
/** DER of an Ed25519 public key up to its 32 bytes (RFC 8410). */
const spkiHeadBytes = 12;

/**
 * Makes the folder of a new witness, with its key. A folder that has a key is left alone.
 *
 * @param name The name in the key, for example `witness.example.org`: no spaces, no plus signs.
 * @returns The verifier key.
 * @throws {WitnessFolderError} `exists`, with its key in the message; `damaged`.
 */
export async function createWitness(path: string, name: string): Promise<string> {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  for (const folder of ['logs', 'follow', 'evidence']) {
    mkdirSync(join(path, folder), { recursive: true, mode: 0o700 });
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const file: z.infer<typeof KeyFile> = {
    format: 'raffle-witness-key/1',
    name,
    privateKey: pem,
  };
  try {
    await writeFileAtomically(join(path, keyFile), toJson(file), { isNew: true });
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    const { key } = await readSigner(path);
    throw new WitnessFolderError(
      'exists',
      `${path} has a witness already. Nothing was changed. Its key:\n${formatWitnessKey(key.name, key.publicKey)}`,
      { cause },
    );
  }
  if (made !== undefined) await syncFolder(dirname(path));
  return verifierKeyOf(name, pem);
}

/** @throws {WitnessFolderError} `missing`, `damaged`. */
export async function readSigner(path: string): Promise<WitnessSigner> {
  const file = await readJson(join(path, keyFile), KeyFile);
  if (file === undefined) {
    throw new WitnessFolderError(
      'missing',
      `${path} has no witness. Make one: raffle witness init`,
    );
  }
  const privateKey = createPrivateKey(file.privateKey);
  return {
    key: parseWitnessKey(verifierKeyOf(file.name, file.privateKey)),
    sign: (message) => sign(null, message, privateKey),
  };
}

function verifierKeyOf(name: string, pem: string): string {
  const der = createPublicKey(pem).export({ format: 'der', type: 'spki' });
  return formatWitnessKey(name, der.subarray(spkiHeadBytes));
}

/**
 * Locks the folder for this process. Two processes with one state could sign two histories. The lock
 * ends with the process, however that ends.
 *
 * @returns Releases it.
 * @throws {WitnessFolderError} `in-use`.
 */
export function lockFolder(path: string): () => void {
  const fd = openSync(join(path, 'lock'), 'a', 0o600);
  if (tryLock(fd)) return () => closeSync(fd);
  closeSync(fd);
  throw new WitnessFolderError('in-use', `Another process runs the witness in ${path}.`);
}

/** Lower-case hexadecimal SHA-256, the name of a log in file names and in the monitoring path. */
export function hashName(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Replaces a file, completely or not at all, and flushes it. */
export async function writeJson(path: string, value: object): Promise<void> {
  await writeFileAtomically(path, toJson(value), { isNew: false });
}

/**
 * Reads every JSON file of a folder.
 *
 * @throws {WitnessFolderError} `damaged`: a file is not what it should be. `missing`: there is no
 *   such folder.
 */
export async function readFolder<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
): Promise<{ readonly name: string; readonly value: z.infer<Schema> }[]> {
  const names = await readdir(path).catch((cause: unknown) => {
    throw new WitnessFolderError('missing', `${path} cannot be read: ${codeOf(cause)}.`, { cause });
  });
  const found: { name: string; value: z.infer<Schema> }[] = [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const value = await readJson(join(path, name), schema);
    if (value !== undefined) found.push({ name, value });
  }
  return found;
}

/** @returns Undefined if there is no such file. @throws {WitnessFolderError} `damaged`. */
async function readJson<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new WitnessFolderError('damaged', `${path} cannot be read. Nothing was changed.`, {
      cause,
    });
  }
}

function toJson(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
