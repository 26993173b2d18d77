import type { TSchema } from '@sinclair/typebox';
import type { Localized } from './localized.js';

/**
 * What can multiply is a part: one definition object in one file plus one line in an index. Designers know parts
 * from the catalogue only, so a new part needs no change in a designer.
 */
export interface Part {
  readonly kind: string;
  readonly version: number;
  readonly title: Localized;
  readonly description: Localized;
  /** JSON Schema of the part's configuration, from which the inspector is drawn. */
  readonly config: TSchema;
}
