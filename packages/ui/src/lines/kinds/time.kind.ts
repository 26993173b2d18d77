import { canonicalTime, timeText } from '@dougong/kernel/forms';
import { NO_ISSUES } from '../line-store.js';
import { plainText, type ColumnKind } from './column-kind.js';

const FOUR_DIGITS = /^(\d{1,2})(\d{2})$/;

/** What people type for a time of day: `8:30`, `0830`, `08：30`; undefined when it cannot be read. */
export function readTime(text: string): string | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  return canonicalTime(typed.replace(FOUR_DIGITS, '$1:$2')) ?? undefined;
}

const shown = (value: Parameters<typeof plainText>[0]): string => timeText(plainText(value));

export const timeKind: ColumnKind = {
  kind: 'time',
  align: 'start',
  editor: 'input',
  inputMode: 'text',
  read: readTime,
  show: shown,
  edit: shown,
  check: (value) =>
    value === null || canonicalTime(plainText(value)) !== null ? NO_ISSUES : [{ code: 'time_invalid' }],
};
