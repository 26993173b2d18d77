import { Square, type LucideIcon } from 'lucide-react';
import { NODE_TYPES } from '@dougong/kernel/flows';
import type { Title } from '@dougong/ui/api';
import { NODE_PICTURES } from '@dougong/ui/flows';

/** What nodes of a type have in common, for the colour of their band. */
export type NodeBand = 'people' | 'branch' | 'automatic' | 'ends';

export function nodeIcon(type: string): LucideIcon {
  return NODE_PICTURES[type] ?? Square;
}

const partOf = (type: string) => NODE_TYPES.find(({ kind }) => kind === type);

/** The name of the node type. */
export function typeTitle(type: string): Title {
  return partOf(type)?.title ?? type;
}

/** People act in it, it decides the way, or it runs by itself. */
export function bandOf(type: string): NodeBand {
  const part = partOf(type);
  if (part === undefined) return 'automatic';
  if (part.isStart || part.isEnd) return 'ends';
  if (part.work !== undefined) return 'people';
  return part.isBranch || part.join !== undefined || part.split !== undefined ? 'branch' : 'automatic';
}

/** Whether an instance can be sent there: neither its start nor a place where branches meet. */
export function canBeEntered(type: string): boolean {
  const part = partOf(type);
  return part !== undefined && !part.isStart && part.join === undefined;
}
