import type { Settings } from '../config/settings.js';

/** Where a command writes: data to standard output, everything else to standard error. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  readonly colour: boolean;
}

export interface CommandInput {
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly positionals: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** Values given as `--name value`. */
  readonly options: ReadonlyMap<string, string>;
}

/** What a command can end with, as shells read it. */
export const DONE = 0;
export const FAILED = 1;
export const MISUSED = 2;

export type ExitCode = typeof DONE | typeof FAILED | typeof MISUSED;

/** One command of the command line: one file with one object, and a line in `commands`. */
export interface CliCommand {
  /** How it is called: `['template', 'check']`. */
  readonly words: readonly string[];
  readonly summary: string;
  /** Names of what must follow the words; one in brackets may be left out. */
  readonly positionals: readonly string[];
  /** Flags that it knows besides those of every command. */
  readonly flags: Readonly<Record<string, string>>;
  /** Options with a value, `--name VALUE`. */
  readonly options?: Readonly<Record<string, string>>;
  run(input: CommandInput): Promise<ExitCode>;
}

/** Raised to end a command with a sentence instead of a stack trace. */
export class CommandFailed extends Error {}
