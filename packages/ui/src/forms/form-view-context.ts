import { createContext, useContext } from 'react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { FileStore } from './file-store.js';
import type { FormState } from './form-state.js';
import type { ReferenceSource } from './reference-source.js';

/** What templates and widgets of one form share. */
export interface FormViewScope {
  readonly definition: FormDefinition;
  readonly state: FormState;
  readonly references: ReferenceSource;
  readonly files: FileStore;
  isEditable(field: string): boolean;
  isRequired(field: string): boolean;
  /** Where a reference leads when it is only read; undefined shows plain text. */
  readonly linkTo?: ((form: string, id: string) => string) | undefined;
}

export const FormViewContext = createContext<FormViewScope | null>(null);

export function useFormView(): FormViewScope {
  const scope = useContext(FormViewContext);
  if (scope === null) throw new Error('useFormView needs a FormView above it');
  return scope;
}
