import { ok } from '../../foundation/index.js';
import { defineAction } from '../action-part.js';
import { compileUpdate, UpdateConfig } from '../record-update.js';

/** Changes other records: the one that a reference names, or those whose fields match. */
export const updateRecord = defineAction({
  kind: 'updateRecord',
  version: 1,
  title: { 'zh-CN': '修改其他单据', en: 'Change other records' },
  description: {
    'zh-CN': '修改引用的单据，或符合条件的若干单据',
    en: 'Changes the record referred to, or a few that match',
  },
  config: UpdateConfig,
  phases: ['afterSave', 'flow'],
  recordless: true,
  compile(config, environment, at) {
    const compiled = compileUpdate(config, environment, at);
    if (!compiled.ok) return compiled;
    const { query, reads, formulas } = compiled.value;
    return ok({
      reads,
      writes: [],
      touches: [{ form: config.form, kind: 'update', fields: Object.keys(config.values) }],
      execute: ({ input, source }) => {
        const found = query(input);
        const wanted = found.query === undefined ? {} : { query: found.query };
        return {
          effects: [{ type: 'update_record', form: config.form, values: formulas, ...wanted, ...source }],
          issues: found.issues,
        };
      },
    });
  },
});
