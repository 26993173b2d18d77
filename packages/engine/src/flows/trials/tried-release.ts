import { definitionName } from '@dougong/kernel/metadata';
import { createHash, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { compileRelease } from '@dougong/kernel/commands';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { isError, issue } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { Definition, DefinitionKind, FlowDefinition } from '@dougong/kernel/metadata';
import { LRUCache } from 'lru-cache';
import { invalid } from '../../http/refusal.js';

/** What can be tried before a publish, because no table changes with it. */
const TAKEN_ALONG: ReadonlySet<DefinitionKind> = new Set([
  'flow',
  'rule',
  'decision-table',
  'formula',
  'posting',
  'calendar',
  'notification',
]);

/** What a trial leaves as it is published, and says so. */
const LEFT: ReadonlySet<DefinitionKind> = new Set(['form', 'register', 'role']);

const KEPT_MAX = 4;
const AT = '/definition';
/** Numbers of tried releases are negative: no published one ever meets them. */
const NUMBERS = 2 ** 31 - 1;

type Named = Pick<Definition, 'kind' | 'key'>;

/** A definition that somebody works on; without `definition` it is to be removed. */
export interface TriedDraft extends Named {
  readonly definition: Definition | null;
}

/** A release as it would be with what is tried. */
export interface TriedRelease {
  readonly release: CompiledRelease;
  /** Drafts that were not taken along. */
  readonly left: readonly Named[];
}

/** The drawing as it was sent, and what else is tried with it. */
export interface TriedParts {
  readonly published: CompiledRelease;
  readonly flow: string;
  readonly definition?: unknown;
  readonly drafts: readonly TriedDraft[];
}

/** Compiles what is tried; the last ones are kept, because a designer asks again after each step. */
@Injectable()
export class TriedReleases {
  private readonly compiled = new LRUCache<string, CompiledRelease>({ max: KEPT_MAX });

  /** The published definitions with the drafts and the drawing put in. */
  of({ published, flow, definition, drafts }: TriedParts): TriedRelease {
    const given = definition === undefined ? undefined : givenFlow(flow, definition);
    const changes = drafts.filter(
      ({ kind, key }) => TAKEN_ALONG.has(kind) && !(given && isFlow(kind, key, flow)),
    );
    const byName = new Map(published.definitions.map((each) => [definitionName(each), each]));
    for (const draft of changes) put(byName, draft, draft.definition);
    if (given) byName.set(definitionName(given), given);
    const definitions = [...byName.values()].map(withoutTests);
    return {
      release: this.compile(definitions, flow),
      left: drafts.filter(({ kind }) => LEFT.has(kind)).map(({ kind, key }) => ({ kind, key })),
    };
  }

  /** A release that is about to be published, under a number of its own. */
  ofDefinitions(definitions: readonly Definition[]): CompiledRelease {
    return this.compile(definitions.map(withoutTests), undefined);
  }

  private compile(definitions: readonly Definition[], flow: string | undefined): CompiledRelease {
    const name = createHash('sha256').update(JSON.stringify(definitions)).digest('base64');
    const known = this.compiled.get(name);
    if (known) return known;
    const compiled = compileRelease(-randomInt(1, NUMBERS), definitions);
    if (!compiled.ok) return refuseFindings(compiled.error, flow);
    this.compiled.set(name, compiled.value);
    return compiled.value;
  }
}

function isFlow(kind: string, key: string, flow: string): boolean {
  return kind === 'flow' && key === flow;
}

function put(byName: Map<string, Definition>, name: Named, definition: Definition | null): void {
  if (definition) byName.set(definitionName(name), definition);
  else byName.delete(definitionName(name));
}

/** Tests of the drawing are none of the trial's business; they may speak of what is being redrawn. */
function givenFlow(flow: string, value: unknown): FlowDefinition {
  const { tests: _tests, ...drawing } = (value ?? {}) as Record<string, unknown>;
  const checked = checkDefinition(drawing);
  if (!checked.ok) throw invalid(checked.error.map((found) => ({ ...found, path: AT + found.path })));
  const definition = checked.value;
  if (!isFlow(definition.kind, definition.key, flow) || definition.kind !== 'flow')
    throw invalid([issue('draft_key_differs', `${AT}/key`)]);
  return definition;
}

function withoutTests(definition: Definition): Definition {
  if (!('tests' in definition)) return definition;
  const { tests: _tests, ...rest } = definition;
  return rest as Definition;
}

/** What stands in the drawing has its place in the request; what is wrong elsewhere is named by its definition. */
function refuseFindings(findings: readonly ReleaseFinding[], flow: string | undefined): never {
  throw invalid(
    findings
      .filter(isError)
      .map(({ code, path, params, definition: { kind, key } }) =>
        flow !== undefined && isFlow(kind, key, flow)
          ? { code, path: AT + path, ...(params ? { params } : {}) }
          : { code, path: '/drafts', params: { ...params, kind, key } },
      ),
  );
}
