import type { Static, TObject } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { EvaluationInput, FieldTypes, Scope } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { refused } from '../foundation/index.js';
import type { Issue, Part, Result } from '../foundation/index.js';
import { schemaIssues } from '../metadata/index.js';
import type { RegisterDefinition, RulePhase } from '../metadata/index.js';
import type { CompiledNotification } from './compile-notification.js';
import type { EffectSource, RuleEffect } from './rule-effect.js';

/** Where actions are taken: in a phase of rules, or in an action node of a flow. */
export type ActionPhase = RulePhase | 'flow';

/** What stands beside rules in a release. */
export interface RuleSurroundings {
  readonly models: ReadonlyMap<string, FormModel>;
  /** Keys of the postings; left out where they are not known, then `post` is not checked. */
  readonly postings?: ReadonlySet<string>;
  /** Flow -> the form that it runs on; left out where flows are not known, then `startFlow` is not checked. */
  readonly flows?: ReadonlyMap<string, string>;
  /** Left out where registers are not known, then rules cannot wait for a threshold. */
  readonly registers?: ReadonlyMap<string, RegisterDefinition>;
  /** Templates of messages by key; left out where they are not known, then a message that names one is not checked. */
  readonly notifications?: ReadonlyMap<string, CompiledNotification>;
}

/** What an action may refer to when it is compiled. */
export interface ActionEnvironment extends RuleSurroundings {
  readonly form: FormModel;
  /** The table whose rows are asked one by one. */
  readonly line?: string;
  /** Names that the occasion brings besides the record: `payload`, `balance`. */
  readonly given?: FieldTypes;
  /** There is no record at hand: a schedule that fires once, a balance of nothing in particular. */
  readonly recordless?: boolean;
}

/** One execution: what may be read, for which line, in whose name. */
export interface ActionRun {
  readonly input: EvaluationInput;
  readonly lineIndex?: number;
  readonly source: EffectSource;
}

/** What an execution wants done, and what went wrong. */
export interface Produced {
  readonly effects: readonly RuleEffect[];
  readonly issues: readonly Issue[];
}

/** A record of a form that an action makes or changes besides the one at hand. */
export interface RecordTouch {
  readonly form: string;
  readonly kind: 'create' | 'update';
  /** The fields that it writes. */
  readonly fields: readonly string[];
}

export interface CompiledAction {
  /** Paths that its formulas read. */
  readonly reads: readonly string[];
  /** Paths of the record at hand that it writes while rules derive values. */
  readonly writes: readonly string[];
  /** Other records that it makes or changes. */
  readonly touches?: readonly RecordTouch[];
  /** Paths of the form that it hides. */
  readonly hides?: readonly string[];
  execute(run: ActionRun): Produced;
}

/**
 * A rule action. It compiles its formulas once and returns effects; it never writes.
 * To add one: a file `<verb-noun>.action.ts` and a line in the index of actions.
 */
export interface RuleActionPart extends Part {
  readonly phases: readonly ActionPhase[];
  /** Its issues are what it is for, no failure of its own: `onError` does not touch them. */
  readonly objects?: true;
  /** It shows, asks for, locks or narrows a field of a form. */
  readonly linkage?: true;
  /** It needs no record at hand, so an occasion without one may carry it out. */
  readonly recordless?: true;
  /** @param at pointer to the action in its definition, for the paths of issues. */
  compile(
    config: unknown,
    environment: ActionEnvironment,
    at: string,
  ): Result<CompiledAction, readonly Issue[]>;
}

interface ActionDefinition<S extends TObject> extends Omit<RuleActionPart, 'compile' | 'config'> {
  readonly config: S;
  compile(
    config: Static<S>,
    environment: ActionEnvironment,
    at: string,
  ): Result<CompiledAction, readonly Issue[]>;
}

/** Makes a part whose `compile` sees only configurations that fit its schema. */
export function defineAction<S extends TObject>(definition: ActionDefinition<S>): RuleActionPart {
  return {
    ...definition,
    compile: (config, environment, at) =>
      Value.Check(definition.config, config)
        ? definition.compile(config, environment, at)
        : refused(schemaIssues(definition.config, config, at)),
  };
}

/** The names that formulas and conditions of an action may use; of a table's row when one is named. */
export function scopeOf({ form, line, given }: Pick<ActionEnvironment, 'form' | 'line' | 'given'>): Scope {
  const scope = line === undefined ? form.scope : form.lineScope(line);
  return given === undefined ? scope : { ...scope, fields: { ...scope.fields, ...given } };
}
