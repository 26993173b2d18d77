import { Type } from '@sinclair/typebox';
import type { FieldModel, FormModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Localized, Result } from '../foundation/index.js';
import { FieldPath } from '../metadata/index.js';
import { defineAction } from './action-part.js';
import type { ActionEnvironment, ActionRun, Produced, RuleActionPart } from './action-part.js';
import type { LinkageEffect } from './rule-effect.js';

/** Actions that change how a form shows fields. They write nothing; the form and the server read what they say. */

type Switch = 'visible' | 'required' | 'readOnly';
type Said =
  | { readonly aspect: Switch; readonly value: boolean }
  | { readonly aspect: 'options'; readonly value: readonly string[] };

interface SwitchKind {
  readonly kind: string;
  readonly aspect: Switch;
  readonly title: Localized;
  readonly description: Localized;
}

/** An action that switches one aspect of fields on or off. */
export function switchPart({ aspect, ...names }: SwitchKind): RuleActionPart {
  return defineAction({
    ...names,
    version: 1,
    config: Type.Object(
      { fields: Type.Array(FieldPath, { minItems: 1, uniqueItems: true }), value: Type.Boolean() },
      { additionalProperties: false },
    ),
    phases: ['derive'],
    linkage: true,
    compile({ fields, value }, environment, at) {
      const found = findFields(fields, environment, `${at}/fields`);
      return found.ok ? ok(linking(found.value, { aspect, value })) : found;
    },
  });
}

/** A field, a column, or a whole table of lines. */
export interface LinkedField {
  readonly path: string;
  /** The table that it is a column of. */
  readonly line?: string;
}

/** Fields of the form by their paths; those of other forms cannot be shown or hidden here. */
export function findFields(
  paths: readonly string[],
  { form, line }: ActionEnvironment,
  at: string,
): Result<readonly LinkedField[], readonly Issue[]> {
  const found = paths.map((path) => fieldOf(form, path));
  const issues = found.flatMap((field, index) => {
    const place = pointer(at, index);
    if (!field) return [issue('unknown_field', place, { field: paths[index] })];
    return line !== undefined && field.line !== undefined && field.line !== line
      ? [issue('unknown_field', place, { field: paths[index] })]
      : [];
  });
  if (issues.length > 0) return refused(issues);
  return ok(found.flatMap((field) => (field ? [{ path: field.path, line: field.line }] : [])));
}

function fieldOf(form: FormModel, path: string): Pick<FieldModel, 'path' | 'line'> | undefined {
  return form.line(path) ? { path } : form.field(path);
}

/** What an action over fields says about them when it runs. */
export function linking(fields: readonly LinkedField[], said: Said) {
  return {
    reads: [],
    writes: [],
    hides: said.aspect === 'visible' && !said.value ? fields.map((field) => field.path) : [],
    execute: (run: ActionRun): Produced => ({ effects: say(fields, said, run), issues: [] }),
  };
}

/** In a rule over lines a column is that of the line at hand, elsewhere it is the whole column. */
function say(
  fields: readonly LinkedField[],
  said: Said,
  { source: { rule, action, line: asked } }: ActionRun,
): readonly LinkageEffect[] {
  return fields.map(({ path, line }) => {
    const place = line === undefined ? undefined : asked;
    // There may be thousands after each keystroke: written out, it costs a fraction of putting it together.
    const { aspect, value } = said;
    return { rule, action, line: place, type: 'link', field: path, aspect, value } as LinkageEffect;
  });
}
