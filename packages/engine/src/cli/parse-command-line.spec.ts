import { DONE } from './command.js';
import type { CliCommand } from './command.js';
import { parseCommandLine } from './parse-command-line.js';

function command(
  words: string[],
  positionals: string[] = [],
  flags: Record<string, string> = {},
): CliCommand {
  return { words, positionals, flags, summary: '', run: () => Promise.resolve(DONE) };
}

const start = command(['start'], [], { demo: 'with sample data' });
const check = command(['template', 'check'], ['DIR']);
const commands = [start, check];

describe('the command line', () => {
  test('is a noun and a verb, then what they are about', () => {
    expect(parseCommandLine(['template', 'check', 'a/b', '--json'], commands)).toEqual({
      kind: 'run',
      command: check,
      positionals: ['a/b'],
      flags: new Set(['json']),
      options: new Map(),
    });
    expect(parseCommandLine(['start', '--demo'], commands)).toMatchObject({
      kind: 'run',
      flags: new Set(['demo']),
    });
  });

  test.each([
    [['template', 'check'], /usage: dougong template check DIR/],
    [['start', 'now'], /usage: dougong start \[--demo\]/],
    [['start', '--dmeo'], /--dmeo/],
    [['template', 'burn'], /no command "template burn"/],
  ])('%p is misuse', (argv, reason) => {
    expect(parseCommandLine(argv, commands)).toEqual({
      kind: 'misuse',
      reason: expect.stringMatching(reason) as string,
    });
  });

  test('what stands in brackets may be left out, but nothing more may follow', () => {
    const create = command(['backup', 'create'], ['[FILE]']);
    expect(parseCommandLine(['backup', 'create'], [create])).toMatchObject({ kind: 'run', positionals: [] });
    expect(parseCommandLine(['backup', 'create', 'a'], [create])).toMatchObject({ positionals: ['a'] });
    expect(parseCommandLine(['backup', 'create', 'a', 'b'], [create])).toMatchObject({ kind: 'misuse' });
  });

  test.each([[[]], [['--help']], [['help']]])('%p shows all commands', (argv) => {
    expect(parseCommandLine(argv, commands)).toEqual({ kind: 'help', command: undefined });
  });

  test('a command explains itself', () => {
    expect(parseCommandLine(['start', '--help'], commands)).toEqual({ kind: 'help', command: start });
  });
});
