import type { FlowToken, WorkItem } from './flow-state.js';
import { allLevels } from './level.js';
import type { Level } from './level.js';

/** Finding things in an instance and the flows inside of it. */

export interface FoundWork {
  readonly level: Level;
  readonly item: WorkItem;
  readonly token: FlowToken;
}

/** An open to-do with its token. */
export function findWork(root: Level, taskId: string): FoundWork | undefined {
  for (const level of allLevels(root)) {
    const item = level.draft.work.find((one) => one.id === taskId);
    const token = item && level.token(item.tokenId);
    if (item !== undefined && token !== undefined) return { level, item, token };
  }
  return undefined;
}

export interface FoundNode {
  readonly level: Level;
  readonly nodeId: string;
}

/** The node that a path names: `node`, `sub/node`, `sub[2]/node`. */
export function findPath(root: Level, path: string): FoundNode | undefined {
  for (const level of allLevels(root)) {
    const { prefix } = level;
    const nodeId = path.slice(prefix.length);
    if (path.startsWith(prefix) && level.flow.nodes.has(nodeId)) return { level, nodeId };
  }
  return undefined;
}

/** The node of a path as seen from within a flow: its own id, or the whole path. */
export function idIn(level: Level, path: string): string {
  return path.startsWith(level.prefix) ? path.slice(level.prefix.length) : path;
}
