import { LANGUAGES } from '../foundation/index.js';
import {
  codesOfFixtures,
  codesOfFormulaFailures,
  codesRaisedIn,
  kernelSources,
  literalsOf,
} from './codes.fixtures.js';
import { CATALOGUES, parametersOf } from './index.js';

const sources = kernelSources();
const composed = codesOfFormulaFailures(sources);
const raised = [...new Set([...sources.flatMap(codesRaisedIn), ...composed])].sort();

describe('codes and sentences', () => {
  const { 'zh-CN': chinese, en: english } = CATALOGUES;

  test('the codes of every part of the kernel are found', () => {
    expect(raised.length).toBeGreaterThan(150);
    expect(raised).toEqual(
      expect.arrayContaining([
        'bad_format',
        'cost_is_from_pool',
        'dimension_type_mismatch',
        'negative_movement',
        'reference_without_form',
        'rule_refused',
        'formula_div_zero',
        'condition_unknown_operator',
      ]),
    );
  });

  test.each(LANGUAGES)('every code that the kernel raises has a sentence in %s', (language) => {
    expect(raised.filter((code) => !(code in CATALOGUES[language].sentences))).toEqual([]);
  });

  test('every fault of the example definitions has a sentence', () => {
    expect(codesOfFixtures().filter((code) => !(code in english.sentences))).toEqual([]);
  });

  test('no sentence is left whose code nobody raises', () => {
    const known = new Set([...sources.flatMap(literalsOf), ...composed, 'unknown_code']);
    expect(Object.keys(english.sentences).filter((code) => !known.has(code))).toEqual([]);
  });

  test('both languages say the same things with the same parameters', () => {
    expect(Object.keys(chinese.sentences).sort()).toEqual(Object.keys(english.sentences).sort());
    for (const [code, text] of Object.entries(english.sentences))
      expect([code, parametersOf(chinese.sentences[code] ?? '').toSorted()]).toEqual([
        code,
        parametersOf(text).toSorted(),
      ]);
    expect(JSON.stringify(chinese.words).match(/"\w+":/g)).toEqual(
      JSON.stringify(english.words).match(/"\w+":/g),
    );
  });

  test('a sentence is a whole one and never just says that it failed', () => {
    for (const language of LANGUAGES)
      for (const [code, text] of Object.entries(CATALOGUES[language].sentences)) {
        if (text === '{message}') continue;
        expect([code, text]).toEqual([code, expect.stringMatching(/[。.；]$/)]);
        expect(text).not.toMatch(/操作失败|[Oo]peration failed/);
      }
  });
});
