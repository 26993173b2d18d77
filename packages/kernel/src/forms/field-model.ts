import type { CompiledFormula } from '../expression/index.js';
import type { Localized } from '../foundation/index.js';
import type { LinesField, ScalarField } from '../metadata/index.js';
import type { FieldType } from './field-types/index.js';
import type { NumberPattern } from './numbers.js';

/** A target field that takes the value of a field of the record referred to. */
export interface ReferenceFill {
  readonly target: string;
  readonly source: string;
}

/** One field of a header or one column of a table of lines. */
export interface FieldModel {
  readonly key: string;
  /** `qty` in the header, `lines.qty` in a table. */
  readonly path: string;
  /** The table that it is a column of. */
  readonly line?: string;
  readonly type: FieldType;
  readonly schema: ScalarField;
  readonly title: Localized;
  /** Places kept, for decimals. */
  readonly scale?: number;
  /** Callers may not write it: read-only, computed and numbered fields belong to the server. */
  readonly serverOwned: boolean;
  readonly required: boolean;
  readonly unique: boolean;
  readonly indexed: boolean;
  readonly reference?: { readonly form: string; readonly fills: readonly ReferenceFill[] };
  readonly user?: { readonly role?: string; readonly post?: string };
  readonly department?: { readonly below?: string; readonly isOrganisation?: true };
  readonly number?: NumberPattern;
  readonly formula?: CompiledFormula;
  readonly default?: CompiledFormula;
}

/** One table of lines. */
export interface LineModel {
  readonly key: string;
  readonly title: Localized;
  readonly schema: LinesField;
  readonly fields: readonly FieldModel[];
  readonly minItems: number;
  readonly maxItems: number;
  /** Only fills and rules add and delete lines. */
  readonly fixed: boolean;
  field(key: string): FieldModel | undefined;
}
