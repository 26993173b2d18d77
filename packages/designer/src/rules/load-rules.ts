import type { RuleDefinition } from '@dougong/kernel/metadata';
import type { Api } from '@dougong/ui/api';
import { publishedDefinitions } from '../definitions/all-definitions.js';
import { sameJson } from '../editing/index.js';
import { draftOf, loadSurroundings } from '../surroundings/load-surroundings.js';
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
  const published = new Map(
    (await publishedDefinitions('rule')).map((rule) => [rule.key, rule as RuleDefinition]),
  );
  const drafted = state.bundle.drafts.filter((draft) => draft.kind === 'rule').map((draft) => draft.key);
  const keys = [...new Set([...published.keys(), ...drafted])];
  const found = keys.flatMap((key) => entryOf(key, published.get(key) ?? null, state) ?? []);
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

function entryOf(key: string, published: RuleDefinition | null, { bundle }: DesignState) {
  const draft = draftOf(bundle, 'rule', key);
  const rule = (draft?.definition ?? published) as RuleDefinition | null;
  return rule === null ? undefined : { key, rule, status: statusOf(published, draft?.definition) };
}

/** Where a rule stands: `undefined` is no draft, `null` a draft that removes it. */
export function statusOf(published: unknown, draft: unknown): RuleStatus {
  if (draft === null) return 'removed';
  if (published === null) return 'draft';
  return draft === undefined || sameJson(published, draft) ? 'published' : 'changed';
}
