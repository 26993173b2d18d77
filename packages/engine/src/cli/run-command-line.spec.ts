import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS } from './commands.js';
import { CommandFailed } from './command.js';
import type { CliCommand, Terminal } from './command.js';
import { runCommandLine } from './run-command-line.js';

function record(): { readonly terminal: Terminal; readonly out: string[]; readonly err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out,
    err,
    terminal: { colour: false, out: (line) => out.push(line), err: (line) => err.push(line) },
  };
}

function failing(error: Error): CliCommand {
  return { words: ['fail'], summary: '', positionals: [], flags: {}, run: () => Promise.reject(error) };
}

describe('the command line', () => {
  test('lists every command when asked for help', async () => {
    const { terminal, out } = record();
    expect(await runCommandLine(['--help'], COMMANDS, terminal)).toBe(0);
    for (const command of COMMANDS) expect(out.join('\n')).toContain(`dougong ${command.words.join(' ')}`);
  });

  test('ends with 2 when it is misused, and says how it is meant', async () => {
    const { terminal, out, err } = record();
    expect(await runCommandLine(['template', 'check'], COMMANDS, terminal)).toBe(2);
    expect(err).toEqual(['usage: dougong template check DIR']);
    expect(out).toEqual([]);
  });

  test('ends with 1 and a sentence when a command fails for a reason that people understand', async () => {
    const { terminal, err } = record();
    expect(
      await runCommandLine(['fail'], [failing(new CommandFailed('the folder is empty'))], terminal),
    ).toBe(1);
    expect(err).toEqual(['the folder is empty']);
  });

  test('shows where it happened when the failure is a bug', async () => {
    const { terminal, err } = record();
    expect(await runCommandLine(['fail'], [failing(new TypeError('x is not a function'))], terminal)).toBe(1);
    expect(err.join('\n')).toMatch(/x is not a function\n\s+at /);
  });

  test('says plainly that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const before = process.env['PORT'];
    process.env['PORT'] = String((other.address() as AddressInfo).port);
    const { terminal, err } = record();
    expect(await runCommandLine(['start'], COMMANDS, terminal)).toBe(1);
    expect(err.join(' ')).toMatch(/端口 \d+ 已被占用.*Port \d+ is in use/);
    if (before === undefined) delete process.env['PORT'];
    else process.env['PORT'] = before;
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('the program', () => {
  test('before a build says what to do and ends with 2', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dougong-bin-'));
    mkdirSync(join(folder, 'bin'));
    const program = join(folder, 'bin', 'dougong.mjs');
    copyFileSync(join(__dirname, '..', '..', 'bin', 'dougong.mjs'), program);
    const { status, stderr } = spawnSync(process.execPath, [program, 'start'], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(status).toBe(2);
    expect(stderr).toContain('npm run build');
  });
});
