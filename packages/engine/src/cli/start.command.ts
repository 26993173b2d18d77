import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { startEngine } from '../engine.js';
import type { Engine } from '../engine.js';
import { demoLoginsFile, readDemoLogins, writeDemoLogins } from '../identity/demo-logins.js';
import type { DemoLogins } from '../identity/demo-logins.js';
import { TEMPLATES_FOLDER } from '../templates/gallery/templates-folder.js';
import { CommandFailed, DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { createCommandLog } from './command-log.js';
import { installDemo } from './install-demo.js';

const DEMO_TEMPLATE = 'trade';
const PROGRESS_EVERY = 50;

export const startCommand: CliCommand = {
  words: ['start'],
  summary: 'start the server; without DATABASE_URL on an embedded PostgreSQL',
  positionals: [],
  flags: { demo: 'install the demo template with sample data if nothing is installed yet' },
  options: { template: 'folder of the template that --demo installs; the trade template when left out' },
  run: start,
};

async function start({ settings, terminal, flags, options }: CommandInput): Promise<ExitCode> {
  await refuseTakenPort(settings);
  terminal.err('正在启动… Starting ...');
  const folder = resolve(options.get('template') ?? join(TEMPLATES_FOLDER, DEMO_TEMPLATE));
  const prepare = flags.has('demo')
    ? (app: INestApplicationContext) => provideDemo(app, settings, terminal, folder)
    : undefined;
  const engine = await startEngine(settings, createCommandLog(settings), prepare);
  const logins = await keepAddress(settings, engine.url);
  announce(terminal, engine, settings, logins);
  await untilAskedToStop(terminal);
  await engine.stop();
  terminal.err('已停止。 Stopped.');
  return DONE;
}

/** Said before anything is started, so that nothing needs to be stopped. */
async function refuseTakenPort({ port, host }: Settings): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portTrouble(error, port)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function portTrouble(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new CommandFailed(
    `端口 ${port} 已被占用，请用环境变量 PORT 换一个端口。\nPort ${port} is in use. Choose another one with the variable PORT.`,
  );
}

async function provideDemo(
  app: INestApplicationContext,
  settings: Settings,
  terminal: Terminal,
  folder: string,
): Promise<void> {
  if (await somethingIsInstalled(app)) return;
  terminal.err('正在安装示例应用… Installing the demo application ...');
  const logins = await installDemo(app, folder, (step, done, total) => {
    if (done % PROGRESS_EVERY === 0 || done === total) terminal.err(`  ${done}/${total} ${step}`);
  });
  await writeDemoLogins(settings.dataDir, { ...logins, url: `http://localhost:${settings.port}` });
}

async function somethingIsInstalled(app: INestApplicationContext): Promise<boolean> {
  const found = await app.get(Database).query('SELECT FROM core.installed_template LIMIT 1');
  return found.rowCount !== 0;
}

/** The demo logins with the address of this start. */
async function keepAddress(settings: Settings, url: string): Promise<DemoLogins | undefined> {
  const logins = await readDemoLogins(settings.dataDir);
  if (!logins || logins.url === url) return logins;
  const moved = { ...logins, url };
  await writeDemoLogins(settings.dataDir, moved);
  return moved;
}

function announce(
  terminal: Terminal,
  { url }: Engine,
  settings: Settings,
  logins: DemoLogins | undefined,
): void {
  const lines = [
    '',
    '斗拱已启动。 Dougong is running.',
    '',
    `  应用     Application   ${url}/`,
    `  设计器   Designer      ${url}/designer/`,
  ];
  if (logins)
    lines.push(
      '',
      '  示例账号 Demo logins',
      ...loginLines(logins),
      '',
      `  ${demoLoginsFile(settings.dataDir)}`,
    );
  lines.push('', '按 Ctrl-C 停止。 Press Ctrl-C to stop.', '');
  for (const line of lines) terminal.out(line);
}

function loginLines({ users }: DemoLogins): string[] {
  const width = Math.max(...users.map((user) => user.login.length), 0) + 2;
  const passwordWidth = Math.max(...users.map((user) => user.password.length), 0) + 2;
  return users.map(
    (user) => `    ${user.login.padEnd(width)}${user.password.padEnd(passwordWidth)}${user.name}`,
  );
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;

/** The first signal stops in order; a second one means that somebody does not want to wait. */
function untilAskedToStop(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(INTERRUPTED);
      asked = true;
      terminal.err('\n正在停止… Stopping ...');
      resolve();
    };
    for (const signal of STOP_SIGNALS) process.on(signal, stop);
  });
}
