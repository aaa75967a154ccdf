import { afterEach, describe, expect, it, vi } from 'vitest';
import { readCodes } from '../../../web/features/crew/read-codes.ts';

vi.mock('jsqr', () => ({ default: () => ({ data: 'read from pixels' }) }));

const stubDevice = (detector: unknown) => {
  vi.stubGlobal('BarcodeDetector', detector);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: async () => ({ getTracks: () => [] }) } });
  vi.stubGlobal('document', {
    createElement: () => ({
      getContext: () => ({ drawImage: () => undefined, getImageData: () => ({ data: new Uint8ClampedArray(4), width: 1, height: 1 }) }),
    }),
  });
};

const firstRead = async (): Promise<string> => {
  const stop = new AbortController();
  const video = { play: async () => undefined, videoWidth: 1, videoHeight: 1 } as unknown as HTMLVideoElement;
  return new Promise((settle, fail) => {
    const code = (text: string) => {
      stop.abort();
      settle(text);
    };
    readCodes(video, code, stop.signal).catch(fail);
    setTimeout(() => fail(new Error('nothing was read')), 4_000);
  });
};

describe('the camera reads a plate', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('by pixels where the browser’s own reader knows no format', async () => {
    class Empty {
      static getSupportedFormats = async () => [];
      detect = async () => [];
    }
    stubDevice(Empty);
    expect(await firstRead()).toBe('read from pixels');
  });

  it('by pixels where the browser’s own reader fails at each picture', async () => {
    class Dead {
      static getSupportedFormats = async () => ['qr_code'];
      detect = async () => {
        throw new DOMException('Barcode detection service unavailable.', 'NotSupportedError');
      };
    }
    stubDevice(Dead);
    expect(await firstRead()).toBe('read from pixels');
  });

  it('by the browser’s own reader where that works', async () => {
    class Own {
      static getSupportedFormats = async () => ['qr_code'];
      detect = async () => [{ rawValue: 'read by the browser' }];
    }
    stubDevice(Own);
    expect(await firstRead()).toBe('read by the browser');
  });
});
