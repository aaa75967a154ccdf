import type { SentReport } from './say-report.ts';

const metresPerDegree = 111_195;

/** The same report with its pin so far away. */
export const move = (sent: SentReport, [eastM, northM]: readonly [number, number]): SentReport => {
  if (!sent.position) return sent;
  const { lon, lat } = sent.position;
  return { ...sent, position: { lon: lon + eastM / metresPerDegree / Math.cos((lat * Math.PI) / 180), lat: lat + northM / metresPerDegree } };
};
