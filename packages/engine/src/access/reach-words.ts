import type { GrantRows, RowReach } from '@dougong/kernel/access';
import type { FormModel } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';

const ROWS: Readonly<Record<GrantRows, Localized>> = {
  all: { 'zh-CN': '全部单据', en: 'all records' },
  own: { 'zh-CN': '自己创建的', en: 'their own records' },
  assigned: { 'zh-CN': '自己办理的', en: 'records assigned to them' },
  department: { 'zh-CN': '本部门的', en: 'records of their department' },
  departments_below: { 'zh-CN': '本部门及下级的', en: 'records of their department and below' },
  organisation: { 'zh-CN': '本组织的', en: 'records of their organisation' },
  organisations_below: { 'zh-CN': '本组织及下级组织的', en: 'records of their organisation and those below' },
};

/** How far a grant reaches, as people say it. */
export function reachWords({ rows, states, where }: RowReach, { lifecycle }: FormModel): Localized {
  const titles = (states ?? []).map((state) => lifecycle.states.get(state)?.title ?? same(state));
  const said = [
    ROWS[rows],
    ...(titles.length > 0 ? [joined(titles)] : []),
    ...(where === undefined ? [] : [{ 'zh-CN': '满足条件的', en: 'that meet a condition' }]),
  ];
  return joined(said, ' · ');
}

function joined(parts: readonly Localized[], between = ', '): Localized {
  return {
    'zh-CN': parts.map((part) => part['zh-CN']).join(between === ', ' ? '、' : between),
    en: parts.map((part) => part.en).join(between),
  };
}

function same(text: string): Localized {
  return { 'zh-CN': text, en: text };
}
