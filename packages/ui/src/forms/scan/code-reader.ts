/// <reference path="../../wasm.d.ts" />

/** Finds codes in pictures. */
export interface CodeReader {
  /** The text of a code in the picture; nothing where none can be read yet. */
  read(picture: HTMLVideoElement): Promise<string | undefined>;
}

type Detector = { detect(picture: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };

/**
 * The reader of codes: the browser's own where it has one, else one in WebAssembly that comes from our own server. It is
 * only loaded by whoever opens the camera.
 */
export async function loadCodeReader(): Promise<CodeReader> {
  const detector = (await ownDetector()) ?? (await loadedDetector());
  return {
    read: async (picture) => {
      const found = await detector.detect(picture);
      return found.find(({ rawValue }) => rawValue !== '')?.rawValue;
    },
  };
}

type DetectorClass = (new () => Detector) & { getSupportedFormats(): Promise<readonly string[]> };

/** Some browsers have the class and no format behind it. */
async function ownDetector(): Promise<Detector | undefined> {
  const { BarcodeDetector: Own } = globalThis as { BarcodeDetector?: DetectorClass };
  if (Own === undefined) return undefined;
  const formats = await Own.getSupportedFormats().catch(() => []);
  return formats.length === 0 ? undefined : new Own();
}

async function loadedDetector(): Promise<Detector> {
  const [{ BarcodeDetector, prepareZXingModule }, { default: address }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ]);
  // Its own default is a server of somebody else.
  await prepareZXingModule({
    overrides: {
      locateFile: (file: string, prefix: string) => (file.endsWith('.wasm') ? address : prefix + file),
    },
    fireImmediately: true,
  });
  return new BarcodeDetector() as Detector;
}
