import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { ConnectorDefinition, ConnectorExport, ConnectorImport } from '../connector.js';
import { findDuplicates } from './duplicates.js';

/** Imports and exports are told apart, and each says what it needs for itself. */
export function checkConnector(definition: ConnectorDefinition): readonly Issue[] {
  const { imports = [], exports = [] } = definition;
  const issues = [
    ...checkAuth(definition),
    ...(imports.length + exports.length === 0 ? [issue('connector_does_nothing', '')] : []),
    ...findDuplicates(
      imports.map(({ id }) => id),
      '/imports',
      'id',
    ),
    ...exports.flatMap((each, at) => [
      ...(imports.some(({ id }) => id === each.id) || exports.findIndex(({ id }) => id === each.id) < at
        ? [issue('duplicate', pointer('/exports', at, 'id'), { name: each.id })]
        : []),
      ...checkExport(each, pointer('/exports', at)),
    ]),
  ];
  return [...issues, ...imports.flatMap((each, at) => checkImport(each, pointer('/imports', at)))];
}

function checkAuth({ auth }: ConnectorDefinition): readonly Issue[] {
  const missing =
    (auth.kind === 'header' && auth.header === undefined && 'header') ||
    (auth.kind === 'oauth2' && auth.tokenPath === undefined && 'tokenPath');
  return missing ? [issue('keyword_missing', pointer('/auth', missing), { name: missing })] : [];
}

function checkImport(each: ConnectorImport, at: string): readonly Issue[] {
  const { reads, externalKey, watermark, paging } = each;
  const unread = (name: string, place: string) =>
    Object.hasOwn(reads, name) ? [] : [issue('connector_reads_nothing', at + place, { name })];
  return [
    ...unread(externalKey, '/externalKey'),
    ...(watermark ? unread(watermark.read, '/watermark/read') : []),
    ...(paging?.by === 'cursor' && paging.next === undefined
      ? [issue('keyword_missing', `${at}/paging/next`, { name: 'next' })]
      : []),
  ];
}

function checkExport({ from, form }: ConnectorExport, at: string): readonly Issue[] {
  return from === 'form' && form === undefined
    ? [issue('keyword_missing', `${at}/form`, { name: 'form' })]
    : [];
}
