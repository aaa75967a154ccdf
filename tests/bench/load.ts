import autocannon from 'autocannon';

export interface Loaded {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

export interface LoadSettings {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly connections: number;
  readonly seconds: number;
  /** A fresh body (and headers) for each request. */
  readonly next?: () => { body: string; headers: Record<string, string> };
}

/** So long a service is loaded before it is measured: until its code is compiled and its dozen connections have planned each statement for good. */
export const warmingS = 10;

/** Loads one address of this machine for some seconds; replies that are no 2xx are counted as failed. */
export const load = async ({ url, method, connections, seconds, next }: LoadSettings): Promise<Loaded> => {
  const result = await autocannon({
    url,
    method,
    connections,
    duration: seconds,
    ...(next ? { requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }] } : {}),
  });
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  };
};
