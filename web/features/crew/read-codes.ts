const everyMs = 250;
/** A reader that failed at so many pictures fails at all of them. */
const mostFailures = 4;

/** What finds codes in a picture of the camera; null while none is in sight. */
type Look = (video: HTMLVideoElement) => Promise<string | null>;

interface Detector {
  detect(of: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The browser's own reader. An Android without its maker's services has the class and nothing behind it: it knows no format, or fails at each picture. */
const ownReader = async (): Promise<Look | null> => {
  const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats = await Own?.getSupportedFormats().catch((): readonly string[] => []);
  if (!Own || !formats?.includes('qr_code')) return null;
  const own = new Own({ formats: ['qr_code'] });
  return async (video) => (await own.detect(video))[0]?.rawValue ?? null;
};

/** One that reads pixels, 50 kB that come only where they are needed. */
const pixelReader = async (): Promise<Look> => {
  const { default: read } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (!context || video.videoWidth === 0) return null;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return read(data, width, height)?.data ?? null;
  };
};

/** Shows the camera in `video` and calls back with each code it sees. @throws where there is no camera, or it may not be used */
export const readCodes = async (video: HTMLVideoElement, onCode: (text: string) => void, stop: AbortSignal): Promise<void> => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (stop.aborted) return end();
  stop.addEventListener('abort', end, { once: true });
  video.srcObject = stream;
  await video.play();
  let look = (await ownReader()) ?? (await pixelReader());
  let failures = 0;
  while (!stop.aborted) {
    const text = await look(video).catch(() => {
      failures += 1;
      return null;
    });
    if (failures === mostFailures) look = await pixelReader();
    if (text && !stop.aborted) onCode(text);
    await new Promise((done) => setTimeout(done, everyMs));
  }
};
