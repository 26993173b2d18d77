import { Checkbox } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useLocalized } from '@dougong/ui/i18n';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';

interface ScenariosPlayedProps {
  /** Of the drafts: others may concern other scenarios. */
  readonly revision: number;
  readonly skips: boolean;
  readonly onSkip: (skips: boolean) => void;
}

/** Which scenarios the publish plays, why these, and a way to leave them out for whoever may. */
export function ScenariosPlayed({ revision, skips, onSkip }: ScenariosPlayedProps) {
  const text = useText();
  const title = useLocalized();
  const { data } = useQuery({
    queryKey: ['design', 'scenarios', revision],
    queryFn: async () => (await api.design.chosenScenarios()).data,
    staleTime: 10_000,
  });
  if (data === undefined || data.installed === 0 || data.rule === 'asked') return null;
  const { played, installed } = data;
  if (played.length === 0)
    return (
      <section aria-label={text('scenarios.title')}>
        <h3>{text('scenarios.title')}</h3>
        <p className="dg-t2">{text('scenarios.none', { installed })}</p>
      </section>
    );
  return (
    <section aria-label={text('scenarios.title')}>
      <h3>{text('scenarios.title')}</h3>
      <details className="ds-scenarios">
        <summary>{text('scenarios.played', { count: played.length, installed })}</summary>
        <ul>
          {played.map(({ key, title: name, because }) => (
            <li key={key}>
              {title(name)}
              {because.length === 0 ? null : (
                <small className="dg-t3">
                  {text('scenarios.because', {
                    names: because.map((each) => title(each.title)).join(text('scenarios.comma')),
                  })}
                </small>
              )}
            </li>
          ))}
        </ul>
      </details>
      {data.maySkip ? (
        <Checkbox checked={skips} onChange={(event) => onSkip(event.target.checked)}>
          {text('scenarios.skip')}
        </Checkbox>
      ) : null}
    </section>
  );
}
