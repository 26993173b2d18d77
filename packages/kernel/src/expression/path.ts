import { fail } from './formula-error.js';
import type { Span } from './formula-error.js';
import { spend } from './frame.js';
import type { Frame, Typed } from './frame.js';
import { FORBIDDEN_NAMES, LINE_COLUMNS, OCCASION_VARIABLES, own, SYSTEM_VARIABLES } from './names.js';
import { nearest } from './nearest.js';
import { readShort } from './short-decimal.js';
import { readerOf } from './wire.js';
import type { Raw } from './wire.js';
import type { FieldTypes, RecordData, Scope, Value, ValueType } from './types.js';

/** How the names of an expression are read. */
export interface PathContext {
  readonly scope: Scope;
  /** `lines.x` means the whole column even where a current row is at hand. */
  readonly wholeColumns?: boolean;
  /** Inside a quantifier of a condition: the columns of the line that is looked at. */
  readonly lineColumns?: FieldTypes;
}

export interface ResolvedPath extends Typed {
  /** The path in field codes. */
  readonly path: string;
  /** The value as it travels, before its type is applied. */
  readonly read: (frame: Frame) => Raw;
  /** The path is nothing but this declared field, so `readDeclared` reads it without a detour. */
  readonly field?: string;
}

export interface PathName {
  readonly name: string;
  readonly span: Span;
}

/** A path under way: its type so far and how to read the raw value. */
interface Step {
  readonly type: ValueType;
  readonly path: string;
  readonly read: (frame: Frame) => Raw;
  readonly field?: string;
}

/** Resolves `name.name…` against the scope; own properties only. */
export function resolvePath(names: readonly PathName[], context: PathContext): ResolvedPath {
  const span = { start: names[0]?.span.start ?? 0, end: names.at(-1)?.span.end ?? 0 };
  for (const { name, span: at } of names)
    if (FORBIDDEN_NAMES.has(name)) fail('FORBIDDEN', at, { found: name });
  // A column of the line that is looked at goes before a title of the same name.
  const isColumn = context.lineColumns && own(context.lineColumns, names[0]?.name ?? '') !== undefined;
  const codes = isColumn ? names : inCodes(names, context.scope);
  let end = rootStep(codes[0] as PathName, context);
  for (let at = 1; at < codes.length; at += 1) end = memberStep(end, codes[at] as PathName, context);
  const { type, path, read, field } = end;
  const convert = readerOf(type, span, path);
  return { type, path, read, run: (frame) => convert(read(frame)), field };
}

/** The same path in a formula: a computed field that failed makes whatever reads it fail. */
export function failingWith({ type, path, read, run }: ResolvedPath, span: Span, whole: boolean): Typed {
  const check = ({ input }: Frame): void => {
    const error = input.failed?.(path, whole);
    if (error !== undefined) fail(error.kind, span, error.params);
  };
  const checked = (frame: Frame): Value => {
    check(frame);
    return run(frame);
  };
  if (type.kind !== 'number') return { type, run: checked };
  const short: Typed['short'] = (frame) => {
    check(frame);
    return readShort(read(frame));
  };
  return { type, run: checked, short };
}

/** Replaces titles by the codes they name; a title may stand for a whole path. */
function inCodes(names: readonly PathName[], scope: Scope): readonly PathName[] {
  const [first] = names as readonly [PathName];
  const rootKnown = own(scope.fields, first.name) !== undefined;
  if (rootKnown && names.length === 1) return names;
  const [root, ...members] = names as readonly [PathName, ...PathName[]];
  const rootPath = rootKnown ? root.name : (own(scope.titles ?? {}, root.name) ?? root.name);
  const parts = rootPath.split('.');
  const codes = [...parts.map((name) => ({ name, span: root.span })), ...members];
  return members.length === 1 && parts.length === 1 ? columnTitle(codes, scope) : codes;
}

function columnTitle(codes: readonly PathName[], scope: Scope): readonly PathName[] {
  const [table, column] = codes as readonly [PathName, PathName];
  return [table, { name: columnCode(table.name, column.name, scope), span: column.span }];
}

/** `明细.单价`: a column's title stands for `lines.price`. What is no title of a column stays as it is. */
export function columnCode(table: string, column: string, { fields, titles = {} }: Scope): string {
  const type = own(fields, table);
  if (type?.kind !== 'table' || own(type.columns, column) !== undefined) return column;
  const path = own(titles, `${table}.${column}`) ?? own(titles, column);
  return path?.startsWith(`${table}.`) ? path.slice(table.length + 1) : column;
}

