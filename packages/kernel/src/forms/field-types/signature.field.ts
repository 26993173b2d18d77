import { issue } from '../../foundation/index.js';
import type { WireValue } from '../../expression/index.js';
import { SignatureField } from '../../metadata/index.js';
import type { ScalarField } from '../../metadata/index.js';
import type { FieldType, FileLimits, ValueWords } from './field-type.js';
import { coerceFiles, filesIn, fileValues } from './file.field.js';
import type { FileSchema } from './schemas.js';

const KILOBYTE = 1024;
const SIGNATURE_BYTES_MAX = 200 * KILOBYTE;
/** Dots. Screens of three dots to a point draw a pad of a full phone's width within it. */
const SIGNATURE_WIDTH_MAX = 2000;
const SIGNATURE_HEIGHT_MAX = 1000;

const LIMITS: FileLimits = {
  count: 1,
  bytes: SIGNATURE_BYTES_MAX,
  mediaTypes: ['image/png'],
  drawing: { widthMax: SIGNATURE_WIDTH_MAX, heightMax: SIGNATURE_HEIGHT_MAX },
};

/** Who signed, and on which day; the picture itself cannot be put into words. */
function words(value: WireValue, _schema: ScalarField, { language, nameOf }: ValueWords): string {
  const [signature] = filesIn(value);
  if (signature === undefined) return '';
  const by = String(signature['by'] ?? '');
  const day = String(signature['at'] ?? '').slice(0, 'yyyy-mm-dd'.length);
  const name = nameOf?.('user', by) ?? by;
  return language === 'en' ? `Signed by ${name}, ${day}` : `${name} 已签名 ${day}`;
}

export const signatureField: FieldType = {
  ...fileValues,
  kind: 'signature',
  title: { 'zh-CN': '签名', en: 'Signature' },
  description: {
    'zh-CN': '手写签名，并记下签署人和时间',
    en: 'A signature by hand, with who signed and when',
  },
  config: SignatureField,
  matches: (schema) => (schema as Partial<FileSchema>)['x-files'] === 'signature',
  isSigned: true,
  files: () => LIMITS,
  coerce: (value) => coerceFiles(value, LIMITS.count),
  // What was signed on one record says nothing of another one.
  adopt: () => null,
  copies: { group: 'signature', isWhole: true, fault: () => issue('signature_not_copied') },
  text: words,
};
