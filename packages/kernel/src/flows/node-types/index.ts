import type { NodeTypePart } from '../node-type.js';
import { actionNode } from './action.node.js';
import { approvalNode } from './approval.node.js';
import { ccNode } from './cc.node.js';
import { conditionNode } from './condition.node.js';
import { endNode } from './end.node.js';
import { handleNode } from './handle.node.js';
import { startNode } from './start.node.js';

/** Every node type, in the order in which designers offer them. */
export const NODE_TYPES: readonly NodeTypePart[] = [
  startNode,
  approvalNode,
  handleNode,
  conditionNode,
  ccNode,
  actionNode,
  endNode,
];
