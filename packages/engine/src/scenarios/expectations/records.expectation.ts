import { judgeRecord } from '@dougong/kernel/templates';
import type { ExpectationPart } from './expectation.js';

/** State, fields and lines of a record. */
export const recordsExpectation: ExpectationPart<'records'> = {
  kind: 'records',
  async judge({ record, ...expected }, stage, at) {
    const place = await stage.placeOf(record);
    const { value, issues } = await stage.resolve(expected, at);
    if (issues.length > 0) return issues;
    return judgeRecord({ record, ...value }, place && (await stage.read(place)), at);
  },
};
