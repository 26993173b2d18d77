import { judgeAmounts } from '@dougong/kernel/templates';
import type { ExpectationPart } from './expectation.js';
import { registerFilter, ROWS_MAX } from './register-filter.js';

type Amounts = Readonly<Record<string, string>>;

interface Row {
  readonly in: Amounts;
  readonly out: Amounts;
}

/** What came into a register and what left it between two days. */
export const turnoversExpectation: ExpectationPart<'turnovers'> = {
  kind: 'turnovers',
  async judge(expected, stage, at) {
    const { register } = expected;
    const { value, issues } = await stage.resolve(expected, at);
    if (issues.length > 0) return issues;
    const days = `from=${value.from}&to=${value.to}&limit=${ROWS_MAX}`;
    const page = await stage.look(`/registers/${register}/turnovers?${days}${registerFilter(value.where)}`);
    const rows = (page?.['data'] ?? []) as readonly Row[];
    return (['in', 'out'] as const).flatMap((figure) =>
      judgeAmounts(
        value[figure] ?? {},
        rows.map((row) => row[figure]),
        `${at}/${figure}`,
        { register, figure },
      ),
    );
  },
};
