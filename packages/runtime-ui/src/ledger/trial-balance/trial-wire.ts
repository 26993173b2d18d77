import type { Localized } from '@dougong/kernel/foundation';
import { api } from '../../data/api.js';
import type { TrialQuestion } from './trial-question.js';

export interface TrialRow {
  readonly account: string;
  readonly title: Localized;
  readonly opening: string;
  readonly debit: string;
  readonly credit: string;
  readonly closing: string;
}

export interface TrialBalance {
  readonly organisation: string | null;
  readonly data: readonly TrialRow[];
  /** What the books are off balance by; nothing when all is well. */
  readonly opening: string;
  readonly debit: string;
  readonly credit: string;
  readonly closing: string;
}

interface Department {
  readonly key: string;
  readonly title: Localized;
  readonly organisation: string | null;
}

const { client } = api;
const PATH = '/vouchers/trial-balance';

export const trialKeys = {
  all: ['trial-balance'] as const,
  organisations: ['books-of-organisations'] as const,
};

export const trialCalls = {
  read: async (question: TrialQuestion) =>
    (await client.get<TrialBalance>(PATH, { query: { ...question } })).data,
  /** Departments that have books of their own. */
  organisations: async () =>
    (await client.get<{ data: readonly Department[] }>('/departments')).data.data.filter(
      ({ organisation }) => organisation !== null,
    ),
};

/** Where the file of a trial balance is. */
export function trialFile(question: TrialQuestion, format: 'xlsx' | 'csv'): string {
  return `/api/v1${PATH}/export?${new URLSearchParams({ ...question, format }).toString()}`;
}
