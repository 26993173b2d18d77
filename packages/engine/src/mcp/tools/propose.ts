import { Type } from '@sinclair/typebox';
import { OperationsBody } from '../../releases/drafts/draft.wire.js';
import { address } from '../address.js';
import type { OperationAnswer, Operations } from '../operations.js';
import { tool } from '../tool.js';
import { Key, Kind } from './read-definitions.js';

const closed = { additionalProperties: false };
/** Where a person sees the difference and publishes it. */
export const REVIEW_PATH = '/designer/publish';
const REFUSED = 300;

const Revision = Type.Optional(
  Type.Integer({
    minimum: 0,
    description: 'revision of the drafts that was read; refused with 412 if others went on',
  }),
);

export const readDrafts = tool({
  name: 'read_drafts',
  title: 'Read the drafts',
  description: 'Gives all drafts and their revision. Send the revision with every proposal.',
  input: Type.Object({}, closed),
  nature: { readOnly: true },
  run: (operations) => operations.ask('GET', 'drafts'),
});

export const proposeChange = tool({
  name: 'propose_change',
  title: 'Propose a change',
  description:
    'Puts a change into the drafts: either operations (set, add, remove, move) on a definition, or a whole definition. Nothing is in force until a person publishes it. Answers with the difference in words, what the check finds and where a person can look at it.',
  input: Type.Object(
    {
      kind: Kind,
      key: Key,
      operations: Type.Optional(OperationsBody.properties.operations),
      definition: Type.Optional(Type.Object({}, { additionalProperties: true })),
      revision: Revision,
    },
    closed,
  ),
  nature: { readOnly: false },
  async run(operations, { kind, key, operations: steps, definition, revision }) {
    if ((steps === undefined) === (definition === undefined)) return ONE_OF_BOTH;
    const seen = revision === undefined ? {} : { ifMatch: revision };
    const written =
      steps === undefined
        ? await operations.ask('PUT', address(['drafts', kind, key]), { body: { definition }, ...seen })
        : await operations.ask('POST', address(['drafts', kind, key, 'operations']), {
            body: { operations: steps },
            ...seen,
          });
    return written.status >= REFUSED ? written : review(operations, written);
  },
});

export const undoProposal = tool({
  name: 'undo_proposal',
  title: 'Undo the last change of a draft',
  description: 'Takes back the last change of the draft of a definition that was not taken back yet.',
  input: Type.Object({ kind: Kind, key: Key, revision: Revision }, closed),
  nature: { readOnly: false, destructive: true },
  async run(operations, { kind, key, revision }) {
    const undone = await operations.ask('POST', address(['drafts', kind, key, 'undo']), {
      body: {},
      ...(revision === undefined ? {} : { ifMatch: revision }),
    });
    return undone.status >= REFUSED ? undone : review(operations, undone);
  },
});

/** What a person will see of the drafts: the difference in words and what the check finds. */
async function review(operations: Operations, written: OperationAnswer): Promise<OperationAnswer> {
  const { revision } = written.body as { revision: number };
  const checked = await operations.ask('POST', 'drafts/check', { body: {} });
  const differing = await operations.ask('GET', 'design/diff');
  const failed = [checked, differing].find(({ status }) => status >= REFUSED);
  if (failed) return failed;
  return {
    status: 200,
    body: {
      revision,
      findings: (checked.body as { findings: unknown }).findings,
      difference: differing.body,
      lookAt: REVIEW_PATH,
      published: false,
    },
  };
}

const ONE_OF_BOTH: OperationAnswer = {
  status: 422,
  body: {
    code: 'invalid',
    detail: 'Give either operations or a whole definition, not both and not neither.',
  },
};
