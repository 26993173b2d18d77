import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { definitionHead, LocalizedText } from './vocabulary.js';

/**
 * A list of coded values that is defined once and that any field may offer (`x-choices`): reasons, classes, grades. Layers
 * above add to it without touching the forms.
 */

const Choice = Type.Object(
  {
    /** The value that records keep; never reused for something else. */
    id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$' }),
    title: LocalizedText,
    /** Not offered any more; records that have it keep it. */
    closed: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
);

export const ChoiceListDefinition = Type.Object(
  { ...definitionHead('choice-list'), choices: Type.Array(Choice, { minItems: 1, maxItems: 1000 }) },
  { $id: 'choice-list', additionalProperties: false },
);

export type ChoiceListDefinition = Static<typeof ChoiceListDefinition>;
