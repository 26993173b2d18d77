import { parseArgs } from 'node:util';
import type { CliCommand } from './command.js';

export type ParsedCommandLine =
  | {
      readonly kind: 'run';
      readonly command: CliCommand;
      readonly positionals: readonly string[];
      readonly flags: ReadonlySet<string>;
      readonly options: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'help'; readonly command: CliCommand | undefined }
  | { readonly kind: 'misuse'; readonly reason: string };

const COMMON_FLAGS = ['help', 'json'];

/** Reads `<noun> <verb> ARGUMENTS --flags`. */
export function parseCommandLine(
  argv: readonly string[],
  commands: readonly CliCommand[],
): ParsedCommandLine {
  const command = commandOf(argv, commands);
  if (!command) return withoutCommand(argv, wordsOf(argv));
  const parsed = parseFlags(argv, command);
  if (typeof parsed === 'string') return { kind: 'misuse', reason: parsed };
  if (parsed.flags.has('help')) return { kind: 'help', command };
  const positionals = parsed.positionals.slice(command.words.length);
  if (isNumberOf(command, positionals.length))
    return { kind: 'run', command, positionals, flags: parsed.flags, options: parsed.options };
  return { kind: 'misuse', reason: `usage: dougong ${usageOf(command)}` };
}

/** The command that the words of a command line name. */
export function commandOf(argv: readonly string[], commands: readonly CliCommand[]): CliCommand | undefined {
  const words = wordsOf(argv);
  return commands.find((candidate) => candidate.words.every((word, at) => words[at] === word));
}

function wordsOf(argv: readonly string[]): readonly string[] {
  return argv.filter((word) => !word.startsWith('-'));
}

/** A positional in brackets may be left out. */
function isNumberOf({ positionals }: CliCommand, given: number): boolean {
  const needed = positionals.filter((name) => !name.startsWith('[')).length;
  return given >= needed && given <= positionals.length;
}

/** How a command is called, on one line. */
export function usageOf(command: CliCommand): string {
  const flags = Object.keys(command.flags).map((flag) => `[--${flag}]`);
  const options = Object.keys(command.options ?? {}).map((option) => `[--${option} VALUE]`);
  return [...command.words, ...command.positionals, ...flags, ...options].join(' ');
}

function withoutCommand(argv: readonly string[], words: readonly string[]): ParsedCommandLine {
  if (words.length === 0 || words[0] === 'help' || argv.includes('--help'))
    return { kind: 'help', command: undefined };
  return {
    kind: 'misuse',
    reason: `there is no command "${words.slice(0, 2).join(' ')}"; see dougong --help`,
  };
}

interface ParsedFlags {
  readonly flags: ReadonlySet<string>;
  readonly options: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
}

function parseFlags(argv: readonly string[], command: CliCommand): ParsedFlags | string {
  const flags = [...COMMON_FLAGS, ...Object.keys(command.flags)].map(
    (name) => [name, { type: 'boolean' }] as const,
  );
  const options = Object.keys(command.options ?? {}).map((name) => [name, { type: 'string' }] as const);
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: Object.fromEntries<{ type: 'boolean' | 'string' }>([...flags, ...options]),
      allowPositionals: true,
      strict: true,
    });
    const given = Object.entries(values);
    return {
      flags: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
      options: new Map(
        given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
      ),
      positionals,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
