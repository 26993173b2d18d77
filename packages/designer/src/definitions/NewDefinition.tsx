import { useRef, useState } from 'react';
import { Button, Input, Modal } from 'antd';
import type { InputRef } from 'antd';
import { Plus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { KEY_PATTERN } from '@dougong/kernel/metadata';
import { ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';
import { designChanged } from '../surroundings/use-design.js';
import { LIST_PATHS, TEXT_KEYS } from './places.js';
import type { DesignedKind } from './places.js';

interface NewDefinitionProps {
  readonly kind: DesignedKind;
  readonly skeleton: object;
  readonly taken: readonly string[];
}

const KEY = new RegExp(KEY_PATTERN);

/** Asks for a name and a code, stores a draft, and opens it. */
export function NewDefinition({ kind, skeleton, taken }: NewDefinitionProps) {
  const text = useText();
  const navigate = useNavigate();
  const first = useRef<InputRef>(null);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const fault = key === '' ? null : !KEY.test(key) ? 'badKey' : taken.includes(key) ? 'takenKey' : null;
  const isReady = name.trim() !== '' && key !== '' && fault === null;
  const create = async () => {
    const title = { 'zh-CN': name.trim(), en: name.trim() };
    try {
      await api.design.saveDraft(kind, key, { kind, format: 1, key, title, ...skeleton });
      designChanged();
      void navigate(`${LIST_PATHS[kind]}/${key}`);
    } catch (failure) {
      setProblem(failure);
    }
  };
  const label = text(`${TEXT_KEYS[kind]}.create`);
  return (
    <>
      <Button type="primary" icon={<Plus size={16} />} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        open={open}
        title={label}
        okText={text('definitions.createDraft')}
        cancelText={text('cancel')}
        okButtonProps={{ disabled: !isReady }}
        onOk={() => void create()}
        onCancel={() => setOpen(false)}
        afterOpenChange={(isOpen) => isOpen && first.current?.focus()}
      >
        <div className="ds-fields">
          <label>
            <span>{text('definitions.name')}</span>
            <Input ref={first} value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <label>
            <span>{text('definitions.key')}</span>
            <Input
              value={key}
              {...(fault === null ? {} : { status: 'error' as const })}
              onChange={(event) => setKey(event.target.value)}
              onPressEnter={() => isReady && void create()}
            />
            <small className={fault === null ? 'dg-t2' : 'ds-fault'}>
              {text(`definitions.${fault ?? 'keyHint'}`)}
            </small>
          </label>
        </div>
        {problem === null ? null : <ProblemPanel problem={problem} />}
      </Modal>
    </>
  );
}
