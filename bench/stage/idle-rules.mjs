import { apiOf } from './api.mjs';

const title = (text) => ({ 'zh-CN': text, en: text });

/** Publishes rules that every command has to ask and that never apply. */
export async function publishIdleRules(engine, people, count) {
  const api = apiOf(engine, people.owner);
  for (let n = 0; n < count; n += 1) {
    const definition = idleRule(`bench_idle_${n}`, n);
    await api('PUT', `/drafts/rule/${definition.key}`, { definition });
  }
  const { etag } = await api('GET', '/drafts');
  await api('POST', '/publish', { comment: `${count} rules that never apply` }, { 'if-match': etag });
}

function idleRule(key, n) {
  return {
    kind: 'rule',
    format: 1,
    key,
    title: title(key),
    form: 'transfer_note',
    enabled: true,
    trigger: { on: ['create', 'update', 'action'], actions: ['submit'] },
    phase: 'validate',
    priority: 50,
    condition: {
      and: [
        { '==': [{ var: 'reason' }, 'other'] },
        { '>': [{ var: 'gross_amount' }, String(9_000_000 + n)] },
      ],
    },
    actions: [{ id: 'refuse', type: 'block', message: title('Never.') }],
  };
}
