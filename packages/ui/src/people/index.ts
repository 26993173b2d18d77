export * from './find-people.js';
export * from './PeoplePicker.js';
export * from './PersonMark.js';
