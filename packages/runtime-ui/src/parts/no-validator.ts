/** Stands where rjsf's helper for tests imports ajv; nothing of the application calls it. */
const validator = undefined;

// eslint-disable-next-line no-restricted-syntax -- the module that it stands for exports by default
export default validator;
