declare module 'heic-decode' {
  interface HeicImage {
    readonly width: number;
    readonly height: number;
    /** RGBA, upright. */
    decode(): Promise<{ readonly data: Uint8ClampedArray }>;
  }
  const decode: { all(given: { readonly buffer: Uint8Array }): Promise<HeicImage[]> };
  export default decode;
}
