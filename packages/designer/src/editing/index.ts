export * from './autosave.js';
export * from './command.js';
export * from './editor.js';
export * from './equal.js';
export * from './history.js';
export * from './selection.js';
