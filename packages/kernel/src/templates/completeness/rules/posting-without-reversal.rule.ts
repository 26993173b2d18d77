import type { CompletenessRule } from '../completeness-rule.js';
import { finalPostings } from '../final-postings.js';
import { reversalFix } from '../fixes/reversal-fix.js';

/** A posting that changes what a register keeps, and that no posting undoes. */
export const postingWithoutReversal: CompletenessRule = {
  kind: 'posting_without_reversal',
  title: { 'zh-CN': '过账没有冲销', en: 'Posting without a reversal' },
  description: {
    'zh-CN': '过账改变了登记簿的余额，却没有任何过账能把它冲回。',
    en: 'A posting changes what a register keeps, and none takes it back.',
  },
  find: (process) =>
    finalPostings(process.parts).map(({ posting: key, ...found }) => {
      const posting = process.postings.get(key);
      return {
        ...found,
        definition: { kind: 'posting', key },
        ...(posting ? { fix: reversalFix(process, posting) } : {}),
      };
    }),
};
