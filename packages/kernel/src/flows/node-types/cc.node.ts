import type { Static } from '@sinclair/typebox';
import { issue, pointer } from '../../foundation/index.js';
import { configObject, message, notification, peopleList } from '../config-fields.js';
import type { NoticeWords } from '../flow-command.js';
import type { NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';
import { activeUsers, onePerUser, formulasOf, verifySources } from '../people.js';

const CcConfig = configObject({ recipients: peopleList('抄送给', 'Recipients'), message, notification });
type CcConfig = Static<typeof CcConfig>;

/** Tells people and goes on at once; nobody to tell is fine. */
export const ccNode: NodeTypePart = {
  kind: 'cc',
  version: 1,
  title: { 'zh-CN': '抄送', en: 'Copy' },
  description: { 'zh-CN': '通知相关人员，不等待', en: 'Tells people and does not wait' },
  config: CcConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: false,
  formulas: (config) => formulasOf((config as CcConfig).recipients ?? []),
  peopleFields: (config) => formulasOf((config as CcConfig).recipients ?? []),
  notification: (config) => (config as CcConfig).notification,
  choices(config) {
    const sources = (config as CcConfig).recipients ?? [];
    return { byStarter: sources.some((source) => 'chosen' in source), at: [] };
  },
  verify(node, context) {
    const path = pointer(context.path, 'recipients');
    const { recipients = [] } = node.config as CcConfig;
    return recipients.length === 0 ? [issue('no_assignee', path)] : verifySources(recipients, path, context);
  },
  enter(node, moment) {
    const config = node.config as CcConfig;
    const { starter, people, textsAt } = moment;
    const chosen = moment.chosenFor(node.id);
    const to = onePerUser(activeUsers(config.recipients ?? [], { starter, people, textsAt, chosen }));
    return onward(node, 'done', [
      { note: 'copy', to, words: wordsOf(config) },
      { note: 'event', kind: 'cc', payload: { to } },
    ]);
  },
};

function wordsOf({ message: text, notification: template }: CcConfig): NoticeWords {
  return {
    ...(text === undefined ? {} : { message: text }),
    ...(template === undefined ? {} : { notification: template }),
  };
}
