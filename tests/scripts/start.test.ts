import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { temporaryFolder } from '../support/service.ts';

const root = join(import.meta.dirname, '..', '..');
const { scripts } = createRequire(import.meta.url)('../../package.json') as {
  readonly scripts: Readonly<Record<'start' | 'postinstall', string>>;
};

test('npm start forwards SIGTERM to the service, which shuts down in order', async (t) => {
  for (const shell of ['sh', 'bash']) {
    const { child, ended } = await start(t, [shell, '-c', scripts.start]);
    child.kill('SIGTERM');
    t.deepEqual(await ended, { exitCode: 0, signal: null }, shell);
  }
});

test('npm start works in a shell without exec, such as cmd.exe', async (t) => {
  const withoutExec = 'enable -n exec; eval "$0"';
  const { child, ended } = await start(t, ['bash', '-c', withoutExec, scripts.start]);
  process.kill(-child.pid!, 'SIGTERM');
  await ended;
  t.pass();
});

// glibc programs on musl: without their interpreter, and with an insufficient compatibility layer.
const broken = {
  'has no interpreter': '#!/nowhere/ld-linux-x86-64.so.2\n',
  'lacks symbols': '#!/bin/sh\nexit 127\n',
};

for (const [fault, program] of Object.entries(broken)) {
  test(`npm ci unlinks a bundled Node that ${fault}, so that the system’s Node runs`, (t) => {
    const folder = projectWithNode(t);
    writeFileSync(join(folder, 'node_modules/.bin/node'), program);
    chmodSync(join(folder, 'node_modules/.bin/node'), 0o755);
    t.not(runIn(folder, 'node --version').status, 0);
    const { status, stderr } = runIn(folder, scripts.postinstall);
    t.is(status, 0, stderr);
    t.false(existsSync(join(folder, 'node_modules/.bin/node')));
    t.is(runIn(folder, 'node --version').status, 0);
  });
}

test('npm ci keeps a bundled Node that works', (t) => {
  const folder = projectWithNode(t);
  symlinkSync(process.execPath, join(folder, 'node_modules/.bin/node'));
  t.is(runIn(folder, scripts.postinstall).status, 0);
  t.true(existsSync(join(folder, 'node_modules/.bin/node')));
});

/** Runs a command in its own process group until the service prints its data folder. */
async function start(t: ExecutionContext, [file, ...words]: readonly [string, ...string[]]) {
  const child = spawn(file, words, {
    cwd: root,
    detached: true,
    env: {
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      RAFFLE_PORT: '0',
      RAFFLE_ADMIN_PORT: 'off',
      RAFFLE_DATA_DIR: temporaryFolder(t),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close').then(([exitCode, signal]) => ({ exitCode, signal }));
  t.teardown(async () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It has already ended.
    }
    await ended;
  });
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    output += chunk;
    if (/^ {2}Data /m.test(output)) break;
  }
  t.regex(output, /^ {2}Data /m);
  child.stdout.resume();
  return { child, ended };
}

function projectWithNode(t: ExecutionContext): string {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  symlinkSync(join(root, 'scripts'), join(folder, 'scripts'));
  return folder;
}

/** Runs a script as npm does: with `node_modules/.bin` first in PATH. */
function runIn(folder: string, script: string) {
  return spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'node_modules/.bin')}:${dirname(process.execPath)}:/usr/bin:/bin`,
      npm_node_execpath: process.execPath,
    },
  });
}
