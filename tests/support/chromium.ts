import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import type { Teardown } from './service.ts';

const packages = join(import.meta.dirname, '..', '..', 'node_modules');

/** The browser of a process that runs many test files. It ends with the process. */
let shared: Browser | undefined;

/**
 * Opens a real Chromium: the one `CHROME_PATH` names, else the one that came with the packages,
 * else (where those have none) an installed Chrome. The temp folder is never searched for one.
 *
 * @param t Closes the browser at the end, unless other files of this process use it as well.
 * @param options.args Further arguments of a browser of one's own.
 */
export async function openChromium(
  t: Teardown,
  { args = [] }: { readonly args?: readonly string[] } = {},
): Promise<Browser> {
  if (shared?.isConnected() === true) return shared;
  const browser = await chromium.launch({
    ...chooseBrowser(),
    args: [...launchArguments(), ...args],
  });
  if (process.env['RAFFLE_TEST_PROCESS'] === 'shared') shared = browser;
  else t.teardown(() => browser.close());
  return browser;
}

function chooseBrowser(): LaunchOptions {
  const { CHROME_PATH: executablePath } = process.env;
  if (executablePath !== undefined && executablePath !== '') return { executablePath };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  const folder = unpackChromium();
  return { executablePath: join(folder, 'chromium'), env: environmentIn(folder) };
}

/** Chromium has no sandbox for root. Background network requests are off. */
function launchArguments(): string[] {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--no-default-browser-check',
    '--font-render-hinting=none',
    '--disable-gpu',
    // Else each first page of a context gets a second process, because of its
    // Cross-Origin-Opener-Policy, and the one of the empty page is thrown away.
    '--renderer-process-limit=1',
  ];
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
}

/** A bare image lacks libraries that Chromium needs; they are unpacked beside it. */
function environmentIn(folder: string): Record<string, string> {
  const { PATH = '' } = process.env;
  return {
    PATH,
    HOME: folder,
    TMPDIR: folder,
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
  };
}

/** Unpacks once for each version. The rename makes the folder appear complete or not at all. */
function unpackChromium(): string {
  const name = '@sparticuz/chromium';
  const { version } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(packages, '.cache', `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(join(packages, '.cache'), { recursive: true });
  const staging = mkdtempSync(`${folder}-`);
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `await (await import('${name}')).default.executablePath()`],
    {
      cwd: packages,
      env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`Chromium could not be unpacked: ${stderr}`);
  writeFileSync(join(staging, 'fonts.conf'), describeFonts(folder));
  try {
    renameSync(staging, folder);
  } catch {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}

/** Allows only the bundled fonts, so that pages look the same on every machine. */
function describeFonts(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;
}
