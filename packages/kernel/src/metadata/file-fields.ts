import { Type } from '@sinclair/typebox';
import { FILE_BYTES_MAX, FILE_MEDIA_TYPES, IMAGE_MEDIA_TYPES } from '../foundation/index.js';
import { annotations, closed } from './field-annotations.js';

/** Fields whose values are files that the record keeps. */

const fileKeywords = {
  ...annotations,
  items: Type.Object({ type: Type.Literal('object') }, closed),
  /** Files of one record; 10 unless said otherwise. */
  maxItems: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  /** Of each file; 10 MB unless said otherwise. */
  'x-max-bytes': Type.Optional(Type.Integer({ minimum: 1, maximum: FILE_BYTES_MAX })),
};

function accepted(mediaTypes: readonly string[]) {
  const one = Type.Union(mediaTypes.map((mediaType) => Type.Literal(mediaType)));
  return Type.Optional(Type.Array(one, { minItems: 1, uniqueItems: true }));
}

/** Files that the record keeps, of any media type the platform takes unless `x-accept` names some. */
export const FileField = Type.Object(
  {
    type: Type.Literal('array'),
    'x-files': Type.Literal('file'),
    ...fileKeywords,
    'x-accept': accepted(FILE_MEDIA_TYPES),
  },
  closed,
);

/** Pictures that the record keeps; they are shown, and phones take them with the camera. */
export const ImageField = Type.Object(
  {
    type: Type.Literal('array'),
    'x-files': Type.Literal('image'),
    ...fileKeywords,
    'x-accept': accepted(IMAGE_MEDIA_TYPES),
  },
  closed,
);

/**
 * A signature drawn by hand, a small picture. The server notes who signed and when; `x-when.readOnly` says from when on
 * nobody may change it.
 */
export const SignatureField = Type.Object(
  {
    type: Type.Literal('array'),
    'x-files': Type.Literal('signature'),
    ...annotations,
    items: fileKeywords.items,
  },
  closed,
);
