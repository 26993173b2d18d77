export type { MessageCatalogue, ParameterWords, Sentences } from './catalogue.js';
export { CATALOGUES, fillIn, parametersOf } from './fill-in.js';
export type { SentenceParams } from './fill-in.js';
export { hasSentence, patternOf, saysAll, sentence } from './sentence.js';
