import { useCallback } from 'react';
import { i18nInstance, registerCatalogue, useTranslation } from '@dougong/ui/i18n';
import { accountsEn } from './accounts-en.js';
import { accountsZhCN } from './accounts-zh-CN.js';
import { administrationEn } from './administration-en.js';
import { administrationZhCN } from './administration-zh-CN.js';
import { auditEn } from './audit-en.js';
import { auditZhCN } from './audit-zh-CN.js';
import { booksEn } from './books-en.js';
import { booksZhCN } from './books-zh-CN.js';
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
import { organisationsEn } from './organisations-en.js';
import { organisationsZhCN } from './organisations-zh-CN.js';
import { progressEn } from './progress-en.js';
import { progressZhCN } from './progress-zh-CN.js';
import { scansEn } from './scans-en.js';
import { scansZhCN } from './scans-zh-CN.js';
import { zhCN } from './zh-CN.js';

const NAMESPACE = 'runtime';

registerCatalogue(NAMESPACE, {
  'zh-CN': {
    ...zhCN,
    ...flowActionsZhCN,
    ...administrationZhCN,
    ...exchangeZhCN,
    ...identityZhCN,
    ...accountsZhCN,
    ...auditZhCN,
    ...messagesZhCN,
    ...connectorsZhCN,
    ...healthZhCN,
    ...organisationsZhCN,
    ...progressZhCN,
    ...scansZhCN,
    ...booksZhCN,
  },
  en: {
    ...en,
    ...flowActionsEn,
    ...administrationEn,
    ...exchangeEn,
    ...identityEn,
    ...accountsEn,
    ...auditEn,
    ...messagesEn,
    ...connectorsEn,
    ...healthEn,
    ...organisationsEn,
    ...progressEn,
    ...scansEn,
    ...booksEn,
  },
});

export type Text = (key: string, params?: Readonly<Record<string, unknown>>) => string;

/** The texts of this application in the language of the page, redrawing when it is switched. */
export function useText(): Text {
  const { t } = useTranslation(NAMESPACE, { i18n: i18nInstance });
  return useCallback((key, params) => String(t(key, { ...params })), [t]);
}
