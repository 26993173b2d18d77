import { issue } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { Definition, DefinitionKind, RuleDefinition } from '@dougong/kernel/metadata';
import { invalid } from '../http/refusal.js';
import type { Draft } from '../releases/drafts.js';
import type { RuleDraft } from './form-rule-set.js';

/** A definition to put in the place of the published one of its name; without `definition` it is taken out. */
export interface ReplayDraft {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly definition?: Definition;
  /** Where it stands in the request. */
  readonly at: string;
}

/** What changes the outcome of a save, so that replaying it tells something. */
const REPLAYED: readonly DefinitionKind[] = ['rule', 'form', 'formula', 'decision-table'];

/** What those may name; taken along from the drafts, so that a draft may name another one. */
const TAKEN_ALONG: readonly DefinitionKind[] = ['posting', 'register', 'flow', 'calendar'];

const AT = '/definitions';

/** Definitions that came with the request. */
export function givenDrafts(definitions: readonly unknown[]): readonly ReplayDraft[] {
  return definitions.map((value, index) => {
    const at = `${AT}/${index}`;
    const definition = readDefinition(value, at);
    return { kind: definition.kind, key: definition.key, definition, at };
  });
}

/** The drafts that are kept, as far as a replay takes them. */
export function keptDrafts(drafts: readonly Draft[]): readonly ReplayDraft[] {
  const replayed = drafts.filter(({ kind }) => REPLAYED.includes(kind));
  if (replayed.length === 0) throw invalid([issue('nothing_to_replay', AT)]);
  const isWhole = replayed.some(({ kind }) => kind !== 'rule');
  const along = isWhole ? drafts.filter(({ kind }) => TAKEN_ALONG.includes(kind)) : [];
  return [...replayed, ...along].map(({ kind, key, definition }, index) => {
    const at = `${AT}/${index}`;
    return definition ? { kind, key, definition: readDefinition(definition, at), at } : { kind, key, at };
  });
}

/** The rules among drafts. */
export function ruleDrafts(drafts: readonly ReplayDraft[]): readonly RuleDraft[] {
  return drafts.flatMap(({ kind, key, definition }) =>
    kind === 'rule' ? [definition ? { key, definition: definition as RuleDefinition } : { key }] : [],
  );
}

function readDefinition(value: unknown, at: string): Definition {
  const checked = checkDefinition(value);
  if (!checked.ok) throw invalid(checked.error.map((found) => ({ ...found, path: at + found.path })));
  const { kind } = checked.value;
  if (REPLAYED.includes(kind) || TAKEN_ALONG.includes(kind)) return checked.value;
  throw invalid([issue('unknown_kind', `${at}/kind`, { kind, known: REPLAYED })]);
}
