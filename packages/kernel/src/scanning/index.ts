export * from './compile-scan-point.js';
export * from './scan-command.js';
