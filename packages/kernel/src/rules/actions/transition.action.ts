import { Type } from '@sinclair/typebox';
import { issue, ok, refused } from '../../foundation/index.js';
import { Key } from '../../metadata/index.js';
import { defineAction } from '../action-part.js';

/** Moves the record to another state of its lifecycle. */
export const transition = defineAction({
  kind: 'transition',
  version: 1,
  title: { 'zh-CN': '改变状态', en: 'Change the state' },
  description: { 'zh-CN': '把单据转到另一状态', en: 'Moves the record to another state' },
  config: Type.Object({ to: Key }, { additionalProperties: false }),
  phases: ['afterSave', 'flow'],
  compile({ to }, { form }, at) {
    if (!form.lifecycle.states.has(to)) return refused([issue('unknown_state', `${at}/to`, { state: to })]);
    return ok({
      reads: [],
      writes: [],
      execute: ({ source }) => ({ effects: [{ type: 'transition', state: to, ...source }], issues: [] }),
    });
  },
});
