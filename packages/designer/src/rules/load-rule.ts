import type { RuleDefinition } from '@dougong/kernel/metadata';
import type { Api, DraftList } from '@dougong/ui/api';
import {
  draftOf,
  loadDesignState,
  loadPublished,
  loadSurroundings,
} from '../surroundings/load-surroundings.js';
import type { Surroundings } from '../surroundings/surroundings.js';

/** A rule with everything that its page needs. */
export interface LoadedRule {
  readonly published: RuleDefinition | null;
  /** `undefined` without a draft, `null` when a draft removes the rule. */
  readonly draft: RuleDefinition | null | undefined;
  readonly bundle: DraftList;
  /** Absent when the form of the rule cannot be read. */
  readonly surroundings: Surroundings | undefined;
}

/** Reads a rule; `null` when there is no such rule. */
export async function loadRule(api: Api, key: string): Promise<LoadedRule | null> {
  const state = await loadDesignState(api);
  const published = await loadPublished<RuleDefinition>(api, 'rule', key, state);
  const draft = draftOf(state.bundle, 'rule', key)?.definition as RuleDefinition | null | undefined;
  const rule = draft ?? published;
  if (rule === null) return null;
  const surroundings = await loadSurroundings(api, rule.form, state).catch(() => undefined);
  return { published, draft, bundle: state.bundle, surroundings };
}
