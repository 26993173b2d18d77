import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import { TASK_STATES } from './task-query.js';

/** An inbox, as OpenAPI describes it. */

const Instant = Type.String({ format: 'date-time' });
const Title = Type.Union([LocalizedText, Type.Null()]);
const Text = Type.Union([Type.String(), Type.Null()]);

const Task = Type.Object({
  id: Type.String(),
  kind: Type.String({ enum: ['approve', 'handle', 'resubmit', 'complete', 'cc', 'started'] }),
  title: Title,
  form: Type.String(),
  recordId: Type.String(),
  assignee: Type.String(),
  forUser: Type.Union([Type.String(), Type.Null()], { description: 'for whom the assignee stands in' }),
  helps: Type.Union([Type.String(), Type.Null()], { description: 'whose task the assignee helps with' }),
  instanceId: Text,
  nodeId: Text,
  state: Type.String(),
  openedAt: Instant,
  dueAt: Type.Union([Instant, Type.Null()]),
  doneAt: Type.Union([Instant, Type.Null()]),
  outcome: Text,
  comment: Text,
  code: Text,
  recordTitle: Text,
  status: Text,
  facts: Type.Array(Type.Unknown(), { description: 'the fields that decide' }),
  nodeTitle: Title,
  flowTitle: Title,
  formTitle: Title,
  alone: Type.Optional(
    Type.String({
      enum: ['no_approval', 'fields_required', 'missing_choice'],
      description: 'open tasks: why this one cannot be answered together with others',
    }),
  ),
});

export const TaskPageWire = Type.Object({
  data: Type.Array(Task),
  counts: Type.Object(Object.fromEntries(TASK_STATES.map((state) => [state, Type.Integer()]))),
  users: Type.Record(Type.String(), Type.String(), { description: 'names by id' }),
  nextCursor: Type.Optional(Type.String()),
});
