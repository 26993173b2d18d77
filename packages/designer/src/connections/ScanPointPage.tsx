import { useDeferredValue, useMemo } from 'react';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import type { ScanCode, ScanPointDefinition } from '@dougong/kernel/metadata';
import { DesignedHead } from '../definitions/DesignedHead.js';
import { DesignedPage } from '../definitions/DesignedPage.js';
import type { Designed } from '../definitions/load-designed.js';
import { NamesPanel } from '../definitions/NamesPanel.js';
import { useEditing } from '../definitions/use-editing.js';
import { useText } from '../i18n/text.js';
import { at, checkScanPoint, modelsOf } from './check-connections.js';
import { ConnectionFindings } from './ConnectionFindings.js';
import { freeId, moved, withItem } from './map-edits.js';
import { ScanCodeItem } from './ScanCodeItem.js';
import './connections.css';

/** A scan point: which codes are known there, in their order, and what each does. */
export function ScanPointPage() {
  return (
    <DesignedPage<ScanPointDefinition> kind="scan-point">
      {(designed, current) => <ScanPointDesk designed={designed} current={current} />}
    </DesignedPage>
  );
}

interface ScanPointDeskProps {
  readonly designed: Designed<ScanPointDefinition>;
  readonly current: ScanPointDefinition;
}

function ScanPointDesk({ designed, current }: ScanPointDeskProps) {
  const text = useText();
  const editing = useEditing(designed, current);
  const { document, edit } = editing;
  const settled = useDeferredValue(document);
  const models = useMemo(() => modelsOf(designed), [designed]);
  const findings = useMemo(() => checkScanPoint(settled, models), [settled, models]);
  const { codes } = document;
  const set = (next: readonly ScanCode[], burst?: string) =>
    edit((now) => ({ ...now, codes: [...next] }), burst);
  const add = () => {
    const form = designed.all.find(({ kind }) => kind === 'form')?.key ?? 'form';
    set([
      ...codes,
      { id: freeId(codes, 'code'), form: codes.at(-1)?.form ?? form, field: 'code', values: {} },
    ]);
  };
  return (
    <>
      <DesignedHead designed={designed} editing={editing} />
      <div className="ds-designed">
        <div className="ds-designed-main">
          <section className="ds-panel" aria-label={text('scanPoints.codes')}>
            <h2>{text('scanPoints.codes')}</h2>
            <p className="dg-t2">{text('scanPoints.order')}</p>
            {codes.map((code, index) => (
              <ScanCodeItem
                key={index}
                code={code}
                all={designed.all}
                findings={at(findings, `/codes/${index}`)}
                isFirst={index === 0}
                isLast={index === codes.length - 1}
                onChange={(next) => set(withItem(codes, index, next), `code-${index}`)}
                onMove={(by) => set(moved(codes, index, by))}
              />
            ))}
            <Button size="small" icon={<Plus size={14} />} onClick={add}>
              {text('scanPoints.addCode')}
            </Button>
          </section>
          <NamesPanel
            title={document.title}
            onChange={(title) => edit((now) => ({ ...now, title }), 'title')}
          />
        </div>
        <aside className="ds-designed-side" aria-label={text('check.title')}>
          <ConnectionFindings findings={findings} />
          <section className="ds-panel">
            <h2>{text('scanPoints.reads')}</h2>
            <p className="dg-t2">{text('scanPoints.readsNote')}</p>
          </section>
        </aside>
      </div>
    </>
  );
}
