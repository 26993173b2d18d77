import type { CompiledFormula, Scope } from '../../expression/index.js';
import type { FormModel } from '../../forms/index.js';
import { issue, ok, pointer, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { allocationReadings } from '../../metadata/index.js';
import type { AllocationDefinition } from '../../metadata/index.js';
import { compileBills } from './compile-bills.js';
import type { CompiledBills } from './compile-bills.js';
import { FormulaCompiler } from './compile-measure.js';
import type { CompiledMeasure } from './compile-measure.js';
import { compileSource } from './compile-source.js';
import type { AllocationContext, CompiledSource } from './compile-source.js';

/** Formulas of the documents that settle a run, by the fields that they fill. */
export interface CompiledSettlement {
  readonly form: FormModel;
  readonly values: ReadonlyMap<string, CompiledFormula>;
  readonly lines?: { readonly field: string; readonly values: ReadonlyMap<string, CompiledFormula> };
}

/** An allocation ready to run. */
export interface CompiledAllocation {
  readonly key: string;
  readonly definition: AllocationDefinition;
  readonly sources: ReadonlyMap<string, CompiledSource>;
  /** By the pointer of the place that reads: `/pools/0`, `/output`. */
  readonly measures: ReadonlyMap<string, CompiledMeasure>;
  /** How far units in process are, in the order of the groups. */
  readonly degrees: readonly CompiledFormula[];
  readonly bills?: CompiledBills;
  readonly settlement?: CompiledSettlement;
}

/** Checks an allocation against the registers, forms and postings that it names and compiles its formulas. */
export function compileAllocation(
  definition: AllocationDefinition,
  context: AllocationContext,
): Result<CompiledAllocation, readonly Issue[]> {
  const compiler = new FormulaCompiler();
  const sources = compileSources(definition, context, compiler);
  const measures = compileMeasures(definition, sources, compiler);
  checkReceiver(definition, context, compiler);
  checkCharges(definition, sources, compiler);
  const degrees = compileDegrees(definition, sources, compiler);
  const { standard } = definition;
  const bills = standard && compiler.take(compileBills(standard.bills, context.model), '/standard/bills');
  const settlement = compileSettlement(definition, context, compiler);
  if (compiler.issues.length > 0) return refused(compiler.issues);
  const parts = { sources, measures, degrees, bills, settlement };
  return ok({ key: definition.key, definition, ...parts });
}

function compileSources(
  definition: AllocationDefinition,
  context: AllocationContext,
  compiler: FormulaCompiler,
): ReadonlyMap<string, CompiledSource> {
  const compiled = definition.sources.map((source, at) => {
    const result = compiler.take(compileSource(source, context), pointer('/sources', at));
    return result ? [[source.id, result] as const] : [];
  });
  return new Map(compiled.flat());
}

function compileMeasures(
  definition: AllocationDefinition,
  sources: ReadonlyMap<string, CompiledSource>,
  compiler: FormulaCompiler,
): ReadonlyMap<string, CompiledMeasure> {
  const compiled = allocationReadings(definition).flatMap((place) => {
    const source = sources.get(place.reading.source);
    return source ? [[place.at, compiler.measure(place, source.scope)] as const] : [];
  });
  return new Map(compiled);
}

function checkReceiver(
  { receiver: { form, product } }: AllocationDefinition,
  { model }: AllocationContext,
  compiler: FormulaCompiler,
): void {
  const found = form === undefined ? undefined : model(form);
  if (form !== undefined && !found) compiler.issues.push(issue('unknown_form', '/receiver/form', { form }));
  if (product !== undefined && found?.scope.fields[product]?.kind !== 'reference')
    compiler.issues.push(issue('unknown_field', '/receiver/product', { field: product }));
}

/** Use is counted by a resource of a register whose movements are summed. */
function checkCharges(
  { charges = [] }: AllocationDefinition,
  sources: ReadonlyMap<string, CompiledSource>,
  compiler: FormulaCompiler,
): void {
  charges.forEach(({ source, used }, at) => {
    const found = sources.get(source);
    if (!found) return;
    const { register, definition } = found;
    const isSummed = definition.take === undefined || ['in', 'out', 'net'].includes(definition.take);
    if (!register || !isSummed)
      compiler.issues.push(issue('use_without_turnovers', pointer('/charges', at, 'source'), { source }));
    else if (!register.resources.some(({ id }) => id === used))
      compiler.issues.push(
        issue('unknown_resource', pointer('/charges', at, 'used'), { register: register.key }),
      );
  });
}

function compileDegrees(
  { inProcess }: AllocationDefinition,
  sources: ReadonlyMap<string, CompiledSource>,
  compiler: FormulaCompiler,
): readonly CompiledFormula[] {
  const source = inProcess && sources.get(inProcess.source);
  if (!source) return [];
  return inProcess.degrees.flatMap(({ degree }, at) => {
    const path = pointer('/inProcess/degrees', at, 'degree');
    return compiler.number(degree, source.scope, path) ?? [];
  });
}

const NUMBER = { kind: 'number' } as const;
const TEXT = { kind: 'text' } as const;
const DATE = { kind: 'date' } as const;

/** Name of the table of receipts in formulas of settling documents. */
export const RECEIPTS = 'receipts';

function settlementScope({ receiver }: AllocationDefinition, context: AllocationContext): Scope {
  const { form } = receiver;
  const named =
    form === undefined
      ? TEXT
      : ({ kind: 'reference', form, fields: () => context.model(form)?.scope.fields ?? {} } as const);
  return {
    fields: {
      receiver: named,
      product: TEXT,
      amount: NUMBER,
      provisional: NUMBER,
      actual: NUMBER,
      quantity: NUMBER,
      version: NUMBER,
      period_from: DATE,
      period_to: DATE,
      [RECEIPTS]: {
        kind: 'table',
        columns: { document: TEXT, line_no: NUMBER, quantity: NUMBER, amount: NUMBER },
      },
    },
    functions: context.functions,
  };
}

function compileSettlement(
  definition: AllocationDefinition,
  context: AllocationContext,
  compiler: FormulaCompiler,
): CompiledSettlement | undefined {
  const { settlement } = definition;
  if (!settlement) return undefined;
  const form = context.model(settlement.form);
  if (!form) {
    compiler.issues.push(issue('unknown_form', '/settlement/form', { form: settlement.form }));
    return undefined;
  }
  const { lines, action } = settlement;
  if (action !== undefined && !form.lifecycle.actions.has(action))
    compiler.issues.push(issue('unknown_action', '/settlement/action', { action }));
  if (lines && !form.line(lines.field))
    compiler.issues.push(issue('unknown_lines_field', '/settlement/lines/field', { field: lines.field }));
  const scope = settlementScope(definition, context);
  const fill = (values: Readonly<Record<string, string>>, base: string, prefix: string, used: Scope) =>
    new Map(
      Object.entries(values).flatMap(([field, source]) => {
        const at = pointer(base, field);
        if (!form.field(prefix + field)) compiler.issues.push(issue('unknown_field', at, { field }));
        const formula = compiler.value(source, used, at);
        return formula ? [[field, formula] as const] : [];
      }),
    );
  return {
    form,
    values: fill(settlement.values, '/settlement/values', '', scope),
    ...(lines && {
      lines: {
        field: lines.field,
        values: fill(lines.values, '/settlement/lines/values', `${lines.field}.`, {
          ...scope,
          row: RECEIPTS,
        }),
      },
    }),
  };
}
