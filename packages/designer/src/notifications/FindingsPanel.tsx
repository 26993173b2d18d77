import { CircleAlert, TriangleAlert } from 'lucide-react';
import { LANGUAGES } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { TEXT_CHANNEL_TITLES, TEXT_CHANNELS } from '@dougong/kernel/metadata';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import { CheckPanel } from '../definitions/CheckPanel.js';
import { useText } from '../i18n/text.js';

/** Everything that the check finds, each with the text it stands in: the same mistake is often made in two languages. */
export function FindingsPanel({ findings }: { readonly findings: readonly Issue[] }) {
  const text = useText();
  const { language } = useLanguage();
  const placeOf = usePlaceWords();
  return (
    <CheckPanel
      className="ds-check-panel"
      sound={findings.length === 0 ? text('notifications.sound') : undefined}
    >
      <ul className="ds-findings">
        {findings.map((found, at) => {
          const Icon = found.severity === 'warning' ? TriangleAlert : CircleAlert;
          const place = placeOf(found.path);
          return (
            <li key={`${found.path}${at}`} className={`is-${found.severity ?? 'error'}`}>
              <Icon size={14} aria-hidden="true" />
              <div>
                {place === '' ? null : <span className="dg-t2">{place}</span>}
                <p>{issueSentence(found, language)}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </CheckPanel>
  );
}

/** `/channels/email/body/en` as 邮件 · 正文 · 英文; nothing for what stands in no text. */
function usePlaceWords(): (path: string) => string {
  const text = useText();
  const title = useLocalized();
  return (path) =>
    path
      .split('/')
      .flatMap((step) => {
        const channel = TEXT_CHANNELS.find((each) => each === step);
        if (channel) return [title(TEXT_CHANNEL_TITLES[channel])];
        if (step === 'subject' || step === 'body') return [text(`notifications.${step}`)];
        const language = LANGUAGES.find((each) => each === step);
        return language ? [text(language === 'zh-CN' ? 'localized.zh' : 'localized.en')] : [];
      })
      .join(' · ');
}
