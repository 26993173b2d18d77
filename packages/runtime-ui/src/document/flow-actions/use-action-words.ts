import type { RecordAction } from '@dougong/ui/api';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { useNow } from '../../data/clock.js';
import { useText } from '../../texts/index.js';

interface ActionWords {
  /** What the button says. */
  titleOf(action: RecordAction): string;
  /** Why it cannot be done now. */
  reasonOf(action: RecordAction): string;
}

/** Actions in words. With several tasks on one record, the step stands beside what is offered more than once. */
export function useActionWords(offered: readonly RecordAction[] = []): ActionWords {
  const text = useText();
  const title = useLocalized();
  const { language } = useLanguage();
  const now = useNow();
  const wordsOf = (action: RecordAction) => {
    if (action.kind !== 'task') return title(action.title);
    return text(action.helps === undefined ? `inbox.${action.id}` : `inbox.opinion_${action.id}`);
  };
  const isTwice = ({ id, kind }: RecordAction) =>
    offered.filter((other) => other.id === id && other.kind === kind).length > 1;
  return {
    titleOf: (action) =>
      isTwice(action) && action.nodeTitle !== undefined
        ? `${wordsOf(action)} · ${title(action.nodeTitle)}`
        : wordsOf(action),
    reasonOf: ({ reason = '', reasonParams }) => {
      const until = reasonParams?.['until'];
      if (reason === 'too_soon' && typeof until === 'string')
        return text('flowAction.urgeFrom', { time: formatMoment(until, now) });
      return reason === ''
        ? ''
        : issueSentence({ code: reason, ...(reasonParams && { params: reasonParams }) }, language);
    },
  };
}
