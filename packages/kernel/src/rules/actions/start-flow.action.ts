import { Type } from '@sinclair/typebox';
import { issue, ok, refused } from '../../foundation/index.js';
import { Key } from '../../metadata/index.js';
import { defineAction } from '../action-part.js';

/** Starts a flow on the record. */
export const startFlow = defineAction({
  kind: 'startFlow',
  version: 1,
  title: { 'zh-CN': '发起流程', en: 'Start a flow' },
  description: { 'zh-CN': '在当前单据上发起流程', en: 'Starts a flow on this record' },
  config: Type.Object({ flow: Key }, { additionalProperties: false }),
  phases: ['afterSave'],
  compile({ flow }, { flows, form }, at) {
    if (flows !== undefined && flows.get(flow) !== form.key)
      return refused([issue('unknown_flow', `${at}/flow`, { flow, form: form.title })]);
    return ok({
      reads: [],
      writes: [],
      execute: ({ source }) => ({ effects: [{ type: 'start_flow', flow, ...source }], issues: [] }),
    });
  },
});
