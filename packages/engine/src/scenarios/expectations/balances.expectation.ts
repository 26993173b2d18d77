import { judgeAmounts } from '@dougong/kernel/templates';
import type { ExpectationPart } from './expectation.js';
import { registerFilter, ROWS_MAX } from './register-filter.js';

interface Row {
  readonly resources: Readonly<Record<string, string>>;
}

/** What a register holds. */
export const balancesExpectation: ExpectationPart<'balances'> = {
  kind: 'balances',
  async judge({ register, where, resources }, stage, at) {
    const { value, issues } = await stage.resolve(where, `${at}/where`);
    if (issues.length > 0) return issues;
    const page = await stage.look(
      `/registers/${register}/balances?limit=${ROWS_MAX}${registerFilter(value)}`,
    );
    const rows = (page?.['data'] ?? []) as readonly Row[];
    const held = rows.map((row) => row.resources);
    return judgeAmounts(resources, held, `${at}/resources`, { register, figure: 'balance' });
  },
};
