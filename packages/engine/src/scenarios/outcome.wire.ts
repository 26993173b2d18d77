import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import { sentence } from '../http/sentences/index.js';
import type { ScenarioOutcome } from './scenario-bundle.js';

const Failure = Type.Object({
  code: Type.String(),
  pointer: Type.String({ description: 'place in the file of the scenario' }),
  params: Type.Object({}, { additionalProperties: true }),
  sentence: LocalizedText,
});

/** What became of one scenario, for OpenAPI. */
export const OutcomeWire = Type.Object({
  scenario: Type.String(),
  title: LocalizedText,
  passed: Type.Boolean(),
  seconds: Type.Number(),
  failures: Type.Array(Failure),
});

/** Both languages: an outcome is often shown to others than who asked. */
export function wireOutcome({ failures, ...outcome }: ScenarioOutcome) {
  const told = failures.map(({ code, path, params = {} }) => ({
    code,
    pointer: path,
    params,
    sentence: { 'zh-CN': sentence(code, params, 'zh-CN'), en: sentence(code, params, 'en') },
  }));
  return { ...outcome, failures: told };
}
