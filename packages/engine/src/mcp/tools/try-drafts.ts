import { Type } from '@sinclair/typebox';
import { tool } from '../tool.js';

const closed = { additionalProperties: false };

export const checkDrafts = tool({
  name: 'validate',
  title: 'Check the drafts',
  description:
    'Checks the definitions in force with all drafts put in; answers with every finding and its place.',
  input: Type.Object({}, closed),
  nature: { readOnly: true },
  run: (operations) => operations.ask('POST', 'drafts/check', { body: {} }),
});

export const difference = tool({
  name: 'difference',
  title: 'Difference of the drafts',
  description: 'Tells in words and as data what the drafts change of what is in force.',
  input: Type.Object({}, closed),
  nature: { readOnly: true },
  run: (operations) => operations.ask('GET', 'design/diff'),
});

export const impact = tool({
  name: 'impact',
  title: 'Impact of the drafts',
  description: 'Tells what publishing the drafts would mean for work under way, data, rights and programs.',
  input: Type.Object({}, closed),
  nature: { readOnly: true },
  run: (operations) => operations.ask('GET', 'releases/impact'),
});

export const playScenarios = tool({
  name: 'test',
  title: 'Test the drafts',
  description:
    'Plays the scenarios of the installed templates with all drafts put in, on a scratch database; the books stay as they are. Takes up to some minutes.',
  input: Type.Object({}, closed),
  nature: { readOnly: true },
  run: (operations) => operations.ask('POST', 'design/scenarios/runs', { body: {} }),
});
