import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '../../client/call.ts';
import { listOrders } from '../../staff/routes.ts';

/** Two short tones, drawn by the browser: nothing is fetched. */
export const ringForDanger = (): void => {
  const audio = new AudioContext();
  for (const [at, hertz] of [
    [0, 880],
    [0.22, 660],
  ] as const) {
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.2, audio.currentTime + at);
    loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.2);
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.2);
  }
  setTimeout(() => void audio.close(), 1000);
};

/** Rings when a danger is in the reader's reach that was not there before, whatever the queue is filtered to. */
export const useDangerSound = (isOn: boolean): void => {
  const known = useRef<ReadonlySet<string> | null>(null);
  const dangers = useQuery({
    queryKey: ['orders', 'dangers'],
    queryFn: ({ signal }) => call(listOrders, { query: { state: 'dispatched', hazard: true, limit: 100 }, signal }),
    enabled: isOn,
  });
  const ids = dangers.data?.orders.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (ids === undefined) return;
    const now = new Set(ids.split(' ').filter(Boolean));
    const isNew = known.current !== null && [...now].some((id) => !known.current?.has(id));
    known.current = now;
    if (isNew && isOn) ringForDanger();
  }, [ids, isOn]);
};
