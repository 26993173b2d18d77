import { useDeferredValue, useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Language } from '@dougong/kernel/foundation';
import type { Definition, NotificationDefinition } from '@dougong/kernel/metadata';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { DesignedHead } from '../definitions/DesignedHead.js';
import { DesignedPage } from '../definitions/DesignedPage.js';
import type { Designed } from '../definitions/load-designed.js';
import { NamesPanel } from '../definitions/NamesPanel.js';
import { useEditing } from '../definitions/use-editing.js';
import { useText } from '../i18n/text.js';
import { definitionIcon, definitionPath } from '../release/definition-icons.js';
import { checkTemplate, modelsAround } from './check-notification.js';
import { FindingsPanel } from './FindingsPanel.js';
import { PlacePanel } from './PlacePanel.js';
import { PreviewPanel } from './PreviewPanel.js';
import { usersOf } from './template-uses.js';
import { TestPanel } from './TestPanel.js';
import { TextsPanel } from './TextsPanel.js';
import '../release/release.css';
import './notifications.css';

/** A template of messages: its words, what they look like where they arrive, and a test to oneself. */
export function NotificationPage() {
  return (
    <DesignedPage<NotificationDefinition> kind="notification">
      {(designed, current) => <NotificationDesk designed={designed} current={current} />}
    </DesignedPage>
  );
}

interface NotificationDeskProps {
  readonly designed: Designed<NotificationDefinition>;
  readonly current: NotificationDefinition;
}

function NotificationDesk({ designed, current }: NotificationDeskProps) {
  const { language } = useLanguage();
  const editing = useEditing(designed, current);
  const { document, edit, isChanged } = editing;
  const { all, functions } = designed;
  const [textLanguage, setTextLanguage] = useState<Language>(language);
  const [record, setRecord] = useState<{ readonly form: string; readonly id: string }>();
  const { form } = document;
  const models = useMemo(() => modelsAround(form, { all, functions }), [form, all, functions]);
  const settled = useDeferredValue(document);
  const checked = useMemo(() => checkTemplate(settled, all, models), [settled, all, models]);
  const recordId = record !== undefined && record.form === form ? record.id : undefined;
  const choose = (id: string | undefined) =>
    setRecord(id === undefined || form === undefined ? undefined : { form, id });
  return (
    <>
      <DesignedHead designed={designed} editing={editing} />
      <div className="ds-designed">
        <div className="ds-designed-main">
          <TextsPanel
            {...{ editing, models, textLanguage }}
            form={form === undefined ? undefined : models.get(form)}
            findings={checked.findings}
            onLanguage={setTextLanguage}
          />
          <PlacePanel editing={editing} all={all} findings={checked.findings} />
          <NamesPanel
            title={document.title}
            onChange={(title) => edit((now) => ({ ...now, title }), 'title')}
          />
        </div>
        <aside className="ds-designed-side">
          <PreviewPanel {...{ document, checked, models, textLanguage, recordId }} onRecord={choose} />
          <TestPanel templateKey={document.key} isChanged={isChanged} recordId={recordId} />
          <FindingsPanel findings={checked.findings} />
          <Uses template={document} all={all} />
        </aside>
      </div>
    </>
  );
}

interface UsesProps {
  readonly template: NotificationDefinition;
  readonly all: readonly Definition[];
}

/** The flows and rules that speak in its words. */
function Uses({ template: { key, replaces }, all }: UsesProps) {
  const text = useText();
  const title = useLocalized();
  const uses = usersOf(key, all);
  return (
    <section className="ds-panel" aria-label={text('definitions.uses')}>
      <h2>{text('definitions.uses')}</h2>
      {uses.length === 0 && replaces === undefined ? (
        <p className="dg-t2">{text('notifications.unused')}</p>
      ) : null}
      {replaces === undefined ? null : <p>{text('notifications.usedByItself')}</p>}
      <ul className="ds-uses">
        {uses.map((each) => {
          const Icon = definitionIcon(each.kind);
          return (
            <li key={`${each.kind}/${each.key}`}>
              <Icon size={14} aria-hidden="true" />
              <Link to={definitionPath(each.kind, each.key) ?? '/'}>{title(each.title)}</Link>
              <small className="dg-t2">{text(`kinds.${each.kind}`)}</small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
