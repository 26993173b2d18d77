import {
  ClipboardCheck,
  CircleStop,
  CopyPlus,
  Flag,
  GitFork,
  GitMerge,
  Hourglass,
  ListChecks,
  Merge,
  MessageSquareText,
  Puzzle,
  RadioTower,
  Split,
  Stamp,
  UserRound,
  Workflow,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import type { CatalogPart, NodeCategory } from '../surroundings/catalog.js';
import { categoryOf } from './node-parts.js';

/** Pictures of the kinds that have one; every other kind takes that of its category. */
const BY_KIND: Readonly<Record<string, LucideIcon>> = {
  approval: Stamp,
  handle: ClipboardCheck,
  condition: Split,
  cc: CopyPlus,
  action: Zap,
  start: UserRound,
  end: CircleStop,
  parallel_split: GitFork,
  parallel_join: GitMerge,
  inclusive_split: ListChecks,
  inclusive_join: Merge,
  first_of: Flag,
  timer: Hourglass,
  wait: RadioTower,
  subflow: Workflow,
};

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
  return BY_KIND[part.kind] ?? BY_CATEGORY[categoryOf(part)];
}
