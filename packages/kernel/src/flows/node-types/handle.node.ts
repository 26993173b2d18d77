import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { assigneeProperties, openForPeople, verifyAssignees } from '../assignees.js';
import { configObject, option, titled } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';
import { formulasOf } from '../people.js';

const HandleConfig = configObject({
  ...assigneeProperties,
  opinion: Type.Optional(
    Type.Union([option('optional', '选填', 'Optional'), option('required', '必填', 'Required')], {
      ...titled('处理说明', 'Remark'),
      default: 'optional',
    }),
  ),
});
type HandleConfig = Static<typeof HandleConfig>;

/** Asks people to do something and to say when it is done; there is nothing to refuse. */
export const handleNode: NodeTypePart = {
  kind: 'handle',
  version: 1,
  title: { 'zh-CN': '办理', en: 'Handle' },
  description: { 'zh-CN': '由办理人完成工作后提交', en: 'People do the work and submit' },
  config: HandleConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: true,
  exits: (config) => ((config as HandleConfig).onReject === 'edge' ? ['rejected'] : []),
  peopleFields: (config) => formulasOf((config as HandleConfig).assignees ?? []),
  work: (config) => ({
    answers: { submit: 'submitted' },
    editable: (config as HandleConfig).editable ?? [],
    opinion: (config as HandleConfig).opinion ?? 'optional',
  }),
  verify: (node, context) => verifyAssignees(node.config as HandleConfig, context),
  enter: (node, moment) => openForPeople(node, 'handle', moment),
  decide: (node, token, open) => (token.mode === 'all' && open > 0 ? null : onward(node, 'submitted')),
};
