/** The address of a WebAssembly file among the static files. */
declare module '*.wasm?url' {
  const address: string;
  export { address as default };
}
