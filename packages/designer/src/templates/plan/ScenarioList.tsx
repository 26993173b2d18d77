import { CircleCheck, CircleX } from 'lucide-react';
import type { PlayedScenario } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';

/** How the scenarios went: failures first, each with what was expected and what came. */
export function ScenarioList({ played }: { readonly played: readonly PlayedScenario[] }) {
  const text = useText();
  const title = useLocalized();
  if (played.length === 0) return <p className="dg-t2">{text('templates.nonePlayed')}</p>;
  const failed = played.filter(({ passed }) => !passed);
  const sorted = [...failed, ...played.filter(({ passed }) => passed)];
  return (
    <>
      <p role="status" className={`ds-outcome ${failed.length === 0 ? 'is-passed' : 'is-failed'}`}>
        {failed.length === 0
          ? text('templates.allPassed', { count: played.length })
          : text('templates.someFailed', { count: failed.length, total: played.length })}
      </p>
      <ul className="ds-played">
        {sorted.map(({ scenario, title: name, passed, failures }) => (
          <li key={scenario}>
            <span className={`ds-outcome ${passed ? 'is-passed' : 'is-failed'}`}>
              {passed ? (
                <CircleCheck size={14} aria-hidden="true" />
              ) : (
                <CircleX size={14} aria-hidden="true" />
              )}
              {text(passed ? 'templates.passed' : 'templates.failed')}
            </span>{' '}
            {title(name)}
            {failures.map(({ pointer, sentence }, at) => (
              <p key={at} className="ds-fault">
                {title(sentence)} <code>{pointer}</code>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
