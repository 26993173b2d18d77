import { execFile } from 'node:child_process';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';

const run = promisify(execFile);

const CACHE = resolve(import.meta.dirname, '..', '..', '.cache');

const SANDBOX_FLAGS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

// The journeys also prove that no request leaves the origin, so the browser's own traffic must not be in the way.
const QUIET_FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
];

/** Settings of a launch that a journey may want to change. */
export interface BrowserOptions {
  readonly headless?: boolean;
}

/**
 * Starts a Chromium: the one named by CHROME_PATH, else the one inside the npm package (Linux on x64), else an installed Chrome or Edge.
 */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const common: LaunchOptions = {
    headless: options.headless ?? true,
    args: [...SANDBOX_FLAGS, ...QUIET_FLAGS],
  };
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined) return chromium.launch({ ...common, executablePath: chosen });
  if (hasPackagedChromium()) return chromium.launch({ ...common, ...(await packagedChromium()) });
  return launchInstalled(common);
}

function hasPackagedChromium(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

async function packagedChromium(): Promise<Pick<LaunchOptions, 'executablePath' | 'env'>> {
  const folder = await unpackedChromium();
  const libraries = join(folder, 'al2023', 'lib');
  const inherited = process.env['LD_LIBRARY_PATH'];
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...definedEnvironment(),
      LD_LIBRARY_PATH: inherited === undefined ? libraries : `${libraries}:${inherited}`,
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/** Unpacks Chromium once for each version. The folder gets its name last, so an unpacking that was cut off is not used. */
async function unpackedChromium(): Promise<string> {
  const manifest = await findManifest('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  if (await exists(folder)) return folder;
  const unfinished = `${folder}.${process.pid}.part`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await unpackInto(unfinished, dirname(manifest));
  await writeFile(join(unfinished, 'fonts.conf'), fontSettings(folder));
  await rename(unfinished, folder).catch(async (error: unknown) => {
    if (!(await exists(folder))) throw error;
    await rm(unfinished, { recursive: true, force: true });
  });
  return folder;
}

// The package unpacks into the temporary folder, takes any chromium that it finds there, and adds its libraries only where it believes
// to be in AWS Lambda. A process of its own gives it a temporary folder of its own and that belief.
async function unpackInto(folder: string, packageFolder: string): Promise<void> {
  const program = `
    const { default: chromium } = await import(process.argv[1]);
    await chromium.executablePath();`;
  await run(
    process.execPath,
    ['--input-type=module', '-e', program, join(packageFolder, 'build', 'esm', 'index.js')],
    {
      env: { ...definedEnvironment(), TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    },
  );
}

// Only the fonts of the package, on every machine the same. Chinese text is drawn with the web font that the pages bring.
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

async function launchInstalled(common: LaunchOptions): Promise<Browser> {
  const tried: string[] = [];
  for (const channel of ['chrome', 'chromium', 'msedge']) {
    try {
      return await chromium.launch({ ...common, channel });
    } catch (error) {
      tried.push(`${channel}: ${(error as Error).message.split('\n')[0] ?? ''}`);
    }
  }
  throw new Error(
    `The browser journeys need Google Chrome on ${process.platform}-${process.arch}: install it, ` +
      `or set CHROME_PATH to a Chromium.\n${tried.join('\n')}`,
  );
}

async function findManifest(name: string): Promise<string> {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json');
    if (await exists(manifest)) return manifest;
  }
  throw new Error(`The package ${name} is not installed. Run "npm ci".`);
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
