import type { ReleaseFinding } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { isError } from '@dougong/kernel/foundation';
import { mergeBundles, openConflicts } from '@dougong/kernel/metadata';
import type { Bundle, ConflictChoices, Definition, LayerConflict } from '@dougong/kernel/metadata';
import { composeTemplates } from '@dougong/kernel/templates';
import type { ComposedTemplates, TemplateIssue } from '@dougong/kernel/templates';
import { Refusal } from '../http/refusal.js';
import { PLATFORM_VERSION } from '../platform-version.js';
import { checkForPublish } from '../releases/check-for-publish.js';
import { definitionChanges } from '../releases/release-changes.js';
import type { DefinitionChange } from '../releases/release-changes.js';
import { tellConflicts } from './conflict-words.js';
import type { ToldConflict } from './conflict-words.js';
import { layerOf } from './installed-templates.js';
import type { InstalledTemplate } from './installed-templates.js';

/** Which side is kept where nothing was chosen for a conflict. */
export type PreferredSide = 'mine' | 'theirs';

/** What is asked of a change of templates besides the templates themselves. */
export interface ChangeChoices {
  readonly choices?: ConflictChoices | undefined;
  readonly prefer?: PreferredSide | undefined;
}

/** The definitions that a change of templates leads to, and everything that there is to say about them. */
export interface ChangePlan {
  readonly definitions: readonly Definition[];
  readonly changes: readonly DefinitionChange[];
  readonly conflicts: readonly ToldConflict[];
  readonly choices: ConflictChoices;
  /** What a publish would say; errors refuse it. Empty while conflicts are open. */
  readonly findings: readonly ReleaseFinding[];
  /** Tables and columns that a publish makes. */
  readonly tables: readonly string[];
  /** The templates together, after the change. */
  readonly composed: ComposedTemplates;
}

export interface PlanInput extends ChangeChoices {
  readonly before: readonly InstalledTemplate[];
  readonly after: readonly InstalledTemplate[];
  /** The release in force. */
  readonly inForce: readonly Definition[];
  readonly number: number;
}

/**
 * Three layers are merged: what the templates were together, the release in force (those with the local changes), and
 * what the templates are together after the change.
 */
export function planChange({ before, after, inForce, number, ...chosen }: PlanInput): ChangePlan {
  const base = composeTemplates(before.map(layerOf)).definitions;
  const composed = composeTemplates(after.map(layerOf), PLATFORM_VERSION);
  if (composed.issues.length > 0) throw unfit(composed.issues);
  return { ...planMerge({ base, mine: inForce, theirs: composed.definitions, number, ...chosen }), composed };
}

export interface MergeInput extends ChangeChoices {
  readonly base: readonly Definition[];
  readonly mine: readonly Definition[];
  readonly theirs: readonly Definition[];
  readonly number: number;
}

/** Merges three layers and checks the result. */
export function planMerge({
  base,
  mine,
  theirs,
  number,
  choices = {},
  prefer,
}: MergeInput): Omit<ChangePlan, 'composed'> {
  const bundles = [base, mine, theirs] as unknown as readonly [Bundle, Bundle, Bundle];
  const first = mergeBundles(...bundles, choices);
  const complete = prefer === undefined ? choices : { ...choicesFor(first.conflicts, prefer), ...choices };
  const { value, conflicts } = prefer === undefined ? first : mergeBundles(...bundles, complete);
  const definitions = value as unknown as readonly Definition[];
  const isOpen = openConflicts(conflicts).length > 0;
  const checked = isOpen ? undefined : checkForPublish(number, definitions);
  return {
    definitions,
    changes: definitionChanges(mine, definitions),
    conflicts: tellConflicts(conflicts, { base, mine, theirs }),
    choices: complete,
    findings: checked?.findings ?? [],
    tables: checked ? newTables(mine, checked.models) : [],
  };
}

/** What the forms of a release need that those of the one in force did not have: `item`, `item.expiry`. */
function newTables(mine: readonly Definition[], models: ReadonlyMap<string, FormModel>): readonly string[] {
  const known = new Map(mine.flatMap((each) => (each.kind === 'form' ? [[each.key, each] as const] : [])));
  return [...models.values()].flatMap((model) => {
    const before = known.get(model.key);
    if (!before) return [model.key];
    const fields = Object.keys(model.definition.schema.properties);
    return fields
      .filter((field) => !(field in before.schema.properties))
      .map((field) => `${model.key}.${field}`);
  });
}

function choicesFor(conflicts: readonly LayerConflict[], side: PreferredSide): ConflictChoices {
  return Object.fromEntries(openConflicts(conflicts).map(({ id }) => [id, side]));
}

/** Templates that do not fit together, each fault with template, file and pointer. */
export function unfit(issues: readonly TemplateIssue[]): Refusal {
  return new Refusal(
    422,
    'templates_unfit',
    issues.map(({ template, file, ...found }) => ({ ...found, path: `/${template}/${file}${found.path}` })),
  );
}

/** Conflicts for which nothing was chosen, as a refusal. */
export function refuseOpen({ conflicts }: Pick<ChangePlan, 'conflicts'>): void {
  const open = openConflicts(conflicts) as readonly ToldConflict[];
  if (open.length === 0) return;
  throw new Refusal(
    409,
    'template_conflicts',
    open.map(({ about, id }) => ({ ...about, params: { ...about.params, conflict: id } })),
    { params: { count: open.length } },
  );
}

export function hasErrors({ findings }: Pick<ChangePlan, 'findings'>): boolean {
  return findings.some(isError);
}
