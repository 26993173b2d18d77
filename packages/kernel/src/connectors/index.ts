export * from './compile-connector.js';
export type { CompiledImport } from './compile-import.js';
export * from './json-place.js';
export * from './read-outside.js';
export type { ConnectorSurroundings } from './surroundings.js';
export * from './voucher-record.js';
export * from './write-outside.js';
