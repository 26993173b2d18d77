import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);

/** A task as an administrator sees it: whom it waits for and what it belongs to, nothing of the record. */
export const OpenTaskWire = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  title: Type.Union([LocalizedText, Type.Null()]),
  form: Type.String(),
  recordId: Type.String(),
  assignee: Type.String(),
  instanceId: TextOrNull,
  flow: TextOrNull,
  nodeId: TextOrNull,
  openedAt: Type.String(),
  dueAt: TextOrNull,
});
