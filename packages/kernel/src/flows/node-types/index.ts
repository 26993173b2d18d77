import type { NodeTypePart } from '../node-type.js';
import { actionNode } from './action.node.js';
import { approvalNode } from './approval.node.js';
import { ccNode } from './cc.node.js';
import { conditionNode } from './condition.node.js';
import { endNode } from './end.node.js';
import { firstOfNode } from './first-of.node.js';
import { handleNode } from './handle.node.js';
import { inclusiveJoinNode } from './inclusive-join.node.js';
import { inclusiveSplitNode } from './inclusive-split.node.js';
import { parallelJoinNode } from './parallel-join.node.js';
import { parallelSplitNode } from './parallel-split.node.js';
import { startNode } from './start.node.js';
import { subflowNode } from './subflow.node.js';
import { timerNode } from './timer.node.js';
import { waitNode } from './wait.node.js';

/** Every node type, in the order in which designers offer them. */
export const NODE_TYPES: readonly NodeTypePart[] = [
  startNode,
  approvalNode,
  handleNode,
  conditionNode,
  parallelSplitNode,
  parallelJoinNode,
  inclusiveSplitNode,
  inclusiveJoinNode,
  ccNode,
  timerNode,
  waitNode,
  firstOfNode,
  actionNode,
  subflowNode,
  endNode,
];
