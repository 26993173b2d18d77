export * from './completeness/index.js';
export { composeTemplates } from './compose.js';
export type { ComposedTemplates } from './compose.js';
export { answered, checkAnswers, completeAnswers } from './parameters.js';
export { definitionFile, MANIFEST_FILE, overlayFile } from './template-layer.js';
export type { Answers, TemplateIssue, TemplateLayer, TemplateSeed } from './template-layer.js';
export { compareVersions, satisfiesRange } from './version.js';
export * from './scenarios/index.js';
export * from './files/index.js';
