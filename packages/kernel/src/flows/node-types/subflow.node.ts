import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { issue, pointer } from '../../foundation/index.js';
import { onReject } from '../assignee-config.js';
import { configObject, oneField, oneKey, toggle } from '../config-fields.js';
import type { NodeIssue, NodeNote, NodeTypePart } from '../node-type.js';
import { onward, refuse } from '../onward.js';
import { childrenOf, compileItems } from '../nested-items.js';

const SubflowConfig = configObject({
  flow: Type.Optional(oneKey('子流程', 'Flow', 'flow')),
  wait: toggle('等它结束', 'Wait until it ends', true),
  foreach: Type.Optional(oneField('对每一项各走一遍（列表或明细）', 'Once for each (list or lines)')),
  onReject,
});
type SubflowConfig = Static<typeof SubflowConfig>;

/** Runs another flow on the same record: once or for each element of a list, waiting for it or not. */
export const subflowNode: NodeTypePart = {
  kind: 'subflow',
  version: 1,
  title: { 'zh-CN': '子流程', en: 'Sub-flow' },
  description: {
    'zh-CN': '运行另一个流程，可逐项运行',
    en: 'Runs another flow, also once for each of a list',
  },
  config: SubflowConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: true,
  exits: (config) => ((config as SubflowConfig).onReject === 'edge' ? ['rejected'] : []),
  formulas: (config) => {
    const { foreach } = config as SubflowConfig;
    return foreach === undefined ? [] : [foreach];
  },
  verify(node, { path, lines, flows, scope }) {
    const { flow, foreach, onReject } = node.config as SubflowConfig;
    const found: NodeIssue[] = [];
    if (flow === undefined) found.push(issue('no_subflow', pointer(path, 'flow')));
    else if (flows?.includes(flow) === false)
      found.push(issue('unknown_subflow', pointer(path, 'flow'), { flow }));
    if (foreach !== undefined && compileItems(foreach, scope) === undefined)
      found.push(issue('field_missing', pointer(path, 'foreach'), { field: foreach }));
    if (onReject === 'edge' && !lines.some((line) => line.on === 'rejected'))
      found.push(issue('missing_reject_line', pointer(path, 'onReject')));
    return found;
  },
  enter(node, moment) {
    const { flow = '', wait = true, foreach } = node.config as SubflowConfig;
    const items = foreach === undefined ? undefined : moment.itemsAt(foreach);
    if (items?.length === 0) return onward(node, 'done');
    if (wait) return { move: 'nest', flow, ...(items === undefined ? {} : { items }) };
    const notes = childrenOf(items).map(({ item }): NodeNote => ({
      note: 'instance',
      flow,
      ...(item === undefined ? {} : { item }),
    }));
    return onward(node, 'done', notes);
  },
  decide(node, verdict) {
    if (verdict === 'approved') return onward(node, 'done');
    return refuse(node, (node.config as SubflowConfig).onReject, 'rejected');
  },
};
