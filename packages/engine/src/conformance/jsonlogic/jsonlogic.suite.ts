import { isDeepStrictEqual } from 'node:util';
import { compileUntyped } from '@dougong/kernel/expression';
import { isObject, judge, optional, shown, UnreadableCases } from '../suite.js';
import type { CaseResult, ConformanceSuite } from '../suite.js';

/** Official cases of JsonLogic, run by the untyped profile: `[rule, data, expected]` in named sections. */
export const jsonLogicSuite: ConformanceSuite = { name: 'jsonlogic', run };

function* run(content: unknown): Iterable<CaseResult> {
  for (const { section, cases } of sectionsOf(content)) {
    for (const [index, each] of cases.entries()) yield runCase(`${section}#${index}`, each);
  }
}

interface Section {
  readonly section: string;
  readonly cases: readonly unknown[];
}

function sectionsOf(content: unknown): readonly Section[] {
  const sections = isObject(content) ? content['sections'] : content;
  if (!Array.isArray(sections)) throw new UnreadableCases('there is no list of sections');
  return sections.every(Array.isArray) || sections.some((each) => typeof each === 'string')
    ? flatSections(sections)
    : sections.map(readSection);
}

/** The original file: cases and comment lines mixed; a comment opens a section. */
function flatSections(entries: readonly unknown[]): readonly Section[] {
  const sections: { section: string; cases: unknown[] }[] = [{ section: '', cases: [] }];
  for (const entry of entries) {
    if (typeof entry === 'string') sections.push({ section: entry.replace(/^#\s*/, ''), cases: [] });
    else sections.at(-1)?.cases.push(entry);
  }
  return sections.filter(({ cases }) => cases.length > 0);
}

function readSection(section: unknown): Section {
  if (!isObject(section) || !Array.isArray(section['cases']))
    throw new UnreadableCases('a section has no list of cases');
  return { section: String(section['section'] ?? ''), cases: section['cases'] };
}

function runCase(id: string, given: unknown): CaseResult {
  const [rule, data, expected, options] = Array.isArray(given) ? (given as unknown[]) : named(given);
  const result = judge(id, expected, () => {
    const got = compileUntyped(rule)(data);
    return { passed: same(got, expected), got: shown(got) };
  });
  return isObject(options) && options['optional'] === true ? optional(result) : result;
}

function named(given: unknown): readonly unknown[] {
  if (!isObject(given)) return [];
  return [given['rule'], given['data'], given['expected'] ?? given['result'], given];
}

/** Equal as JSON: `undefined` is null there, and `-0` is `0`. */
function same(got: unknown, expected: unknown): boolean {
  return isDeepStrictEqual(asJson(got), asJson(expected));
}

function asJson(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? null : (JSON.parse(text) as unknown);
}