function rootStep({ name, span }: PathName, context: PathContext): Step {
  const column = context.lineColumns && (own(context.lineColumns, name) ?? own(LINE_COLUMNS, name));
  if (column !== undefined) return { type: column, path: name, read: (frame) => own(frame.line, name) };
  const declared = context.lineColumns === undefined ? own(context.scope.fields, name) : undefined;
  const type = declared ?? own(SYSTEM_VARIABLES, name);
  if (type !== undefined) {
    const isField = declared !== undefined && !OCCASION_VARIABLES.has(name);
    const read = rootReader(name, declared !== undefined);
    return { type, path: name, read, field: isField ? name : undefined };
  }
  const known = Object.keys(context.lineColumns ?? context.scope.fields);
  return fail('UNKNOWN_VARIABLE', span, { name, ...nearest(name, known) });
}

/** A record must not be able to pretend to be another actor or another day. */
function rootReader(name: string, declared: boolean): Step['read'] {
  if (!OCCASION_VARIABLES.has(name)) return (frame) => readDeclared(frame, name);
  if (!declared) return (frame) => own(frame.input.variables, name);
  return (frame) => own(frame.input.variables, name) ?? own(frame.input.record, name);
}

/** Reads a declared field; what the record does not have may stand beside it. */
export function readDeclared(frame: Frame, name: string): Raw {
  const value = own(frame.input.record, name);
  return value === undefined ? own(frame.input.variables, name) : value;
}

function memberStep(step: Step, member: PathName, context: PathContext): Step {
  const path = `${step.path}.${member.name}`;
  const { type } = step;
  if (type.kind === 'table') return columnStep(step, type.columns, member, context);
  if (type.kind === 'reference') return referenceStep(step, type, member, path);
  if (type.kind === 'record') return recordStep(step, type.fields, member, path);
  if (type.kind === 'list' && type.of.kind === 'reference') return listStep(step, type.of, member, path);
  return fail('TYPE', member.span, { name: step.path, expected: 'record', given: type.kind });
}

function columnStep(step: Step, columns: FieldTypes, member: PathName, context: PathContext): Step {
  const { name, span } = member;
  const type = own(columns, name) ?? own(LINE_COLUMNS, name) ?? unknownMember(member, columns);
  const path = `${step.path}.${name}`;
  if (context.scope.row === step.path && !context.wholeColumns) {
    return { type, path, read: (frame) => own(frame.input.row, name) };
  }
  const read = (frame: Frame): Raw => {
    const rows = (step.read(frame) ?? []) as readonly RecordData[];
    spend(frame, rows.length, span);
    return rows.map((row) => own(row, name) ?? null) as readonly (string | null)[] as Raw;
  };
  return { type: { kind: 'list', of: type }, path, read };
}

type ReferenceType = Extract<ValueType, { kind: 'reference' }>;

function referenceStep(step: Step, type: ReferenceType, member: PathName, path: string): Step {
  return {
    type: fieldOf(type.fields(), member),
    path,
    read: (frame) => readReferred(frame, type.form, step.read(frame), member.name),
  };
}

function listStep(step: Step, type: ReferenceType, member: PathName, path: string): Step {
  const read = (frame: Frame): Raw =>
    (step.read(frame) as readonly Raw[]).map(
      (id) => readReferred(frame, type.form, id, member.name) ?? null,
    ) as Raw;
  return { type: { kind: 'list', of: fieldOf(type.fields(), member) }, path, read };
}

function recordStep(step: Step, fields: FieldTypes, member: PathName, path: string): Step {
  const type = own(fields, member.name) ?? unknownMember(member, fields);
  return { type, path, read: (frame) => own(step.read(frame) as RecordData | undefined, member.name) };
}

function readReferred(frame: Frame, form: string, id: Raw, name: string): Raw {
  return typeof id === 'string' && id !== '' ? own(frame.input.reference?.(form, id), name) : null;
}

function fieldOf(fields: FieldTypes, member: PathName): ValueType {
  const system = OCCASION_VARIABLES.has(member.name) ? undefined : own(SYSTEM_VARIABLES, member.name);
  return own(fields, member.name) ?? system ?? unknownMember(member, fields);
}

function unknownMember(member: PathName, fields: FieldTypes): never {
  return fail('UNKNOWN_VARIABLE', member.span, {
    name: member.name,
    ...nearest(member.name, Object.keys(fields)),
  });
}
