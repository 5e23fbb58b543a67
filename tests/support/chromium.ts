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

const packages = join(import.meta.dirname, '..', '..', 'node_modules');

/**
 * Starts a real Chromium: the one `CHROME_PATH` names, else the one that came with the packages,
 * else (where those have none) an installed Chrome. The temp folder is never searched for one.
 */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ ...chooseBrowser(), args: launchArguments() });
}

function chooseBrowser(): LaunchOptions {
  const { CHROME_PATH: executablePath } = process.env;
  if (executablePath !== undefined && executablePath !== '') return { executablePath };
  if (process.platform !== 'linux' || process.arch !== 'x64') return { channel: 'chrome' };
  const folder = unpackChromium();
  return { executablePath: join(folder, 'chromium'), env: environmentIn(folder) };
}

/** Root has no sandbox. Nothing is asked of the network but what a test asks. */
function launchArguments(): string[] {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--no-default-browser-check',
    '--font-render-hinting=none',
    '--disable-gpu',
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

/** Unpacks once for each version. Whoever comes second finds a whole folder, never half of one. */
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

/** Only the fonts that came along, so that pages look the same everywhere, fonts installed or not. */
function describeFonts(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;
}
