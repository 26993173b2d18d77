import { describeChanges } from '@dougong/kernel/changes';
import type { CheckedRelease, CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { isError } from '@dougong/kernel/foundation';
import type { Language } from '@dougong/kernel/foundation';
import { addressOf, pathInside } from '@dougong/kernel/metadata';
import type { Definition, LayerConflict } from '@dougong/kernel/metadata';
import type { ChangeSet, Connections, PromotionPlan } from '@dougong/kernel/promotion';
import { sentence } from '../http/sentences/index.js';
import type { PromotionView } from './promotion.wire.js';
import { tableChanges } from './table-changes.js';

export interface Considered {
  readonly set: ChangeSet;
  readonly plan: PromotionPlan;
  readonly current: CompiledRelease;
  readonly checked: CheckedRelease;
  readonly missing: Connections;
  readonly templates: PromotionView['templates'];
}

/** What a promotion would do, in words of the reader's language and as data. */
export function promotionView(considered: Considered, language: Language): PromotionView {
  const { set, plan, current, checked, missing, templates } = considered;
  const after = plan.result as unknown as readonly Definition[];
  return {
    from: set.from,
    release: current.number,
    changes: describeChanges(current.definitions, after).map(({ kind, key, title, change, changes }) => ({
      kind,
      key,
      title,
      change,
      details: changes.map(({ path, weight, code, params }) => ({
        path,
        weight,
        text: sentence(code, params, language),
      })),
    })),
    conflicts: plan.conflicts.map(conflictView),
    same: plan.same.length,
    onlyHere: [...plan.onlyHere],
    findings: checked.findings.map((finding) => findingView(finding, language)),
    tables: tableChanges(current.models, checked.models).map((each) => ({
      ...each,
      added: [...each.added],
      unused: [...each.unused],
      retyped: [...each.retyped],
    })),
    missing: { endpoints: [...missing.endpoints], hooks: [...missing.hooks] },
    templates,
    isReady: plan.open.length === 0 && !checked.findings.some(isError),
  };
}

function conflictView({ id, pointer, base, mine, theirs, mergeable, choice }: LayerConflict) {
  return {
    id,
    ...addressOf(pointer),
    pointer: pathInside(pointer),
    base: base ?? null,
    mine: mine ?? null,
    theirs: theirs ?? null,
    mergeable,
    choice: typeof choice === 'string' ? choice : null,
  };
}

function findingView(
  { definition, path, code, params, severity = 'error' }: ReleaseFinding,
  language: Language,
) {
  return { ...definition, path, code, severity, text: sentence(code, params ?? {}, language) };
}
