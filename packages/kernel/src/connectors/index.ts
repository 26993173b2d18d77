export * from './compile-connector.js';
export * from './json-place.js';
export * from './read-outside.js';
export * from './voucher-record.js';
export * from './write-outside.js';
