import type { ComponentType } from 'react';
import type { FieldSchema } from '../field-schema.js';

/** What a widget is drawn from; the value comes from the form state, not from here. */
export interface FieldWidgetProps {
  /** Id of the control: the label points at it. */
  readonly id: string;
  readonly field: string;
  readonly schema: FieldSchema;
  readonly title: string;
  readonly required: boolean;
  readonly faulty: boolean;
  /** Something is said about the value that does not stand in the way. */
  readonly warned: boolean;
  /** Id of the text below that says what is wrong or helps. */
  readonly describedBy: string | undefined;
}

/**
 * A widget of a form field. Adding one: a folder with the component and this definition, and one line in the index.
 * The first definition that says it fits a field draws it.
 */
export interface WidgetDefinition {
  readonly name: string;
  fits(schema: FieldSchema): boolean;
  readonly Component: ComponentType<FieldWidgetProps>;
}
