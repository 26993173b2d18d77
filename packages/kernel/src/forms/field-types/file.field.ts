import {
  FILE_BYTES_MAX,
  FILE_MEDIA_TYPES,
  IMAGE_MEDIA_TYPES,
  issue,
  ok,
  refused,
} from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { RecordData, Value, WireValue } from '../../expression/index.js';
import { FileField, ImageField } from '../../metadata/index.js';
import type { ScalarField } from '../../metadata/index.js';
import { isBlank } from '../blank.js';
import type { Copy, FieldType, FileLimits } from './field-type.js';
import type { FileSchema, OpenFileSchema } from './schemas.js';
import { canonicalUuid } from './uuid.js';

/** A file as a record keeps it. All but the id is the server's. */
export interface KeptFile extends RecordData {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Who signed, and when; only signatures have it. */
  readonly by?: string;
  readonly at?: string;
}

const FILES_DEFAULT = 10;
const MEGABYTE = 1024 * 1024;
const BYTES_DEFAULT = 10 * MEGABYTE;

function limitsOf(schema: ScalarField): FileLimits {
  const declared = schema as OpenFileSchema;
  const offered = declared['x-files'] === 'image' ? IMAGE_MEDIA_TYPES : FILE_MEDIA_TYPES;
  return {
    count: declared.maxItems ?? FILES_DEFAULT,
    bytes: Math.min(declared['x-max-bytes'] ?? BYTES_DEFAULT, FILE_BYTES_MAX),
    mediaTypes: declared['x-accept'] ?? offered,
  };
}

/** The files in a value of a field of files. */
export function filesIn(value: Value | WireValue | undefined): readonly RecordData[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).filter(
    (each): each is RecordData =>
      typeof each === 'object' && each !== null && typeof (each as RecordData)['id'] === 'string',
  );
}

/** Who put the signatures of a value there. */
export function signersIn(value: Value | WireValue | undefined): readonly string[] {
  return filesIn(value).flatMap(({ by }) => (typeof by === 'string' ? [by] : []));
}

function idsIn(value: Value | WireValue | undefined): readonly string[] {
  return filesIn(value).map(({ id }) => String(id));
}

function idOf(entry: unknown): string | null {
  const id: unknown = typeof entry === 'object' && entry !== null ? (entry as RecordData)['id'] : entry;
  return canonicalUuid(id);
}

/** Ids, or objects with one: whatever else they say of a file is not believed. */
export function coerceFiles(value: unknown, count: number): Result<WireValue, Issue> {
  if (isBlank(value)) return ok(null);
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (entries.length > count) return refused(issue('too_many_files', '', { max: count }));
  const ids = entries.map(idOf);
  if (ids.some((id) => id === null)) return refused(issue('files_invalid'));
  const once = [...new Set(ids as readonly string[])];
  return ok(once.length === 0 ? null : once.map((id) => ({ id })));
}

function adoptFiles(value: Value, schema: ScalarField): WireValue {
  const files = filesIn(value).slice(0, limitsOf(schema).count);
  return files.length === 0 ? null : files;
}

/** Files that one field takes must be files that the other takes too. */
function copyFault({ from, to }: Copy): Issue | undefined {
  const [own, other] = [limitsOf(from), limitsOf(to)];
  const fits =
    own.count <= other.count &&
    own.bytes <= other.bytes &&
    own.mediaTypes.every((mediaType) => other.mediaTypes.includes(mediaType));
  return fits ? undefined : issue('fill_files');
}

const SEPARATOR = { 'zh-CN': '、', en: ', ' } as const;

/** What all kinds have in common whose values are files. */
export const fileValues = {
  version: 1,
  sqlType: 'jsonb',
  isSorted: false,
  isColumn: false,
  operators: ['blank'],
  copies: { group: 'files', isWhole: true, fault: copyFault },
  files: limitsOf,
  coerce: (value, schema) => coerceFiles(value, limitsOf(schema).count),
  adopt: adoptFiles,
  same: (left, right) => idsIn(left).join() === idsIn(right).join(),
  valueType: () => ({ kind: 'list', of: { kind: 'record', fields: {} } }),
  text: (value, _schema, { language }) =>
    filesIn(value)
      .map(({ name }) => String(name ?? ''))
      .join(SEPARATOR[language]),
} as const satisfies Partial<FieldType>;

export const fileField: FieldType = {
  ...fileValues,
  kind: 'file',
  title: { 'zh-CN': '附件', en: 'Files' },
  description: { 'zh-CN': '随记录保存的文件', en: 'Files kept with the record' },
  config: FileField,
  matches: (schema) => (schema as Partial<FileSchema>)['x-files'] === 'file',
};

export const imageField: FieldType = {
  ...fileValues,
  kind: 'image',
  title: { 'zh-CN': '图片', en: 'Pictures' },
  description: { 'zh-CN': '随记录保存的图片', en: 'Pictures kept with the record' },
  config: ImageField,
  matches: (schema) => (schema as Partial<FileSchema>)['x-files'] === 'image',
};
