import type { Language } from '@dougong/kernel/foundation';
import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { ChosenScenarios } from '../releases/requests/publish-scenarios.js';
import { publishScenarios } from '../releases/requests/request.wire.js';

/** The scenarios that a publish of all drafts would play, for OpenAPI. */
export const ChosenScenariosWire = Type.Object({
  rule: publishScenarios,
  installed: Type.Integer({ description: 'how many the installed templates have' }),
  maySkip: Type.Boolean({ description: 'whether the caller may leave them out for once' }),
  played: Type.Array(
    Type.Object({
      key: Type.String(),
      title: LocalizedText,
      because: Type.Array(Type.Object({ kind: Type.String(), key: Type.String(), title: LocalizedText }), {
        description: 'changed definitions that it has to do with',
      }),
    }),
  ),
});
export type ChosenScenariosWire = Static<typeof ChosenScenariosWire>;

export function chosenWire(
  { rule, installed, played, definitions }: ChosenScenarios,
  maySkip: boolean,
): ChosenScenariosWire {
  return {
    rule,
    installed,
    maySkip,
    played: played.map(({ scenario: { key, title }, because }) => ({
      key,
      title,
      because: because.flatMap((name) => {
        const found = definitions.get(name);
        return found ? [{ kind: found.kind, key: found.key, title: found.title }] : [];
      }),
    })),
  };
}

/** One line for each scenario that is played, and why. */
export function chosenLines({ played }: ChosenScenariosWire, language: Language): readonly string[] {
  return played.map(({ key, title, because }) => {
    const reasons = because.map((each) => each.title[language]).join(', ');
    return reasons === '' ? `  ${key}  ${title[language]}` : `  ${key}  ${title[language]} (${reasons})`;
  });
}
