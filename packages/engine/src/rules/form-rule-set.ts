import type { CompiledRelease } from '@dougong/kernel/commands';
import { ok, refused } from '@dougong/kernel/foundation';
import type { Result } from '@dougong/kernel/foundation';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { compileRules, fieldConditionRules } from '@dougong/kernel/rules';
import type { CompiledRule, RuleIssue, RuleSet } from '@dougong/kernel/rules';

/** A rule to put in the place of the published one of its key; without a definition the rule is taken out. */
export interface RuleDraft {
  readonly key: string;
  readonly definition?: RuleDefinition;
}

/** The rules of a form that somebody may be told of, and how many are kept from him. */
export interface ToldRules {
  readonly rules: RuleSet;
  readonly withheld: number;
}

/** The published rules of a form, with drafts in their place. */
export function rulesOfForm(
  release: CompiledRelease,
  form: string,
  drafts: readonly RuleDraft[] = [],
): Result<RuleSet, readonly RuleIssue[]> {
  const replaced = new Set(drafts.map(({ key }) => key));
  const published = release.definitions.filter(
    (each): each is RuleDefinition => each.kind === 'rule' && each.form === form && !replaced.has(each.key),
  );
  const model = release.models.get(form);
  return compiled(release, [
    ...published,
    ...drafts.flatMap(({ definition }) => definition ?? []),
    ...(model ? fieldConditionRules(model) : []),
  ]);
}

/** Takes rules out of a set; those left are asked as if the others did not exist. */
export function onlyTold(
  release: CompiledRelease,
  set: RuleSet,
  form: string,
  isTold: (rule: CompiledRule) => boolean,
): ToldRules {
  const own = set.checked.filter((rule) => rule.form === form);
  const told = own.filter(isTold);
  const withheld = own.length - told.length;
  if (withheld === 0) return { rules: set, withheld };
  const left = compiled(
    release,
    told.map(({ definition }) => definition),
  );
  if (!left.ok) throw new Error(`rules of ${form} do not compile without others: ${left.error[0]?.code}`);
  return { rules: left.value, withheld };
}

function compiled(
  release: CompiledRelease,
  definitions: readonly RuleDefinition[],
): Result<RuleSet, readonly RuleIssue[]> {
  const set = compileRules(definitions, {
    models: release.models,
    postings: new Set(release.postings.keys()),
    flows: new Map([...release.flows.values()].map((flow) => [flow.key, flow.definition.form])),
    registers: new Map(
      release.definitions.flatMap((each) => (each.kind === 'register' ? [[each.key, each] as const] : [])),
    ),
  });
  return set.ok ? ok(set.value) : refused(set.error);
}
