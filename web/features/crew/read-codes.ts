const everyMs = 250;

interface Detector {
  detect(of: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;

/** The browser's own reader, where there is one; else one that reads pixels, 50 kB that come only now. */
const reader = async (): Promise<(video: HTMLVideoElement) => Promise<string | null>> => {
  const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Own) {
    const own = new Own({ formats: ['qr_code'] });
    return async (video) => (await own.detect(video))[0]?.rawValue ?? null;
  }
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
  const look = await reader();
  while (!stop.aborted) {
    const text = await look(video).catch(() => null);
    if (text && !stop.aborted) onCode(text);
    await new Promise((done) => setTimeout(done, everyMs));
  }
};
