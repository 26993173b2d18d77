import { definitionName } from '@dougong/kernel/metadata';
import { compileRelease } from '@dougong/kernel/commands';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import { invalid } from '../http/refusal.js';
import type { ReplayDraft } from './replay-drafts.js';

const AT = '/definitions';

/**
 * The release as it would be with the drafts, compiled as a publish compiles it. Tests are left aside: what a draft
 * breaks is what a replay is asked about. Who may see what stays as it is published, whatever a draft says of it.
 */
export function draftRelease(release: CompiledRelease, drafts: readonly ReplayDraft[]): CompiledRelease {
  const replaced = new Set(drafts.map(definitionName));
  const kept = release.definitions.filter((each) => !replaced.has(definitionName(each)));
  const definitions = [...kept, ...drafts.flatMap(({ definition }) => definition ?? [])].map(withoutTests);
  const compiled = compileRelease(release.number, definitions);
  if (!compiled.ok) return refuseFindings(compiled.error, drafts);
  return { ...compiled.value, access: release.access };
}

/** The forms whose records a draft may change: its own, and those whose formulas or rules call it. */
export function formsOfDrafts(release: CompiledRelease, drafts: readonly ReplayDraft[]): readonly string[] {
  const definitions = [...release.definitions, ...drafts.flatMap(({ definition }) => definition ?? [])];
  const own = drafts.flatMap((draft) => formOfDraft(release, draft) ?? []);
  const functions = drafts.filter(({ kind }) => isFunction(kind));
  const callers = callersOf(
    definitions,
    functions.map(({ key }) => key),
  );
  return [...new Set([...own, ...callers.flatMap((each) => formBehind(each) ?? [])])];
}

function formOfDraft(release: CompiledRelease, { kind, key, definition }: ReplayDraft): string | undefined {
  if (kind === 'rule' && !definition) return release.rules.rule(key)?.form;
  if (kind === 'form') return key;
  return definition && (kind === 'rule' || kind === 'decision-table') ? formBehind(definition) : undefined;
}

/** The form whose records a definition is about. */
function formBehind(definition: Definition): string | undefined {
  if (definition.kind === 'form') return definition.key;
  return definition.kind === 'rule' || definition.kind === 'decision-table' ? definition.form : undefined;
}

/** Definitions that call one of the functions, also through other functions. */
function callersOf(definitions: readonly Definition[], functions: readonly string[]): readonly Definition[] {
  const titled = new Map(definitions.filter(({ kind }) => isFunction(kind)).map((each) => [each.key, each]));
  const found = new Set<Definition>();
  const asked = new Set(functions);
  for (const key of asked) {
    const call = callPattern([key, ...Object.values(titled.get(key)?.title ?? {})]);
    for (const each of definitions) {
      if (found.has(each) || !call.test(JSON.stringify(each))) continue;
      found.add(each);
      if (isFunction(each.kind)) asked.add(each.key);
    }
  }
  return [...found];
}

function callPattern(names: readonly string[]): RegExp {
  const callable = names.filter((name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${callable.join('|')})\\s*[(（]`, 'u');
}

function isFunction(kind: string): boolean {
  return kind === 'formula' || kind === 'decision-table';
}

function withoutTests(definition: Definition): Definition {
  if (!('tests' in definition)) return definition;
  const { tests: _, ...rest } = definition;
  return rest as Definition;
}

/** What stands in a draft has its place in the request; what it breaks elsewhere is named by its definition. */
function refuseFindings(findings: readonly ReleaseFinding[], drafts: readonly ReplayDraft[]): never {
  const places = new Map(drafts.map((draft) => [definitionName(draft), draft.at]));
  const errors = findings.filter(({ severity }) => severity === undefined || severity === 'error');
  throw invalid(
    errors.map(({ code, path, params, definition }) => {
      const at = places.get(definitionName(definition));
      return at === undefined
        ? { code, path: AT, params: { ...params, kind: definition.kind, key: definition.key } }
        : { code, path: at + path, ...(params ? { params } : {}) };
    }),
  );
}
