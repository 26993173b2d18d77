import { useText } from '../i18n/text.js';

/** A quiet page while something is fetched. */
export function PageLoading() {
  const text = useText();
  return (
    <p className="ds-loading" role="status" aria-busy="true">
      {text('loading')}
    </p>
  );
}
