/** Sentences for what the page finds by itself; those of the kernel's codes stand in the kernel. */
export const issues = {
  http: 'The server gave no usable answer (HTTP {{status}}). Try again later; if it stays, tell an administrator.',
  reference_unknown: '"{{text}}" was not found; choose one from the list.',
  offline:
    'The server cannot be reached. What you typed is still on this page. Try again when you are connected.',
  timeout: 'The server did not answer in time. Try again.',
};
