import { FILE_MEDIA_TYPES, IMAGE_MEDIA_TYPES } from '@dougong/kernel/foundation';
import type { CellValue, FileValue } from '../../../lines/index.js';
import type { FieldSchema } from '../../field-schema.js';

const FILES_DEFAULT = 10;
const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;
const BYTES_DEFAULT = 10 * MEGABYTE;

/** The files in a value. */
export function filesOf(value: CellValue): readonly FileValue[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).filter(
    (each): each is FileValue => typeof each === 'object' && each !== null && 'id' in each,
  );
}

/** Files as a list shows them: their names. */
export function shownFiles(value: CellValue, language: string): string {
  return filesOf(value)
    .map(({ name }) => name)
    .join(language === 'en' ? ', ' : '、');
}

export function isFiles(schema: FieldSchema): boolean {
  return schema['x-files'] !== undefined;
}

/** What a field takes, as the engine reads its definition. */
export function limitsOf(schema: FieldSchema) {
  const kinds = schema['x-files'] === 'image' ? IMAGE_MEDIA_TYPES : FILE_MEDIA_TYPES;
  return {
    count: schema.maxItems ?? FILES_DEFAULT,
    bytes: schema['x-max-bytes'] ?? BYTES_DEFAULT,
    mediaTypes: schema['x-accept'] ?? kinds,
  };
}

export function isImage({ mediaType }: FileValue): boolean {
  return IMAGE_MEDIA_TYPES.includes(mediaType);
}

/** A size as people read it: `12 KB`, `1.5 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.max(1, Math.round(bytes / KILOBYTE))} KB`;
  return `${Math.round((bytes / MEGABYTE) * 10) / 10} MB`;
}
