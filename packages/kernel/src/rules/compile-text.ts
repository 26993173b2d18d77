import { compileFormula, isFormulaError } from '../expression/index.js';
import type { CompiledFormula, EvaluationInput, Scope, Value } from '../expression/index.js';
import type { FieldModel } from '../forms/index.js';
import { Decimal, decimalText, fixedText, ok, refused } from '../foundation/index.js';
import type { Issue, Language, Localized, Result } from '../foundation/index.js';
import { scopeOf } from './action-part.js';
import type { ActionEnvironment } from './action-part.js';

/** A text for people with `{field.path}` placeholders, ready to be filled from a record. */
export interface CompiledText {
  readonly reads: readonly string[];
  render(input: EvaluationInput): Localized;
}

/** The fields whose values texts repeat, if there are any. */
export function toldFields(texts: readonly CompiledText[]): { readonly tells?: readonly string[] } {
  const tells = [...new Set(texts.flatMap(({ reads }) => reads))];
  return tells.length === 0 ? {} : { tells };
}

type Segment = string | Placeholder;

/** A field whose value stands in a text. */
export interface Placeholder {
  readonly formula: CompiledFormula;
  readonly field?: FieldModel;
}

const PLACEHOLDER = /\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}/g;
const YES_NO: Readonly<Record<Language, readonly [string, string]>> = {
  'zh-CN': ['否', '是'],
  en: ['No', 'Yes'],
};

/** Compiles a text; a placeholder that names no field is an issue. */
export function compileText(
  text: Localized,
  environment: ActionEnvironment,
  at: string,
): Result<CompiledText, readonly Issue[]> {
  const chinese = segments(text['zh-CN'], environment, `${at}/zh-CN`);
  const english = segments(text.en, environment, `${at}/en`);
  if (!chinese.ok || !english.ok)
    return refused([...(chinese.ok ? [] : chinese.error), ...(english.ok ? [] : english.error)]);
  return ok({
    reads: [...chinese.value, ...english.value].flatMap((part) =>
      typeof part === 'string' ? [] : part.formula.dependencies,
    ),
    render: (input) => ({
      'zh-CN': join(chinese.value, input, 'zh-CN'),
      en: join(english.value, input, 'en'),
    }),
  });
}

function segments(
  text: string,
  environment: ActionEnvironment,
  at: string,
): Result<readonly Segment[], readonly Issue[]> {
  const found: Segment[] = [];
  const issues: Issue[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    found.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const placeholder = compilePlaceholder(match[1] ?? '', environment);
    if (placeholder.ok) found.push(placeholder.value);
    else issues.push(...placeholder.error.map((problem) => ({ ...problem, path: at })));
  }
  return issues.length > 0 ? refused(issues) : ok([...found, text.slice(end)]);
}

/** Compiles one field that a text repeats. */
export function compilePlaceholder(
  path: string,
  environment: ActionEnvironment,
): Result<Placeholder, readonly Issue[]> {
  const scope = scopeOf(environment);
  const compiled = compileFormula(path, scope);
  if (!compiled.ok) return compiled;
  const titled = compileTitle(path, compiled.value, scope, environment);
  return ok({ formula: titled ?? compiled.value, field: environment.form.field(path) });
}

/** A reference is shown as the title of the record that it names. */
function compileTitle(
  path: string,
  formula: CompiledFormula,
  scope: Scope,
  { models }: ActionEnvironment,
): CompiledFormula | undefined {
  if (formula.type.kind !== 'reference') return undefined;
  const titleField = models.get(formula.type.form)?.definition.ui.titleField;
  const titled = titleField === undefined ? undefined : compileFormula(`${path}.${titleField}`, scope);
  return titled?.ok ? titled.value : undefined;
}

function join(parts: readonly Segment[], input: EvaluationInput, language: Language): string {
  return parts.map((part) => (typeof part === 'string' ? part : fill(part, input, language))).join('');
}

/** What stands in a text for a field of the record. */
export function fill({ formula, field }: Placeholder, input: EvaluationInput, language: Language): string {
  const value = formula.evaluate(input);
  if (isFormulaError(value)) return '';
  return shown(value, formula, field, language);
}

function shown(
  value: Value,
  formula: CompiledFormula,
  field: FieldModel | undefined,
  language: Language,
): string {
  if (value === null) return '';
  if (Decimal.isDecimal(value)) return numberText(value, formula);
  if (typeof value === 'boolean') return YES_NO[language][value ? 1 : 0];
  if (typeof value === 'string') return choiceTitle(value, field, language) ?? value;
  return (value as readonly Value[]).map((item) => shown(item, formula, field, language)).join(', ');
}

function numberText(value: Decimal, { type }: CompiledFormula): string {
  const of = type.kind === 'list' ? type.of : type;
  return of.kind === 'number' && of.scale !== undefined ? fixedText(value, of.scale) : decimalText(value);
}

function choiceTitle(value: string, field: FieldModel | undefined, language: Language): string | undefined {
  if (field === undefined || !('enum' in field.schema)) return undefined;
  return field.schema['x-titles'][field.schema.enum.indexOf(value)]?.[language];
}
