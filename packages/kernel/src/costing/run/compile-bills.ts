import type { CompiledFormula, EvaluationInput, RecordData, Value } from '../../expression/index.js';
import { isFormulaError } from '../../expression/index.js';
import type { FormModel } from '../../forms/index.js';
import { Decimal, issue, ok, pointer, refused, ZERO } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { BillsDefinition } from '../../metadata/index.js';
import type { BillOfMaterials, Bills } from '../bill/index.js';
import { FormulaCompiler } from './compile-measure.js';

type Formulas = Readonly<Record<string, CompiledFormula>>;

interface CompiledTable {
  readonly field: string;
  readonly formulas: Formulas;
}

/** How records of a form are read as bills of materials. */
export interface CompiledBills {
  readonly definition: BillsDefinition;
  readonly model: FormModel;
  readonly header: Formulas;
  readonly lines: CompiledTable;
  readonly operations?: CompiledTable;
  readonly byProducts?: CompiledTable;
}

const NAMES: ReadonlySet<string> = new Set(['item', 'name']);

/** Checks the form that holds bills and compiles the formulas that read it. */
export function compileBills(
  definition: BillsDefinition,
  find: (form: string) => FormModel | undefined,
): Result<CompiledBills, readonly Issue[]> {
  const model = find(definition.form);
  if (!model) return refused([issue('unknown_form', '/form', { form: definition.form })]);
  const compiler = new FormulaCompiler();
  const { item, lot, phantom, validFrom } = definition;
  if (validFrom !== undefined && model.scope.fields[validFrom]?.kind !== 'date')
    compiler.issues.push(issue('business_date_not_a_date', '/validFrom', { field: validFrom }));
  const header = {
    item: compiler.text(item, model.scope, '/item'),
    lot: compiler.number(lot, model.scope, '/lot'),
    phantom: phantom === undefined ? undefined : compiler.value(phantom, model.scope, '/phantom'),
  };
  const table = (name: 'lines' | 'operations' | 'byProducts') =>
    compileTable(definition[name], model, compiler, `/${name}`);
  const [lines, operations, byProducts] = [table('lines'), table('operations'), table('byProducts')];
  if (compiler.issues.length > 0 || !lines) return refused(compiler.issues);
  return ok({ definition, model, header: known(header), lines, operations, byProducts });
}

function compileTable(
  definition: ({ readonly field: string } & Readonly<Record<string, string>>) | undefined,
  model: FormModel,
  compiler: FormulaCompiler,
  at: string,
): CompiledTable | undefined {
  if (!definition) return undefined;
  const { field, ...sources } = definition;
  if (!model.line(field)) {
    compiler.issues.push(issue('unknown_lines_field', pointer(at, 'field'), { field }));
    return undefined;
  }
  const scope = model.lineScope(field);
  const formulas = Object.entries(sources).map(([name, source]) => [
    name,
    compiler[NAMES.has(name) ? 'text' : 'number'](source, scope, pointer(at, name)),
  ]);
  return { field, formulas: known(Object.fromEntries(formulas)) };
}

function known(formulas: Readonly<Record<string, CompiledFormula | undefined>>): Formulas {
  return Object.fromEntries(
    Object.entries(formulas).filter((entry): entry is [string, CompiledFormula] => entry[1] !== undefined),
  );
}

/**
 * The bills that records hold. A record whose item is blank holds none; of two for one item the later one counts.
 * @param reference records behind references that the formulas look into.
 * @returns the bills, or `formula_error` for every formula that fails.
 */
export function readBills(
  compiled: CompiledBills,
  records: readonly RecordData[],
  reference: NonNullable<EvaluationInput['reference']>,
): Result<Bills, readonly Issue[]> {
  const reader = new BillReader(compiled);
  const bills = records.flatMap((record) => {
    const input = { record, reference };
    const item = reader.text(compiled.header, 'item', input);
    return item === '' ? [] : [[item, reader.bill(input)] as const];
  });
  return reader.issues.length > 0 ? refused(reader.issues) : ok(new Map(bills));
}

type ReadRow<Row> = (number: (name: string) => Decimal, text: (name: string) => string) => Row;

class BillReader {
  readonly issues: Issue[] = [];

  constructor(private readonly compiled: CompiledBills) {}

  bill(input: EvaluationInput): BillOfMaterials {
    const { header, lines, operations, byProducts } = this.compiled;
    return {
      lot: this.number(header, 'lot', input),
      phantom: header['phantom']?.evaluate(input) === true,
      lines: this.rows(lines, input, (number, text) => ({
        item: text('item'),
        quantity: number('quantity'),
        scrap: number('scrap'),
      })).filter(({ item }) => item !== ''),
      operations: this.rows(operations, input, (number, text) => ({
        name: text('name'),
        hours: number('hours'),
        rate: number('rate'),
      })),
      byProducts: this.rows(byProducts, input, (number, text) => ({
        item: text('item'),
        quantity: number('quantity'),
        share: number('share'),
      })),
    };
  }

  text(formulas: Formulas, name: string, input: EvaluationInput): string {
    const value = this.value(formulas, name, input);
    return typeof value === 'string' ? value : '';
  }

  private rows<Row>(table: CompiledTable | undefined, input: EvaluationInput, read: ReadRow<Row>): Row[] {
    const rows = table ? input.record[table.field] : undefined;
    if (!table || !Array.isArray(rows)) return [];
    return (rows as readonly RecordData[]).map((row) => {
      const at = { ...input, row };
      return read(
        (name) => this.number(table.formulas, name, at),
        (name) => this.text(table.formulas, name, at),
      );
    });
  }

  private number(formulas: Formulas, name: string, input: EvaluationInput): Decimal {
    const value = this.value(formulas, name, input);
    return Decimal.isDecimal(value) ? (value as Decimal) : ZERO;
  }

  private value(formulas: Formulas, name: string, input: EvaluationInput): Value | undefined {
    const value = formulas[name]?.evaluate(input);
    if (!isFormulaError(value)) return value;
    this.issues.push(
      issue('formula_error', pointer('/bills', String(input.record['id'])), { kind: value.kind }),
    );
    return undefined;
  }
}
