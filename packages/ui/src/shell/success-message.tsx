import { CircleCheck } from 'lucide-react';

interface SuccessMessage {
  readonly type: 'success';
  readonly content: string;
  readonly icon: React.ReactElement;
}

/** What worked, for a message that goes away by itself. The library's own picture would be read out in English. */
export function successMessage(content: string): SuccessMessage {
  const icon = (
    <span className="anticon" aria-hidden>
      <CircleCheck size={16} />
    </span>
  );
  return { type: 'success', content, icon };
}
