import * as zhConditions from './zh-CN/conditions.js';
import * as zhForms from './zh-CN/forms.js';
import * as zhIssues from './zh-CN/issues.js';
import * as zhLines from './zh-CN/lines.js';
import * as zhPeople from './zh-CN/people.js';
import * as zhShell from './zh-CN/shell.js';
import * as zhStates from './zh-CN/states.js';
import * as enConditions from './en/conditions.js';
import * as enForms from './en/forms.js';
import * as enIssues from './en/issues.js';
import * as enLines from './en/lines.js';
import * as enPeople from './en/people.js';
import * as enShell from './en/shell.js';
import * as enStates from './en/states.js';
import type { Catalogue } from './setup.js';

/** The texts of this package, one group per area, in every language. */
export const UI_CATALOGUE: Catalogue = {
  'zh-CN': { ...zhConditions, ...zhForms, ...zhIssues, ...zhLines, ...zhPeople, ...zhShell, ...zhStates },
  en: { ...enConditions, ...enForms, ...enIssues, ...enLines, ...enPeople, ...enShell, ...enStates },
};
