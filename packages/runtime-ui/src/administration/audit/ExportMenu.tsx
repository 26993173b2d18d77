import { useRef } from 'react';
import { Button, Dropdown } from 'antd';
import { Download } from 'lucide-react';
import { api } from '../../data/api.js';
import { useText } from '../../texts/index.js';
import { questionOf } from './audit-filter.js';
import type { AuditFilter } from './audit-filter.js';
import type { Job } from './audit-wire.js';
import { useJob } from './use-audit.js';

const FORMATS = ['xlsx', 'csv', 'jsonl'] as const;
type Format = (typeof FORMATS)[number];

/** Takes what the filter shows away as a file. It is made in the background; the button then leads to it. */
export function ExportMenu({ filter }: { readonly filter: AuditFilter }) {
  const text = useText();
  const format = useRef<Format>('xlsx');
  const { start, job, isRunning, problem } = useJob<{ entries: number }>(async () => {
    const query = { ...questionOf(filter), format: format.current };
    return (await api.client.post<Job<{ entries: number }>>('/audit/exports', undefined, { query })).data;
  });
  const file = isRunning ? undefined : job?.files.result;
  const fault = problem !== null || job?.problem ? text('audit.exportFailed') : '';
  return (
    <span className="rt-audit-export">
      <span aria-live="polite">
        {file === undefined ? (
          <span className="rt-fault">{fault}</span>
        ) : (
          <a href={file} download>
            {text('audit.exported', { count: job?.result?.entries ?? 0 })}
          </a>
        )}
      </span>
      <Dropdown
        trigger={['click']}
        menu={{
          items: FORMATS.map((key) => ({ key, label: text(`audit.format_${key}`) })),
          onClick: ({ key }) => {
            format.current = key as Format;
            start();
          },
        }}
      >
        <Button icon={<Download size={16} />} loading={isRunning}>
          {text('audit.export')}
        </Button>
      </Dropdown>
    </span>
  );
}
