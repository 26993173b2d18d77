import { OfflineProblem, problemOf } from '@dougong/ui/api';
import { i18nInstance } from '@dougong/ui/i18n';

/** Saves what stands under an address of the engine, with the name that the engine gives it. */
export function saveFrom(url: string, name = ''): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/**
 * Saves a small file in the language of the page; a plain link would ask in the language of the browser.
 * @throws ApiProblem when it is refused, OfflineProblem when nothing came back.
 */
export async function saveInLanguage(url: string): Promise<void> {
  const answer = await fetch(url, {
    headers: { 'accept-language': i18nInstance.language },
    credentials: 'same-origin',
  }).catch(() => {
    throw new OfflineProblem('offline');
  });
  if (!answer.ok) {
    const body: unknown = await answer.json().catch(() => undefined);
    throw problemOf(answer.status, body, answer.headers.get('x-request-id') ?? undefined);
  }
  const blob = URL.createObjectURL(await answer.blob());
  saveFrom(blob, nameOf(answer.headers.get('content-disposition') ?? ''));
  URL.revokeObjectURL(blob);
}

function nameOf(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  return encoded === undefined ? '' : decodeURIComponent(encoded);
}
