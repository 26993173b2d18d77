import { ok } from '../../foundation/index.js';
import { defineAction } from '../action-part.js';
import { compileDraft, DraftConfig } from '../record-draft.js';

/** Makes a record of a form out of the record at hand. */
export const createRecord = defineAction({
  kind: 'createRecord',
  version: 1,
  title: { 'zh-CN': '新建单据', en: 'Create a record' },
  description: { 'zh-CN': '由当前单据生成另一张单据', en: 'Makes another record out of this one' },
  config: DraftConfig,
  phases: ['afterSave', 'flow'],
  recordless: true,
  compile(config, environment, at) {
    const compiled = compileDraft(config, environment, at);
    if (!compiled.ok) return compiled;
    return ok({
      reads: compiled.value.reads,
      writes: [],
      touches: [compiled.value.touch],
      execute: ({ input, source }) => {
        const { draft, issues } = compiled.value.draft(input);
        return { effects: [{ type: 'create_record', ...draft, ...source }], issues };
      },
    });
  },
});
