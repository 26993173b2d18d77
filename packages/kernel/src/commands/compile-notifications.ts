import { NODE_TYPES } from '../flows/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { Definition, FlowDefinition, NotificationDefinition } from '../metadata/index.js';
import { compileNotification } from '../rules/index.js';
import type { CompiledNotification } from '../rules/index.js';

export interface CompiledNotifications {
  readonly notifications: ReadonlyMap<string, CompiledNotification>;
  readonly issues: readonly (Issue & { readonly notification: string })[];
}

/** Compiles the templates of messages once the forms of a release are. */
export function compileNotifications(
  definitions: readonly Definition[],
  models: ReadonlyMap<string, FormModel>,
): CompiledNotifications {
  const notifications = new Map<string, CompiledNotification>();
  const templates = definitions.filter((each) => each.kind === 'notification');
  const flows = definitions.filter((each) => each.kind === 'flow');
  const issues = templates.flatMap((definition) => {
    const { form, key: notification } = definition;
    if (form !== undefined && !models.has(form))
      return [{ ...issue('unknown_form', '/form', { form }), notification }];
    const compiled = compileNotification(definition, models);
    const replaced = checkReplaced(definition, flows, templates);
    if (compiled.ok) notifications.set(notification, compiled.value);
    const own = compiled.ok ? compiled.value.warnings : compiled.error;
    return [...own, ...replaced].map((found) => ({ ...found, notification }));
  });
  return { notifications, issues };
}

/** A message of the platform is reworded once; the flow that is named is about the same form. */
function checkReplaced(
  { key, form, replaces }: NotificationDefinition,
  flows: readonly FlowDefinition[],
  templates: readonly NotificationDefinition[],
): readonly Issue[] {
  if (replaces === undefined) return [];
  const { event, flow } = replaces;
  const named = flow === undefined ? undefined : flows.find((each) => each.key === flow);
  if (flow !== undefined && named === undefined) return [issue('unknown_flow', '/replaces/flow', { flow })];
  const strange = named !== undefined && form !== undefined && named.form !== form;
  const other = templates.find(
    (each) =>
      each.key < key &&
      each.replaces?.event === event &&
      each.replaces.flow === flow &&
      (flow !== undefined || each.form === form),
  );
  return [
    ...(strange ? [issue('notification_flow_other_form', '/replaces/flow', { flow: named.title })] : []),
    ...(other ? [issue('notification_event_taken', '/replaces/event', { other: other.title })] : []),
  ];
}

/** Templates that nodes of a flow name are there, and about its form. */
export function checkFlowNotifications(
  { nodes }: FlowDefinition,
  model: FormModel,
  notifications: ReadonlyMap<string, CompiledNotification>,
): readonly (Issue & { readonly nodes: readonly string[] })[] {
  return nodes.flatMap((node, at) => {
    const key = NODE_TYPES.find(({ kind }) => kind === node.type)?.notification?.(node.config);
    if (typeof key !== 'string') return [];
    const path = pointer('/nodes', at, 'config', 'notification');
    const template = notifications.get(key)?.definition;
    if (!template)
      return [{ ...issue('unknown_notification', path, { notification: key }), nodes: [node.id] }];
    if (template.form === undefined || template.form === model.key) return [];
    const params = { notification: template.title, form: model.title };
    return [{ ...issue('notification_other_form', path, params), nodes: [node.id] }];
  });
}
