import type { Issue, Localized } from '../../foundation/index.js';
import type { CompletenessSetting, Definition, DefinitionKind } from '../../metadata/index.js';
import type { Process } from './process.js';

/** Definitions that close a gap: put into the draft they are one step. */
export interface CompletenessFix {
  readonly title: Localized;
  /** New ones, and changed ones as a whole. */
  readonly definitions: readonly Definition[];
}

/** A gap as a rule finds it; its severity is that of the setting unless it says `info`. */
export interface Gap extends Issue {
  readonly definition: { readonly kind: DefinitionKind | 'template'; readonly key: string };
  /** What tells it from other gaps of the same rule in the same definition. */
  readonly about?: string;
  /** As of a whole rule: what is written down is not so, but nothing is missing. */
  readonly isAdvice?: boolean;
  readonly fix?: CompletenessFix;
}

/** What the application asks of itself. */
export interface CompletenessWish {
  readonly template: string;
  readonly setting: CompletenessSetting;
}

/** A rule of the completeness check: one file with one object, one line in the index. */
export interface CompletenessRule {
  /** Names the rule; its gaps have ids that begin with it. */
  readonly kind: string;
  readonly title: Localized;
  readonly description: Localized;
  /** Its gaps are holes in what is written down, not in the process: they never keep anybody from publishing. */
  readonly isAdvice?: boolean;
  find(process: Process, wishes: readonly CompletenessWish[]): readonly Gap[];
}
