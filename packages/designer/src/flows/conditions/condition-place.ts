import { createContext, useContext } from 'react';
import type { Names } from '../../surroundings/names.js';
import { conditionFields } from '../../surroundings/surroundings.js';
import type { FieldOption, Surroundings } from '../../surroundings/surroundings.js';
import { DesignerContext } from '../designer-context.js';

/** What a condition is about, where it is no part of a flow: names, and the fields that it may compare. */
export interface ConditionPlace {
  readonly names: Names;
  readonly fields: readonly FieldOption[];
}

export const ConditionPlaceContext = createContext<ConditionPlace | null>(null);

/** The place of the condition that is edited: its own, or that of the flow around it. */
export function useConditionPlace(): ConditionPlace {
  const own = useContext(ConditionPlaceContext);
  const designer = useContext(DesignerContext);
  if (own !== null) return own;
  if (designer === null) throw new Error('a condition needs a place or a FlowDesigner above it');
  return { names: designer.names, fields: conditionFields(designer.surroundings) };
}

/** What the condition of a grant may compare: single values of the header, which every record of a list can be asked. */
export function headerFields(surroundings: Surroundings): readonly FieldOption[] {
  return conditionFields(surroundings).filter(({ path }) => !path.includes('.'));
}
