import { narrowed } from '../../numbers/index.js';
import type { LineOption } from '../line-column.js';

function spellings(option: LineOption): string[] {
  return [option.title, option.code ?? '', option.value, ...(option.aliases ?? [])].map((text) =>
    text.toLowerCase(),
  );
}

function sought(text: string): string {
  return narrowed(text).trim().toLowerCase();
}

/** Options whose name, code or other spelling has the text in it; those that start with it come first. */
export function findOptions(options: readonly LineOption[], text: string): readonly LineOption[] {
  const part = sought(text);
  if (part === '') return options;
  const rank = (option: LineOption) =>
    spellings(option).some((spelling) => spelling.startsWith(part))
      ? 0
      : spellings(option).some((spelling) => spelling.includes(part))
        ? 1
        : 2;
  return options
    .map((option) => ({ option, rank: rank(option) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.option);
}

/** The one option that is meant: its code, name or value is exactly the text. */
export function exactOption(options: readonly LineOption[], text: string): LineOption | undefined {
  const whole = sought(text);
  return options.find((option) => spellings(option).includes(whole));
}
