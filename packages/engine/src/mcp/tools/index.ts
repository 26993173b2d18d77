import type { Tool } from '../tool.js';
import { proposeChange, readDrafts, undoProposal } from './propose.js';
import { describeKind, getDefinition, listDefinitions, listParts } from './read-definitions.js';
import { getRecord, listRecords } from './read-records.js';
import { checkDrafts, difference, impact, playScenarios } from './try-drafts.js';

/** All tools, one line each. Publishing is none of them: that stays with a person. */
export const TOOLS: readonly Tool[] = [
  listDefinitions,
  getDefinition,
  describeKind,
  listParts,
  listRecords,
  getRecord,
  readDrafts,
  proposeChange,
  undoProposal,
  checkDrafts,
  difference,
  impact,
  playScenarios,
];
