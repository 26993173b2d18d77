export { bytesOf } from '../foundation/index.js';
export * from './choose-mode.js';
export * from './events.js';
export * from './habits.js';
export * from './message-text.js';
