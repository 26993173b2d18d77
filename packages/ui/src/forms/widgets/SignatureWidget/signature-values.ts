import { formatMoment } from '../../../numbers/index.js';
import type { CellValue, FileValue } from '../../../lines/index.js';
import type { FieldSchema } from '../../field-schema.js';
import { filesOf } from '../FilesWidget/index.js';

export function isSignature(schema: FieldSchema): boolean {
  return schema['x-files'] === 'signature';
}

/** A signature with who signed and when, which only the server says. */
export interface Signature extends FileValue {
  readonly by: string;
  readonly at: string;
}

/** The signature in a value; one that is not saved yet has nobody's name. */
export function signatureOf(value: CellValue): Signature | FileValue | undefined {
  return filesOf(value)[0];
}

export function isSaved(signature: Signature | FileValue | undefined): signature is Signature {
  return typeof signature?.['by'] === 'string' && typeof signature['at'] === 'string';
}

/** When somebody signed; the year is always shown, since documents are read in other years too. */
export function signedAt({ at }: Signature): string {
  return formatMoment(at, '0001-01-01');
}
