import { Type } from '@sinclair/typebox';
import { issue, ok, refused } from '../../foundation/index.js';
import { Key } from '../../metadata/index.js';
import { defineAction } from '../action-part.js';

/** Posts the record: movements and vouchers in the same transaction. */
export const post = defineAction({
  kind: 'post',
  version: 1,
  title: { 'zh-CN': '过账', en: 'Post' },
  description: {
    'zh-CN': '在同一事务中登记账簿并生成凭证',
    en: 'Makes movements and vouchers in the same transaction',
  },
  config: Type.Object({ posting: Key }, { additionalProperties: false }),
  phases: ['afterSave', 'flow'],
  compile({ posting }, { postings }, at) {
    if (postings?.has(posting) === false)
      return refused([issue('unknown_posting', `${at}/posting`, { posting })]);
    return ok({
      reads: [],
      writes: [],
      execute: ({ source }) => ({ effects: [{ type: 'post', posting, ...source }], issues: [] }),
    });
  },
});
