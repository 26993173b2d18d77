import type { Finding } from '@dougong/ui/api';
import { useText } from '../i18n/text.js';
import { FindingsPanel } from '../release/FindingsPanel.js';
import { useReleaseFindings } from '../surroundings/use-design.js';

/** A finding about this rule, also one that another rule has because of it. */
function isAbout(found: Finding, rule: string): boolean {
  if (found.kind === 'rule' && found.key === rule) return true;
  const { ring, other } = found.params ?? {};
  return other === rule || (Array.isArray(ring) && ring.includes(rule));
}

/** What the check found in this rule, and below it everything else that a publish would meet. */
export function RuleFindings({ ruleKey }: { readonly ruleKey: string }) {
  const text = useText();
  const query = useReleaseFindings();
  const hasOthers = query.data?.some((found) => !isAbout(found, ruleKey)) === true;
  return (
    <aside className="ds-rule-side" aria-label={text('check.title')}>
      <FindingsPanel
        query={query}
        only={(found) => isAbout(found, ruleKey)}
        title={text('check.own')}
        none={text('check.ownNone')}
      />
      {hasOthers ? (
        <FindingsPanel
          query={query}
          only={(found) => !isAbout(found, ruleKey)}
          title={text('check.others')}
        />
      ) : null}
    </aside>
  );
}
