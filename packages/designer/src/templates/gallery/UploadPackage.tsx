import { useRef, useState, type ReactNode } from 'react';
import { Button } from 'antd';
import { PackagePlus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { api } from '../../app/api.js';
import { useText } from '../../i18n/text.js';
import { installPath } from '../install/install-path.js';
import { galleryChanged } from '../use-gallery.js';

interface Upload {
  readonly button: ReactNode;
  /** Why the last file was no package that can be installed. */
  readonly problem: unknown;
}

/** Sends a package file and goes to where it is installed. */
export function useUpload(): Upload {
  const text = useText();
  const navigate = useNavigate();
  const picker = useRef<HTMLInputElement>(null);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async (file: File) => {
    setSending(true);
    setProblem(null);
    try {
      const { data } = await api.templates.send(file);
      await galleryChanged();
      void navigate(installPath(data.id));
    } catch (failure) {
      setProblem(failure);
    } finally {
      setSending(false);
    }
  };
  const button = (
    <>
      <input
        ref={picker}
        hidden
        type="file"
        accept=".dougong"
        aria-label={text('templates.file')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file may be chosen again after it was mended.
          target.value = '';
          if (file !== undefined) void send(file);
        }}
      />
      <Button icon={<PackagePlus size={16} />} loading={isSending} onClick={() => picker.current?.click()}>
        {text('templates.upload')}
      </Button>
    </>
  );
  return { button, problem };
}
