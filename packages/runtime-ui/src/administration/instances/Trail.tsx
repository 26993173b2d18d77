import type { FlowEvent, FlowInstance } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { useNow } from '../../data/clock.js';
import { useReferences } from '../../data/references.js';
import { useText } from '../../texts/index.js';

function reasonIn({ payload }: FlowEvent): string | undefined {
  const reason = payload?.['comment'] ?? payload?.['reason'];
  return typeof reason === 'string' && reason !== '' ? reason : undefined;
}

/** Everything that happened to an instance in words, the newest first. */
export function Trail({ instance }: { readonly instance: FlowInstance }) {
  const text = useText();
  const title = useLocalized();
  const names = useReferences();
  const now = useNow();
  const events = [...instance.events].reverse();
  return (
    <ol className="rt-fl-trail">
      {events.map((event) => {
        const reason = reasonIn(event);
        return (
          <li key={event.seq}>
            <time dateTime={event.at}>{formatMoment(event.at, now)}</time>
            <div>
              <b>{event.actor === null ? text('flow.system') : (names.nameOfUser(event.actor) ?? '…')}</b>{' '}
              {title(event.words)}
              {reason === undefined ? null : <q>{reason}</q>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
