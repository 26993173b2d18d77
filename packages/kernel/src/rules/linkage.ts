import type { RecordData } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { askRule } from './ask-rule.js';
import { askings, inForce, passOver } from './rule-context.js';
import type { RuleContext } from './rule-context.js';
import type { LinkageEffect } from './rule-effect.js';
import { Groups } from './rule-gate.js';
import type { RuleSet } from './rule-set.js';

/** How rules want one field shown. What no rule speaks of is as the form says. */
export interface FieldLinkage {
  readonly visible?: boolean;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly options?: readonly string[];
  /** Aspect -> the rule that settled it. */
  readonly by: Readonly<Partial<Record<LinkageEffect['aspect'], string>>>;
}

/** How rules want a form shown: by `qty`, `lines`, `lines.qty`, and `lines.qty/<line id>` for one line. */
export type FormLinkage = ReadonlyMap<string, FieldLinkage>;

/**
 * What rules make of a form's fields for a record as it stands. It depends on the values alone, never on what was
 * changed last, so the form and the server come to the same answer. Of two rules the one that goes first settles it.
 */
export function linkageOf(
  rules: RuleSet,
  model: FormModel,
  record: RecordData,
  context: RuleContext = {},
): FormLinkage {
  const linkage = new Map<string, Draft>();
  const groups = new Groups();
  const pass = passOver(record, context);
  for (const rule of inForce(rules.linkages(model.key), context, () => undefined)) {
    for (const asking of askings(rule, pass)) {
      context.onWork?.(rule.definition.title);
      for (const effect of askRule(rule, asking, groups).produced?.effects ?? [])
        if (effect.type === 'link') note(linkage, effect);
    }
  }
  context.onRest?.();
  return linkage;
}

/** A field's linkage under way: it is filled in place, for there may be thousands. */
type Draft = { -readonly [K in keyof FieldLinkage]: FieldLinkage[K] } & {
  by: Partial<Record<LinkageEffect['aspect'], string>>;
};

function note(linkage: Map<string, Draft>, effect: LinkageEffect): void {
  const { field, line, aspect, rule } = effect;
  const slot = line === undefined ? field : `${field}/${line}`;
  const known = linkage.get(slot) ?? { by: {} };
  if (known.by[aspect] !== undefined) return;
  if (effect.aspect === 'options') known.options = effect.value;
  else known[effect.aspect] = effect.value;
  known.by[aspect] = rule.key;
  linkage.set(slot, known);
}

const PLAIN: FieldLinkage = { by: {} };

/**
 * How a field is shown, in one line of a table if a line is named: what is said of the line goes before the column, and
 * that before the table. A table that is hidden or locked is so with all its columns.
 */
export function fieldLinkage(linkage: FormLinkage, path: string, line?: string): FieldLinkage {
  const end = path.indexOf('.');
  const table = end < 0 ? undefined : linkage.get(path.slice(0, end));
  const whole = over(table && ofColumns(table), linkage.get(path));
  return over(whole, line === undefined ? undefined : linkage.get(`${path}/${line}`)) ?? PLAIN;
}

/** What is said of a table and holds for its columns; that it is asked for means a line, not every cell. */
function ofColumns({ visible, readOnly, by }: FieldLinkage): FieldLinkage {
  return { ...(visible === false ? { visible } : {}), ...(readOnly ? { readOnly } : {}), by };
}

function over(wide: FieldLinkage | undefined, narrow: FieldLinkage | undefined): FieldLinkage | undefined {
  if (wide === undefined || narrow === undefined) return narrow ?? wide;
  return { ...wide, ...narrow, by: { ...wide.by, ...narrow.by } };
}
