import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** A temporary folder, removed after the test. */
export function newFolder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'raffle-cli-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export interface KeyFile {
  readonly path: string;
  readonly publicKey: KeyObject;
}

/** A key file like that of `raffle keys create`, or with a passphrase or another type. */
export function newKeyFile(
  t: ExecutionContext,
  {
    passphrase,
    type = 'ed25519',
    mode = 0o600,
  }: { passphrase?: string; type?: 'ed25519' | 'x25519'; mode?: number } = {},
): KeyFile {
  const { privateKey, publicKey } =
    type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const cipher = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  const path = join(newFolder(t), 'key.pem');
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher }), { mode });
  return { path, publicKey };
}
