import { accountsEn } from './accounts-en.js';
import { accountsZhCN } from './accounts-zh-CN.js';
import { administrationEn } from './administration-en.js';
import { administrationZhCN } from './administration-zh-CN.js';
import { auditEn } from './audit-en.js';
import { auditZhCN } from './audit-zh-CN.js';
import { connectorsEn } from './connectors-en.js';
import { connectorsZhCN } from './connectors-zh-CN.js';
import { en } from './en.js';
import { exchangeEn } from './exchange-en.js';
import { exchangeZhCN } from './exchange-zh-CN.js';
import { flowActionsEn } from './flow-actions-en.js';
import { flowActionsZhCN } from './flow-actions-zh-CN.js';
import { healthEn } from './health-en.js';
import { healthZhCN } from './health-zh-CN.js';
import { identityEn } from './identity-en.js';
import { identityZhCN } from './identity-zh-CN.js';
import { messagesEn } from './messages-en.js';
import { messagesZhCN } from './messages-zh-CN.js';
import { zhCN } from './zh-CN.js';

function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${prefix}${key.replace(/_(one|other)$/, '')}`]
      : keysOf(value as object, `${prefix}${key}.`),
  );
}

test.each([
  ['of the daily work', en, zhCN],
  ['of what people do with flows', flowActionsEn, flowActionsZhCN],
  ['of the administration', administrationEn, administrationZhCN],
  ['of the audit', auditEn, auditZhCN],
  ['of connectors', connectorsEn, connectorsZhCN],
  ['of health', healthEn, healthZhCN],
  ['of accounts and keys', identityEn, identityZhCN],
  ['of the accounts of others', accountsEn, accountsZhCN],
  ['of channels and what people are told', messagesEn, messagesZhCN],
  ['of imports and exports', exchangeEn, exchangeZhCN],
])('every text %s is there in both languages', (_what, english, chinese) => {
  expect([...new Set(keysOf(english))].sort()).toEqual([...new Set(keysOf(chinese))].sort());
});

it('no group of texts stands in two places', () => {
  const groups = [
    zhCN,
    flowActionsZhCN,
    administrationZhCN,
    exchangeZhCN,
    identityZhCN,
    accountsZhCN,
    auditZhCN,
    messagesZhCN,
    connectorsZhCN,
    healthZhCN,
  ].flatMap((texts) => Object.keys(texts));
  expect(groups.filter((group, at) => groups.indexOf(group) !== at)).toEqual([]);
});
