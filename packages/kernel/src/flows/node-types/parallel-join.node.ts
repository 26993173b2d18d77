import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { issue, pointer, warning } from '../../foundation/index.js';
import { configObject, option, titled } from '../config-fields.js';
import type { NodeIssue, NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';

const ParallelJoinConfig = configObject({
  need: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      ...titled('到齐几条即可（不填为全部）', 'Lines needed (all when empty)'),
    }),
  ),
  rest: Type.Optional(
    Type.Union(
      [
        option('cancel', '取消其余分支', 'Cancel the other branches'),
        option('ignore', '其余分支继续，结果不再等待', 'Let the others finish and wait for none'),
      ],
      { ...titled('其余分支', 'The other branches'), default: 'cancel' },
    ),
  ),
});
type ParallelJoinConfig = Static<typeof ParallelJoinConfig>;

/** Waits for a token of every line, or for as many as are needed. */
export const parallelJoinNode: NodeTypePart = {
  kind: 'parallel_join',
  version: 1,
  title: { 'zh-CN': '并行汇聚', en: 'Wait for all' },
  description: { 'zh-CN': '等所有分支到齐再继续', en: 'Goes on once all branches have come' },
  config: ParallelJoinConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  join: 'and',
  needOf: (config) => (config as ParallelJoinConfig).need,
  restOf: (config) => (config as ParallelJoinConfig).rest ?? 'cancel',
  // What waits here is only the token; its branch goes on as soon as the others come.
  waits: false,
  verify(node, { linesInto, path }) {
    const { need } = node.config as ParallelJoinConfig;
    const found: NodeIssue[] = linesInto === 1 ? [warning('join_one', pointer(path))] : [];
    if (need !== undefined && linesInto !== undefined && need > linesInto)
      found.push(issue('need_too_many', pointer(path, 'need'), { need, lines: linesInto }));
    return found;
  },
  enter: (node) => onward(node),
};
