import { issue } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { applyChanges, valueAt } from '../metadata/index.js';
import type { Definition, SeedFile, TemplateParameter } from '../metadata/index.js';
import { definitionFile, MANIFEST_FILE } from './template-layer.js';
import type { Answers, TemplateIssue, TemplateLayer } from './template-layer.js';

const DECIMAL = /^-?\d{1,18}(\.\d{1,10})?$/;
const TEXT_MAX = 200;

/** What is wrong with answers, by the parameter's id: `unknown_template_parameter`, `answer_invalid`. */
export function checkAnswers(
  parameters: readonly TemplateParameter[],
  answers: Readonly<Record<string, unknown>>,
): readonly Issue[] {
  const known = new Map(parameters.map((parameter) => [parameter.id, parameter]));
  return Object.entries(answers).flatMap(([id, answer]) => {
    const parameter = known.get(id);
    if (!parameter)
      return [issue('unknown_template_parameter', `/${id}`, { parameter: id, known: [...known.keys()] })];
    return fits(parameter, answer)
      ? []
      : [issue('answer_invalid', `/${id}`, { parameter: parameter.title, type: parameter.type })];
  });
}

function fits(parameter: TemplateParameter, answer: unknown): boolean {
  switch (parameter.type) {
    case 'boolean':
      return typeof answer === 'boolean';
    case 'number':
      return typeof answer === 'string' && DECIMAL.test(answer);
    case 'choice':
      return parameter.choices.some(({ value }) => value === answer);
    case 'text':
      return (
        typeof answer === 'string' && answer !== '' && answer.length <= (parameter.maxLength ?? TEXT_MAX)
      );
  }
}

/** The answers with the defaults for what was not answered. */
export function completeAnswers(parameters: readonly TemplateParameter[], answers: Answers): Answers {
  return Object.fromEntries(
    parameters.map(({ id, default: usual }) => [id, Object.hasOwn(answers, id) ? answers[id]! : usual]),
  );
}

/** Definitions and seeds of a template with its answers written in. */
export interface AnsweredLayer {
  readonly definitions: readonly Definition[];
  readonly seeds: TemplateLayer['seeds'];
  readonly issues: readonly TemplateIssue[];
}

interface Writing {
  readonly at: string;
  readonly value: unknown;
  /** Where in the manifest it is asked for. */
  readonly path: string;
}

/** Writes the answers to their places. A place that is not there is an issue of the manifest. */
export function answered({ manifest, definitions, seeds, answers }: TemplateLayer): AnsweredLayer {
  const parameters = manifest.parameters ?? [];
  const complete = completeAnswers(parameters, answers);
  const writings = writingsOf(parameters, complete);
  const issues: TemplateIssue[] = [];
  const files = new Set([...definitions.map(definitionFile), ...seeds.map(({ file }) => `seed/${file}`)]);
  const report = (path: string, params: Record<string, unknown>): void => {
    issues.push({
      ...issue('answer_place_missing', path, params),
      template: manifest.key,
      file: MANIFEST_FILE,
    });
  };
  for (const [file, list] of writings)
    if (!files.has(file)) for (const { path, at } of list) report(path, { file, at });
  const write = <T extends Definition | SeedFile>(content: T, file: string): T =>
    (writings.get(file) ?? []).reduce((current, writing) => {
      const written = putAt(current, writing);
      if (written === undefined) report(writing.path, { file, at: writing.at });
      return (written ?? current) as T;
    }, content);
  return {
    definitions: definitions.map((each) => write(each, definitionFile(each))),
    seeds: seeds.map((seed) => ({ ...seed, content: write(seed.content, `seed/${seed.file}`) })),
    issues,
  };
}

/** The value put where another one stands; undefined when nothing stands there. */
function putAt(content: unknown, { at, value }: Writing): unknown {
  const was = valueAt(content, at);
  if (was === undefined) return undefined;
  const changed = applyChanges(content, [{ op: 'set', path: at, value, was }]);
  return changed.ok ? changed.value : undefined;
}

function writingsOf(
  parameters: readonly TemplateParameter[],
  answers: Answers,
): ReadonlyMap<string, readonly Writing[]> {
  const byFile = new Map<string, Writing[]>();
  for (const [index, { id, places, type }] of parameters.entries())
    for (const [place, { file, at, as }] of places.entries()) {
      const answer = answers[id];
      const value = as === 'formula' ? formulaText(answer, type) : answer;
      const writing = { at, value, path: `/parameters/${index}/places/${place}/at` };
      byFile.set(file, [...(byFile.get(file) ?? []), writing]);
    }
  return byFile;
}

function formulaText(answer: string | boolean | undefined, type: TemplateParameter['type']): string {
  if (typeof answer === 'boolean') return String(answer);
  return type === 'number' ? String(answer) : JSON.stringify(answer ?? '');
}
