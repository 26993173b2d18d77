import {
  CircleStop,
  GitFork,
  MessageSquareText,
  Puzzle,
  UserRound,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import { NODE_PICTURES } from '@dougong/ui/flows';
import type { CatalogPart, NodeCategory } from '../surroundings/catalog.js';
import { categoryOf } from './node-parts.js';

/** A kind without a picture of its own takes that of its category. */
const BY_CATEGORY: Readonly<Record<NodeCategory, LucideIcon>> = {
  people: UserRound,
  branch: GitFork,
  automatic: Zap,
  notice: MessageSquareText,
  terminal: CircleStop,
};

/** The picture of a node type; a type that is gone is a missing piece. */
export function nodeIcon(part: CatalogPart | undefined): LucideIcon {
  if (part === undefined) return Puzzle;
  return NODE_PICTURES[part.kind] ?? BY_CATEGORY[categoryOf(part)];
}
