import type { SealTone } from '@dougong/ui/shell';
import type { RuleStatus } from './load-rules.js';

/** How the state of a rule is sealed. */
export const RULE_TONES: Readonly<Record<RuleStatus, SealTone>> = {
  draft: 'draft',
  published: 'done',
  changed: 'waiting',
  removed: 'reversed',
};
