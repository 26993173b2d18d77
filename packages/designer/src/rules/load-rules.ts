import type { RuleDefinition } from '@dougong/kernel/metadata';
import type { Api } from '@dougong/ui/api';
import { sameJson } from '../editing/index.js';
import { draftOf, loadPublished, loadSurroundings } from '../surroundings/load-surroundings.js';
import type { DesignState } from '../surroundings/load-surroundings.js';
import type { Surroundings } from '../surroundings/surroundings.js';

export type RuleStatus = 'draft' | 'published' | 'changed' | 'removed';

/** A rule of the release or of the drafts. */
export interface RuleEntry {
  readonly key: string;
  readonly rule: RuleDefinition;
  readonly status: RuleStatus;
  /** What its words need; absent when its form cannot be read. */
  readonly surroundings: Surroundings | undefined;
}

/** Reads all rules, drafts before what is published, in the order of their forms. */
export async function loadRules(api: Api, state: DesignState): Promise<readonly RuleEntry[]> {
  const keys = [
    ...state.entries.filter((entry) => entry.kind === 'rule').map((entry) => entry.key),
    ...state.bundle.drafts.filter((draft) => draft.kind === 'rule').map((draft) => draft.key),
  ];
  const rules = await Promise.all([...new Set(keys)].map((key) => loadRule(api, key, state)));
  const found = rules.filter((entry) => entry !== undefined);
  const forms = [...new Set(found.map(({ rule }) => rule.form))];
  const surroundings = new Map(
    await Promise.all(
      forms.map(
        async (form) => [form, await loadSurroundings(api, form, state).catch(() => undefined)] as const,
      ),
    ),
  );
  return found
    .map((entry) => ({ ...entry, surroundings: surroundings.get(entry.rule.form) }))
    .sort((a, b) => forms.indexOf(a.rule.form) - forms.indexOf(b.rule.form));
}

async function loadRule(api: Api, key: string, state: DesignState) {
  const published = await loadPublished<RuleDefinition>(api, 'rule', key, state);
  const draft = draftOf(state.bundle, 'rule', key);
  const rule = (draft?.definition ?? published) as RuleDefinition | null;
  if (rule === null) return undefined;
  return { key, rule, status: statusOf(published, draft?.definition) };
}

/** Where a rule stands: `undefined` is no draft, `null` a draft that removes it. */
export function statusOf(published: unknown, draft: unknown): RuleStatus {
  if (draft === null) return 'removed';
  if (published === null) return 'draft';
  return draft === undefined || sameJson(published, draft) ? 'published' : 'changed';
}
